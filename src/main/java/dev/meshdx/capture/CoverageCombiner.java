package dev.meshdx.capture;

import dev.meshdx.facts.Coverage;
import dev.meshdx.facts.EvidenceKind;
import dev.meshdx.facts.Fact;
import dev.meshdx.facts.Origin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** States what the capture could have shown of every kind. */
final class CoverageCombiner implements Combiner {

    /** Kinds that rules ask for, so that "absent" can be stated of them. */
    private static final List<String> KNOWN_KINDS = List.of(
            "Pod",
            "Namespace",
            "Node",
            "Event",
            "Service",
            "Endpoints",
            "EndpointSlice",
            "Deployment",
            "StatefulSet",
            "DaemonSet",
            "ReplicaSet",
            "ConfigMap",
            "Secret",
            "NetworkPolicy",
            "MutatingWebhookConfiguration",
            "ValidatingWebhookConfiguration",
            "CustomResourceDefinition",
            "VirtualService",
            "DestinationRule",
            "PeerAuthentication",
            "AuthorizationPolicy",
            "ServiceEntry",
            "Sidecar",
            "Gateway",
            "HTTPRoute",
            "EnvoyFilter");

    private static final Set<String> CLUSTER_SCOPED = Set.of(
            "Namespace",
            "Node",
            "MutatingWebhookConfiguration",
            "ValidatingWebhookConfiguration",
            "CustomResourceDefinition",
            "GatewayClass",
            "PersistentVolume",
            "ClusterRole",
            "ClusterRoleBinding");

    @Override
    public void combine(Evidence evidence, Inventory inventory, Consumer<Fact> facts) {
        if (!(inventory instanceof CaptureInventory capture)) {
            return;
        }
        ObjectFolders folders = new ObjectFolders(capture.paths());
        for (String cluster : capture.clusters()) {
            new Statement(cluster, evidence, capture, folders, facts).makeAll();
        }
    }

    /** The statements about one cluster. */
    private static final class Statement {

        private final String cluster;
        private final Evidence evidence;
        private final CaptureInventory inventory;
        private final ObjectFolders folders;
        private final Consumer<Fact> facts;
        private final Set<String> namespaces = new TreeSet<>();
        private final Map<String, List<ObjectList>> lists = new TreeMap<>();
        private final Map<String, List<KindStatement>> stated = new TreeMap<>();

        Statement(
                String cluster,
                Evidence evidence,
                CaptureInventory inventory,
                ObjectFolders folders,
                Consumer<Fact> facts) {
            this.cluster = cluster;
            this.evidence = evidence;
            this.inventory = inventory;
            this.folders = folders;
            this.facts = facts;
            inventory.index().of(cluster, "Namespace").forEach(namespace -> namespaces.add(namespace.name()));
            inventory.pods(cluster).forEach(pod -> namespaces.add(pod.namespace()));
            evidence.all(ObjectList.class).stream()
                    .filter(list -> inventory.clusterOf(list.path()).equals(cluster))
                    .forEach(list -> lists.computeIfAbsent(list.kind(), kind -> new ArrayList<>())
                            .add(list));
            evidence.all(KindStatement.class).stream()
                    .filter(one -> inventory.clusterOf(one.path()).equals(cluster))
                    .forEach(one -> stated.computeIfAbsent(one.kind(), kind -> new ArrayList<>())
                            .add(one));
        }

        void makeAll() {
            Set<String> kinds = new TreeSet<>(KNOWN_KINDS);
            kinds.addAll(lists.keySet());
            kinds.addAll(stated.keySet());
            for (EvidenceKind kind : EvidenceKind.values()) {
                kinds.add(kind.key());
            }
            kinds.addAll(evidence.coverage().keySet());
            kinds.remove("");
            kinds.forEach(this::make);
        }

        private void make(String kind) {
            List<KindStatement> told = newest(stated.getOrDefault(kind, List.of()));
            int known = inventory.index().of(cluster, kind).size();
            // Objects that came from elsewhere than the manifest's lists are no reason to believe it about what it
            // lacks.
            if (!told.isEmpty()
                    && (known == 0 || told.stream().anyMatch(one -> !one.state().equals("absent")))) {
                tell(kind, told, known);
                return;
            }
            Map<String, int[]> byPath = new TreeMap<>();
            evidence.coverage().getOrDefault(kind, Map.of()).forEach((path, counts) -> {
                if (inventory.clusterOf(path).equals(cluster)) {
                    byPath.put(path, counts);
                }
            });
            boolean object = EvidenceKind.of(kind).isEmpty();
            int read = byPath.values().stream().mapToInt(counts -> counts[0]).sum();
            int objects = inventory.index().of(cluster, kind).size();
            int count = object && objects > 0 ? objects : read;
            boolean complete = object
                    ? listedWhole(kind)
                    : !byPath.isEmpty() && byPath.values().stream().allMatch(counts -> counts[1] > 0);
            String state = byPath.isEmpty() && objects == 0 ? "absent" : complete ? "complete" : "partial";
            facts.accept(new Coverage(cluster, kind, "", state, count, origin(byPath)));
            if (object && state.equals("partial")) {
                perNamespace(kind);
            }
        }

        /** The statements of the newest manifest: what an earlier one lacked may have been captured since. */
        private static List<KindStatement> newest(List<KindStatement> told) {
            return told.stream()
                    .max(Comparator.comparing(KindStatement::moment).thenComparing(KindStatement::path))
                    .map(last -> told.stream()
                            .filter(one -> one.path().equals(last.path()))
                            .toList())
                    .orElse(List.of());
        }

        /** What a manifest says; of a kind that several groups have, the worst. */
        private void tell(String kind, List<KindStatement> told, int known) {
            Origin origin = new Origin(told.get(0).path(), 0, "");
            boolean absent = told.stream().allMatch(one -> one.state().equals("absent"));
            boolean whole = told.stream()
                    .allMatch(one -> one.complete() && one.namespace().isEmpty());
            String state = absent ? "absent" : whole ? "complete" : "partial";
            facts.accept(new Coverage(cluster, kind, "", state, known, origin));
            Set<String> inside = new TreeSet<>();
            told.stream().filter(KindStatement::complete).forEach(one -> inside.add(one.namespace()));
            told.stream().filter(one -> !one.complete()).forEach(one -> inside.remove(one.namespace()));
            inside.remove("");
            inside.forEach(namespace ->
                    facts.accept(new Coverage(cluster, kind, namespace, "complete", countIn(kind, namespace), origin)));
        }

        private int countIn(String kind, String namespace) {
            return (int) inventory.index().of(cluster, kind).stream()
                    .filter(object -> object.namespace().equals(namespace))
                    .count();
        }

        private static Origin origin(Map<String, int[]> byPath) {
            return byPath.isEmpty()
                    ? Origin.DERIVED
                    : new Origin(byPath.keySet().iterator().next(), 0, "");
        }

        /** Whether some list, or the lists of all namespaces together, held everything there was. */
        private boolean listedWhole(String kind) {
            Set<String> listed = new TreeSet<>();
            for (ObjectList list : lists.getOrDefault(kind, List.of())) {
                if (isClusterWide(list)) {
                    return true;
                }
                listed.addAll(list.namespaces());
                listed.add(namespaceOfPath(list.path()));
            }
            inventory.index().of(cluster, kind).forEach(object -> listed.addAll(folders.collected(object)));
            return !listed.isEmpty() && !namespaces.isEmpty() && listed.containsAll(namespaces);
        }

        private boolean isClusterWide(ObjectList list) {
            boolean clusterScoped = CLUSTER_SCOPED.contains(list.kind());
            if (clusterScoped || list.namespaces().size() > 1) {
                return clusterScoped ? list.count() > 0 || queriesWorked() : true;
            }
            if (!namespaceOfPath(list.path()).isEmpty()) {
                return false;
            }
            boolean beside = lists.values().stream()
                    .flatMap(List::stream)
                    .anyMatch(other -> CapturePath.folder(other.path()).equals(CapturePath.folder(list.path()))
                            && other.namespaces().size() > 1);
            return beside || list.count() == 0 && queriesWorked() && namespaces.isEmpty();
        }

        /** An empty answer proves something only when other queries of the same capture had answers. */
        private boolean queriesWorked() {
            return lists.values().stream().flatMap(List::stream).anyMatch(list -> list.count() > 0);
        }

        private String namespaceOfPath(String path) {
            String found = "";
            for (String part : CapturePath.folder(path).split("/")) {
                found = namespaces.contains(part) ? part : found;
            }
            return found.isEmpty() ? namespaceOfName(path.substring(path.lastIndexOf('/') + 1)) : found;
        }

        /** The namespace that a file name has at its end, as in objects-NAMESPACE.yaml, or at its start. */
        private String namespaceOfName(String file) {
            int dot = file.indexOf('.');
            String stem = "-" + (dot > 0 ? file.substring(0, dot) : file) + "-";
            return namespaces.stream()
                    .filter(namespace -> stem.startsWith("-" + namespace + "-") || stem.endsWith("-" + namespace + "-"))
                    .findFirst()
                    .orElse("");
        }

        private void perNamespace(String kind) {
            Map<String, ObjectList> complete = new TreeMap<>();
            for (ObjectList list : lists.getOrDefault(kind, List.of())) {
                String namespace = namespaceOfPath(list.path());
                list.namespaces().forEach(name -> complete.put(name, list));
                if (!namespace.isEmpty()) {
                    complete.put(namespace, list);
                }
            }
            complete.remove("");
            complete.forEach((namespace, list) -> facts.accept(new Coverage(
                    cluster, kind, namespace, "complete", countIn(kind, namespace), new Origin(list.path(), 0, ""))));
        }
    }
}
