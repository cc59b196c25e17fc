package dev.meshdx.collect;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Kinds of meshes and of tools that deploy them, of which a cluster has few. Where it serves them, it tells itself: versions
 * move kinds from one group to another. The groups here are those in which the projects document them, for the role.
 */
final class FurtherKinds {

    /** Ends of the names of API groups that are asked which kinds they have. */
    private static final List<String> DOMAINS = List.of(
            "istio.io",
            "linkerd.io",
            "consul.hashicorp.com",
            "solo.io",
            "kgateway.dev",
            "gateway.networking.k8s.io",
            "cert-manager.io",
            "argoproj.io",
            "fluxcd.io",
            "apiregistration.k8s.io");

    private static final Map<String, List<String>> DOCUMENTED = new TreeMap<>(Map.ofEntries(
            Map.entry("apiregistration.k8s.io", List.of("APIService")),
            Map.entry("cert-manager.io", List.of("ClusterIssuer")),
            Map.entry("argoproj.io", List.of("Application")),
            Map.entry("helm.toolkit.fluxcd.io", List.of("HelmRelease")),
            Map.entry("kustomize.toolkit.fluxcd.io", List.of("Kustomization")),
            Map.entry("gateway.networking.k8s.io", List.of("TCPRoute", "TLSRoute")),
            Map.entry(
                    "consul.hashicorp.com",
                    List.of(
                            "ControlPlaneRequestLimit",
                            "ExportedServices",
                            "IngressGateway",
                            "JWTProvider",
                            "PeeringAcceptor",
                            "PeeringDialer",
                            "Registration",
                            "SamenessGroup",
                            "TerminatingGateway")),
            Map.entry("gateway.kgateway.dev", List.of("TrafficPolicy")),
            Map.entry("gateway.solo.io", List.of("RouteOption", "RouteTable", "VirtualHostOption")),
            Map.entry("gloo.solo.io", List.of("Proxy", "Settings", "Upstream", "UpstreamGroup")),
            Map.entry("enterprise.gloo.solo.io", List.of("AuthConfig")),
            Map.entry("ratelimit.solo.io", List.of("RateLimitConfig")),
            Map.entry("admin.gloo.solo.io", List.of("IstioLifecycleManager")),
            Map.entry("internal.gloo.solo.io", List.of("IssuedCertificate", "PodBounceDirective")),
            Map.entry("apimanagement.gloo.solo.io", List.of("GraphQLSchema", "Portal")),
            Map.entry(
                    "networking.gloo.solo.io",
                    List.of(
                            "ExternalEndpoint",
                            "ExternalService",
                            "RouteTable",
                            "VirtualDestination",
                            "VirtualGateway")),
            Map.entry(
                    "resilience.policy.gloo.solo.io",
                    List.of(
                            "ConnectionPolicy",
                            "FailoverPolicy",
                            "FaultInjectionPolicy",
                            "OutlierDetectionPolicy",
                            "RetryTimeoutPolicy")),
            Map.entry(
                    "security.policy.gloo.solo.io",
                    List.of("AccessPolicy", "CORSPolicy", "DLPPolicy", "ExtAuthPolicy", "JWTPolicy", "WAFPolicy")),
            Map.entry(
                    "trafficcontrol.policy.gloo.solo.io",
                    List.of(
                            "HeaderManipulationPolicy",
                            "LoadBalancerPolicy",
                            "RateLimitPolicy",
                            "TransformationPolicy"))));

    private FurtherKinds() {}

    /** Whether a group is asked which kinds it has. */
    static boolean ask(String group) {
        return DOMAINS.stream().anyMatch(domain -> group.equals(domain) || group.endsWith("." + domain));
    }

    /** Of the needed kinds those that nothing else lists. */
    static Set<String> of(Set<String> needed) {
        Set<String> further = new TreeSet<>(needed);
        further.removeIf(kind -> !Character.isUpperCase(kind.charAt(0)));
        ApiKind.KNOWN.forEach(known -> further.remove(known.kind()));
        return further;
    }

    /** The kinds among some that a group serves, from its list of resources. */
    static List<ApiKind> served(String group, JsonNode resources, Set<String> kinds) {
        List<ApiKind> served = new ArrayList<>();
        for (JsonNode resource : resources.path("resources")) {
            String plural = resource.path("name").asText();
            String kind = resource.path("kind").asText();
            if (kinds.contains(kind) && !plural.contains("/")) {
                served.add(new ApiKind(
                        kind, group, plural, resource.path("namespaced").asBoolean()));
            }
        }
        return served;
    }

    /** Resources by group in which some kinds are documented. */
    static Map<String, List<String>> documented(Set<String> kinds) {
        Map<String, List<String>> plurals = new TreeMap<>();
        DOCUMENTED.forEach((group, all) -> all.stream()
                .filter(kinds::contains)
                .forEach(kind ->
                        plurals.computeIfAbsent(group, g -> new ArrayList<>()).add(plural(kind))));
        return plurals;
    }

    /** The plural that the API machinery forms where nobody gives another. */
    private static String plural(String kind) {
        String lower = kind.toLowerCase(Locale.ROOT);
        if (lower.endsWith("s")) {
            return lower;
        }
        return lower.endsWith("y") && !lower.endsWith("ay")
                ? lower.substring(0, lower.length() - 1) + "ies"
                : lower + "s";
    }
}
