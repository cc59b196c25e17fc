package dev.meshdx.capture;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Kinds of objects that do not name theirs, as in cluster-info dumps and Insights archives: by file name, then by shape. */
final class KindGuess {

    private static final Pattern NOT_LETTERS = Pattern.compile("[^a-z]");

    /** Plural names as kubectl takes them, without hyphens. */
    private static final Map<String, String> PLURALS = Map.ofEntries(
            Map.entry("pods", "Pod"),
            Map.entry("namespaces", "Namespace"),
            Map.entry("nodes", "Node"),
            Map.entry("events", "Event"),
            Map.entry("services", "Service"),
            Map.entry("svc", "Service"),
            Map.entry("endpoints", "Endpoints"),
            Map.entry("endpointslices", "EndpointSlice"),
            Map.entry("deployments", "Deployment"),
            Map.entry("statefulsets", "StatefulSet"),
            Map.entry("daemonsets", "DaemonSet"),
            Map.entry("replicasets", "ReplicaSet"),
            Map.entry("replicationcontrollers", "ReplicationController"),
            Map.entry("networkpolicies", "NetworkPolicy"),
            Map.entry("networkpolicy", "NetworkPolicy"),
            Map.entry("configmaps", "ConfigMap"),
            Map.entry("secrets", "Secret"),
            Map.entry("virtualservices", "VirtualService"),
            Map.entry("destinationrules", "DestinationRule"),
            Map.entry("peerauthentications", "PeerAuthentication"),
            Map.entry("authorizationpolicies", "AuthorizationPolicy"),
            Map.entry("serviceentries", "ServiceEntry"),
            Map.entry("sidecars", "Sidecar"),
            Map.entry("envoyfilters", "EnvoyFilter"),
            Map.entry("httproutes", "HTTPRoute"),
            Map.entry("mutatingwebhookconfigurations", "MutatingWebhookConfiguration"),
            Map.entry("validatingwebhookconfigurations", "ValidatingWebhookConfiguration"),
            Map.entry("customresourcedefinitions", "CustomResourceDefinition"),
            Map.entry("securitycontextconstraint", "SecurityContextConstraints"),
            Map.entry("storageclasses", "StorageClass"),
            Map.entry("clusterroles", "ClusterRole"),
            Map.entry("clusterrolebinding", "ClusterRoleBinding"),
            Map.entry("crd", "CustomResourceDefinition"),
            Map.entry("pod", "Pod"),
            Map.entry("node", "Node"));

    private KindGuess() {}

    /** The kind that the name of the file or of its folder tells; empty when it tells none. */
    static String byPath(String path) {
        String folder = CapturePath.folder(path);
        return plural(path.substring(path.lastIndexOf('/') + 1))
                .or(() -> plural(folder.substring(folder.lastIndexOf('/') + 1)))
                .orElse("");
    }

    /** The kind that the shape of the object tells, empty when it tells none. */
    static String byShape(Tree object) {
        Tree spec = object.at("spec");
        if (spec.at("containers").isList()) {
            return "Pod";
        }
        if (object.has("involvedObject") || object.has("regarding")) {
            return "Event";
        }
        if (spec.has("template") && spec.has("selector")) {
            return workload(spec);
        }
        if (object.has("subsets")) {
            return "Endpoints";
        }
        if (object.has("addressType")) {
            return "EndpointSlice";
        }
        if (object.at("status").has("nodeInfo")) {
            return "Node";
        }
        if (spec.has("clusterIP") || spec.has("clusterIPs")) {
            return "Service";
        }
        if (spec.has("podSelector")) {
            return "NetworkPolicy";
        }
        if (spec.texts("finalizers").contains("kubernetes")) {
            return "Namespace";
        }
        return object.has("data") ? object.has("type") ? "Secret" : "ConfigMap" : "";
    }

    private static String workload(Tree spec) {
        if (spec.has("serviceName")) {
            return "StatefulSet";
        }
        if (spec.has("strategy")) {
            return "Deployment";
        }
        return spec.has("updateStrategy") ? "DaemonSet" : "ReplicaSet";
    }

    private static Optional<String> plural(String name) {
        int dot = name.indexOf('.');
        String stem = (dot > 0 ? name.substring(0, dot) : name).toLowerCase(Locale.ROOT);
        return Optional.ofNullable(PLURALS.get(NOT_LETTERS.matcher(stem).replaceAll("")));
    }
}
