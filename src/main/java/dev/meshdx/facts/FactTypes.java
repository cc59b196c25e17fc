package dev.meshdx.facts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every fact type with the kinds of evidence that can fill it: any one of them is enough. */
public final class FactTypes {

    /**
     * Version of the fact types, which packs ask for as {@code factModel}: major when a type or component goes away or means
     * something else, minor when one is added.
     */
    public static final String VERSION = "1.1.0";

    private static final Map<Class<? extends Fact>, List<String>> SOURCES = sources();
    private static final Map<String, Class<? extends Fact>> BY_NAME = byName();

    private FactTypes() {}

    /** All fact types in alphabetical order. */
    public static List<Class<? extends Fact>> all() {
        return List.copyOf(BY_NAME.values());
    }

    /** The fact type of that simple name. */
    public static Optional<Class<? extends Fact>> named(String simpleName) {
        return Optional.ofNullable(BY_NAME.get(simpleName));
    }

    /** The kinds of evidence that fill a type; empty for facts that always exist. */
    public static List<String> filledBy(Class<? extends Fact> type) {
        return SOURCES.getOrDefault(type, List.of());
    }

    private static Map<String, Class<? extends Fact>> byName() {
        Map<String, Class<? extends Fact>> types = new java.util.TreeMap<>();
        SOURCES.keySet().forEach(type -> types.put(type.getSimpleName(), type));
        return new LinkedHashMap<>(types);
    }

    private static Map<Class<? extends Fact>, List<String>> sources() {
        Map<Class<? extends Fact>, List<String>> map = new LinkedHashMap<>();
        map.put(CaptureTime.class, List.of());
        map.put(MeshInstall.class, List.of());
        map.put(Coverage.class, List.of());
        map.put(Parameter.class, List.of());
        map.put(Pod.class, List.of("Pod"));
        map.put(ContainerState.class, List.of("Pod"));
        map.put(Workload.class, List.of("Deployment", "StatefulSet", "DaemonSet"));
        map.put(Namespace.class, List.of("Namespace"));
        map.put(Node.class, List.of("Node"));
        map.put(KubeEvent.class, List.of("Event"));
        map.put(Service.class, List.of("Service"));
        map.put(ServicePort.class, List.of("Service"));
        map.put(ServiceEndpoints.class, List.of("EndpointSlice", "Endpoints"));
        map.put(PolicyBlock.class, List.of("NetworkPolicy"));
        map.put(Webhook.class, List.of("MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"));
        map.put(Certificate.class, List.of("certs", "certificate", "Secret", "ConfigMap"));
        map.put(TrustRoot.class, List.of("certs", "certificate", "Secret", "ConfigMap"));
        map.put(ForeignRoot.class, List.of("certs", "certificate", "Secret", "ConfigMap"));
        map.put(MtlsPolicy.class, List.of("PeerAuthentication"));
        map.put(TrafficPolicy.class, List.of("DestinationRule"));
        map.put(SubsetDefinition.class, List.of("DestinationRule"));
        map.put(RouteDestination.class, List.of("VirtualService", "HTTPRoute"));
        map.put(AuthorizationRule.class, List.of("AuthorizationPolicy"));
        map.put(SidecarScope.class, List.of("Sidecar"));
        map.put(HiddenHost.class, List.of("Sidecar"));
        map.put(WorkloadSelection.class, List.of("Pod"));
        map.put(BypassingContainer.class, List.of("Pod", "Deployment", "StatefulSet", "DaemonSet"));
        map.put(NamespaceReference.class, List.of("AuthorizationPolicy"));
        map.put(GatewayBinding.class, List.of("VirtualService"));
        map.put(HostOverlap.class, List.of("VirtualService"));
        map.put(ProxyImageDrift.class, List.of("Pod"));
        map.put(MeshConfig.class, List.of("ConfigMap"));
        map.put(GatewayListener.class, List.of("Gateway"));
        map.put(ServiceEntryHost.class, List.of("ServiceEntry"));
        map.put(Resource.class, List.of());
        map.put(ResourceCondition.class, List.of());
        map.put(Proxy.class, List.of("server-info", "readiness", "proxy-log", "proxy-sync", "config-dump", "Pod"));
        map.put(ProxyStats.class, List.of("proxy-stats"));
        map.put(ProxyStat.class, List.of("proxy-stats"));
        map.put(ProxyMemory.class, List.of("memory", "proxy-metrics"));
        map.put(MetricSample.class, List.of("control-plane-metrics", "proxy-metrics"));
        map.put(MetricSeries.class, List.of("control-plane-metrics", "proxy-metrics"));
        map.put(UpstreamCluster.class, List.of("clusters", "proxy-stats", "config-dump"));
        map.put(ProxyConfigSize.class, List.of("config-dump"));
        map.put(ProxyRoute.class, List.of("config-dump"));
        map.put(ProxySync.class, List.of("proxy-sync"));
        map.put(ProxyConnection.class, List.of("proxy-sync"));
        map.put(
                RejectedConfig.class,
                List.of("proxy-sync", "proxy-log", "control-plane-log", "config-dump", "proxy-stats"));
        map.put(ResponseFlagCount.class, List.of("access-log"));
        map.put(
                LogSignature.class,
                List.of("proxy-log", "linkerd-proxy-log", "ztunnel-log", "control-plane-log", "application-log"));
        map.put(ToolFinding.class, List.of("istioctl-analyze", "linkerd-check"));
        return map;
    }
}
