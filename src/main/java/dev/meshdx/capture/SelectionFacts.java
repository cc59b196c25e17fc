package dev.meshdx.capture;

import dev.meshdx.facts.BypassingContainer;
import dev.meshdx.facts.Fact;
import dev.meshdx.facts.NamespaceReference;
import dev.meshdx.facts.Pod;
import dev.meshdx.facts.WorkloadSelection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Which pods and namespaces resources of Istio are for, and which containers the proxy can't be for. */
final class SelectionFacts {

    private static final List<String> SELECTING = List.of(
            "Gateway", "Sidecar", "AuthorizationPolicy", "RequestAuthentication", "PeerAuthentication", "Telemetry");

    private static final List<String> TEMPLATES = List.of("Deployment", "StatefulSet", "DaemonSet");

    /** The user of the sidecar, whose traffic is not redirected. */
    private static final String PROXY_USER = "1337";

    private static final Set<String> OF_THE_MESH = Set.of(
            "istio-proxy",
            "istio-init",
            "istio-validation",
            "linkerd-proxy",
            "linkerd-init",
            "linkerd-network-validator",
            "consul-dataplane");

    private final String cluster;
    private final KubeIndex index;
    private final CaptureInventory inventory;
    private final String root;

    /**
     * @param root root namespace of the mesh
     */
    SelectionFacts(String cluster, KubeIndex index, CaptureInventory inventory, String root) {
        this.cluster = cluster;
        this.index = index;
        this.inventory = inventory;
        this.root = root;
    }

    void add(Consumer<Fact> facts) {
        for (String kind : SELECTING) {
            index.of(cluster, kind).forEach(object -> selection(object, facts));
        }
        index.of(cluster, "AuthorizationPolicy").forEach(object -> references(object, facts));
        index.of(cluster, "Pod").forEach(object -> bypassing(object, object.spec(), facts));
        for (String kind : TEMPLATES) {
            index.of(cluster, kind)
                    .forEach(object -> bypassing(object, object.spec().at("template", "spec"), facts));
        }
    }

    private void selection(KubeObject object, Consumer<Fact> facts) {
        Tree spec = object.spec();
        boolean gateway = object.kind().equals("Gateway");
        boolean targeted = spec.has("targetRef") || spec.has("targetRefs") || spec.has("gatewayClassName");
        if (!object.group().endsWith("istio.io") || targeted) {
            return;
        }
        Map<String, String> selector = selector(object).texts();
        boolean meshWide = gateway || object.namespace().equals(root);
        List<Pod> candidates = meshWide ? inventory.pods(cluster) : inventory.pods(cluster, object.namespace());
        List<Pod> selected = candidates.stream()
                .filter(pod -> pod.labels().entrySet().containsAll(selector.entrySet()))
                .toList();
        facts.accept(new WorkloadSelection(
                cluster,
                object.namespace(),
                object.kind(),
                object.name(),
                selector,
                meshWide,
                inventory.hasPods(cluster) ? selected.size() : -1,
                (int) selected.stream()
                        .filter(pod -> pod.mesh().equals("istio-ambient"))
                        .count(),
                object.origin()));
    }

    private static Tree selector(KubeObject object) {
        return switch (object.kind()) {
            case "Gateway" -> object.spec().at("selector");
            case "Sidecar" -> object.spec().at("workloadSelector", "labels");
            default -> object.spec().at("selector", "matchLabels");
        };
    }

    private void references(KubeObject policy, Consumer<Fact> facts) {
        for (Tree rule : policy.spec().items("rules")) {
            for (Tree from : rule.items("from")) {
                from.at("source").texts("namespaces").forEach(pattern -> reference(policy, pattern, false, facts));
                from.at("source").texts("notNamespaces").forEach(pattern -> reference(policy, pattern, true, facts));
            }
        }
    }

    private void reference(KubeObject policy, String pattern, boolean negated, Consumer<Fact> facts) {
        List<KubeObject> namespaces = index.of(cluster, "Namespace");
        int fitting = (int) namespaces.stream()
                .filter(namespace -> fits(pattern, namespace.name()))
                .count();
        facts.accept(new NamespaceReference(
                cluster,
                policy.namespace(),
                policy.name(),
                pattern,
                negated,
                namespaces.isEmpty() ? -1 : fitting,
                policy.origin()));
    }

    /** Istio's patterns: a star at the beginning or at the end. */
    private static boolean fits(String pattern, String name) {
        if (pattern.startsWith("*")) {
            return name.endsWith(pattern.substring(1));
        }
        return pattern.endsWith("*")
                ? name.startsWith(pattern.substring(0, pattern.length() - 1))
                : pattern.equals(name);
    }

    private void bypassing(KubeObject object, Tree spec, Consumer<Fact> facts) {
        String user = spec.text("securityContext", "runAsUser");
        for (Tree container : spec.items("containers")) {
            String own = container.text("securityContext", "runAsUser");
            boolean proxyUser = (own.isEmpty() ? user : own).equals(PROXY_USER);
            if (proxyUser && !OF_THE_MESH.contains(container.text("name"))) {
                facts.accept(new BypassingContainer(
                        cluster,
                        object.namespace(),
                        object.kind(),
                        object.name(),
                        container.text("name"),
                        object.origin()));
            }
        }
    }
}
