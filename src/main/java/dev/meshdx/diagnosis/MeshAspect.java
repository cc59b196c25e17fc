package dev.meshdx.diagnosis;

import dev.meshdx.facts.AuthorizationRule;
import dev.meshdx.facts.Certificate;
import dev.meshdx.facts.ContainerState;
import dev.meshdx.facts.Fact;
import dev.meshdx.facts.GatewayListener;
import dev.meshdx.facts.MeshConfig;
import dev.meshdx.facts.MeshInstall;
import dev.meshdx.facts.MtlsPolicy;
import dev.meshdx.facts.Namespace;
import dev.meshdx.facts.Node;
import dev.meshdx.facts.PolicyBlock;
import dev.meshdx.facts.Proxy;
import dev.meshdx.facts.ProxySync;
import dev.meshdx.facts.Resource;
import dev.meshdx.facts.RouteDestination;
import dev.meshdx.facts.Service;
import dev.meshdx.facts.ServiceEndpoints;
import dev.meshdx.facts.SidecarScope;
import dev.meshdx.facts.SubsetDefinition;
import dev.meshdx.facts.TrafficPolicy;
import dev.meshdx.facts.TrustRoot;
import dev.meshdx.facts.Webhook;
import dev.meshdx.facts.Workload;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * One side of a mesh that people or controllers change: which facts tell of it, what makes two of them the same thing at two
 * times, and which of their values a change shows in. Pods are replaced all the time, so what lives in a pod goes by its
 * workload; serials, ages and counters change without anybody changing anything and are no part of any aspect.
 *
 * @param type facts that tell of it
 * @param word what people call it
 * @param cause whether somebody sets it; what only follows from something else is no cause
 * @param part what tells apart the facts of one subject
 * @param values values by name; one that is unknown is left out
 */
record MeshAspect<T extends Fact>(
        Class<T> type, String word, boolean cause, Function<T, String> part, Function<T, Map<String, Object>> values) {

    static final List<MeshAspect<?>> ALL = List.of(
            new MeshAspect<>(
                    ContainerState.class,
                    "container",
                    true,
                    ContainerState::container,
                    it -> named(
                            "image",
                            it.image(),
                            "memory limit in bytes",
                            it.memoryLimitBytes(),
                            "CPU limit in millicores",
                            it.cpuLimitMillis())),
            new MeshAspect<>(
                    Workload.class,
                    "workload",
                    true,
                    it -> "",
                    it -> named("replicas", it.desired(), "pod labels", it.podLabels())),
            new MeshAspect<>(
                    Namespace.class,
                    "namespace",
                    true,
                    it -> "",
                    it -> named(
                            "injection",
                            it.injection(),
                            "revision",
                            it.revision(),
                            "data plane",
                            it.dataplaneMode(),
                            "Linkerd injection",
                            it.linkerdInject())),
            new MeshAspect<>(
                    Node.class,
                    "node",
                    true,
                    it -> "",
                    it -> named(
                            "ready",
                            known(it.ready()),
                            "memory pressure",
                            it.memoryPressure(),
                            "disk pressure",
                            it.diskPressure(),
                            "PID pressure",
                            it.pidPressure(),
                            "unschedulable",
                            it.unschedulable(),
                            "kubelet",
                            known(it.kubeletVersion()))),
            new MeshAspect<>(
                    Service.class,
                    "service",
                    true,
                    it -> "",
                    it -> named("type", it.type(), "selector", it.selector())),
            new MeshAspect<>(
                    Webhook.class,
                    "webhook",
                    true,
                    Webhook::name,
                    it -> named(
                            "failure policy",
                            it.failurePolicy(),
                            "service",
                            it.serviceNamespace() + "/" + it.serviceName(),
                            "port",
                            it.port(),
                            "revision",
                            it.revision(),
                            "namespace labels",
                            it.namespaceLabels())),
            new MeshAspect<>(
                    TrustRoot.class,
                    "trust root",
                    true,
                    it -> "",
                    it -> named("roots", it.key(), "expired", it.expired())),
            new MeshAspect<>(
                    Certificate.class,
                    "certificate",
                    true,
                    Certificate::role,
                    it -> named(
                            "signed by",
                            known(it.signedBy()),
                            "trust domain",
                            known(it.trustDomain()),
                            "names",
                            it.sans(),
                            "expired",
                            it.expired(),
                            "not yet valid",
                            it.notYetValid())),
            new MeshAspect<>(
                    MeshInstall.class,
                    "mesh",
                    true,
                    MeshInstall::revision,
                    it -> named("version", known(it.version()), "trust domain", known(it.trustDomain()))),
            new MeshAspect<>(
                    MeshConfig.class,
                    "mesh config",
                    true,
                    it -> "",
                    it -> named(
                            "outbound mode",
                            it.outboundMode(),
                            "access log",
                            it.accessLogFile(),
                            "trust domain",
                            it.trustDomain(),
                            "unknown keys",
                            it.unknownKeys(),
                            "error",
                            it.error())),
            new MeshAspect<>(
                    MtlsPolicy.class,
                    "mTLS policy",
                    true,
                    it -> "",
                    it -> named("mode", it.mode(), "selector", it.selector(), "port modes", it.portModes())),
            new MeshAspect<>(
                    AuthorizationRule.class,
                    "authorization policy",
                    true,
                    it -> "",
                    it -> named(
                            "action",
                            it.action(),
                            "selector",
                            it.selector(),
                            "rules",
                            it.rules(),
                            "principals",
                            it.principals(),
                            "namespaces",
                            it.namespaces(),
                            "ports",
                            it.ports(),
                            "dry run",
                            it.dryRun())),
            new MeshAspect<>(
                    TrafficPolicy.class,
                    "traffic policy",
                    true,
                    it -> joined(it.host(), it.subset()),
                    it -> named(
                            "TLS mode",
                            it.tlsMode(),
                            "max connections",
                            it.maxConnections(),
                            "max pending requests",
                            it.maxPendingRequests(),
                            "max requests",
                            it.maxRequests(),
                            "max retries",
                            it.maxRetries(),
                            "connect timeout in ms",
                            it.connectTimeoutMs(),
                            "idle timeout in ms",
                            it.idleTimeoutMs(),
                            "outlier detection",
                            it.outlierDetection(),
                            "max ejection percent",
                            it.maxEjectionPercent())),
            new MeshAspect<>(
                    SubsetDefinition.class,
                    "subset",
                    true,
                    it -> joined(it.host(), it.name()),
                    it -> named("labels", it.labels())),
            new MeshAspect<>(
                    RouteDestination.class,
                    "route",
                    true,
                    it -> joined(it.host(), it.subset()),
                    it -> named(
                            "weight",
                            it.weight(),
                            "port",
                            it.port(),
                            "timeout in ms",
                            it.timeoutMs(),
                            "attempts",
                            it.attempts(),
                            "fault",
                            it.fault(),
                            "hosts",
                            it.hosts())),
            new MeshAspect<>(
                    SidecarScope.class,
                    "sidecar scope",
                    true,
                    it -> "",
                    it -> named(
                            "egress hosts",
                            it.egressHosts(),
                            "outbound mode",
                            it.outboundMode(),
                            "selector",
                            it.selector())),
            new MeshAspect<>(
                    GatewayListener.class,
                    "gateway",
                    true,
                    it -> joined(it.listener(), String.valueOf(it.port())),
                    it -> named(
                            "protocol",
                            it.protocol(),
                            "hosts",
                            it.hosts(),
                            "TLS mode",
                            it.tlsMode(),
                            "credential",
                            it.credentialName())),
            new MeshAspect<>(
                    PolicyBlock.class,
                    "blocked traffic",
                    true,
                    it -> joined(it.direction(), it.workload()),
                    it -> named("path", it.path(), "port", it.port(), "peer", it.peer())),
            new MeshAspect<>(Resource.class, "resource", true, Resource::group, MeshAspect::declared),
            new MeshAspect<>(Proxy.class, "proxy", true, it -> "", it -> named("version", known(it.version()))),
            new MeshAspect<>(ProxySync.class, "sync", false, ProxySync::type, it -> named("state", known(it.state()))),
            new MeshAspect<>(
                    ServiceEndpoints.class,
                    "endpoints",
                    false,
                    it -> "",
                    it -> named("ready", it.ready(), "not ready", it.notReady())));

    private static Object known(String text) {
        return text.isEmpty() ? -1 : text;
    }

    private static String joined(String one, String other) {
        return other.isEmpty() ? one : one + " " + other;
    }

    /** What a custom resource declares; its status and metadata change by themselves. */
    private static Map<String, Object> declared(Resource resource) {
        Map<String, Object> declared = new TreeMap<>();
        resource.fields().forEach((name, value) -> {
            if (name.startsWith("spec.") || name.startsWith("data.")) {
                declared.put(name, value);
            }
        });
        return declared;
    }

    /** Pairs of name and value. */
    private static Map<String, Object> named(Object... pairs) {
        Map<String, Object> named = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            if (!pairs[i + 1].equals(-1)) {
                named.put((String) pairs[i], pairs[i + 1]);
            }
        }
        return named;
    }
}
