package dev.meshdx.capture;

import dev.meshdx.facts.Fact;
import dev.meshdx.facts.KubeEvent;
import dev.meshdx.facts.Node;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Pods, nodes and events of tables and descriptions, where the capture has no objects of them. */
final class TableCombiner implements Combiner {

    private static final int MESSAGE_LENGTH = 1_024;
    private static final Map<String, String> KINDS = Map.ofEntries(
            Map.entry("pod", "Pod"),
            Map.entry("node", "Node"),
            Map.entry("replicaset", "ReplicaSet"),
            Map.entry("deployment", "Deployment"),
            Map.entry("daemonset", "DaemonSet"),
            Map.entry("statefulset", "StatefulSet"),
            Map.entry("job", "Job"),
            Map.entry("cronjob", "CronJob"),
            Map.entry("service", "Service"),
            Map.entry("endpoints", "Endpoints"),
            Map.entry("endpointslice", "EndpointSlice"),
            Map.entry("namespace", "Namespace"),
            Map.entry("horizontalpodautoscaler", "HorizontalPodAutoscaler"),
            Map.entry("persistentvolumeclaim", "PersistentVolumeClaim"),
            Map.entry("poddisruptionbudget", "PodDisruptionBudget"),
            Map.entry("gateway", "Gateway"));

    @Override
    public void combine(Evidence evidence, Inventory inventory, Consumer<Fact> facts) {
        pods(evidence, inventory, facts);
        nodes(evidence, inventory, facts);
        events(evidence, inventory, facts);
    }

    private static void pods(Evidence evidence, Inventory inventory, Consumer<Fact> facts) {
        Map<String, TablePod> pods = new LinkedHashMap<>();
        List<TablePod> rows = new ArrayList<>(evidence.all(TablePod.class));
        rows.sort(Comparator.comparing((TablePod pod) -> pod.states().isEmpty())
                .thenComparing(pod -> pod.node().isEmpty())
                .thenComparing(TablePod::origin));
        for (TablePod row : rows) {
            String file = row.origin().file();
            String cluster = inventory.clusterOf(file);
            String namespace =
                    row.namespace().isEmpty() ? inventory.ownerOf(file).namespace() : row.namespace();
            boolean captured = inventory.pods(cluster).stream()
                    .anyMatch(pod -> pod.name().equals(row.name())
                            && (namespace.isEmpty() || pod.namespace().equals(namespace)));
            if (!captured && pods.putIfAbsent(cluster + "\0" + namespace + "\0" + row.name(), row) == null) {
                new TablePodFacts(row, cluster, namespace).emit(facts);
                evidence.covers(file, "Pod", 1, false);
            }
        }
    }

    private static void nodes(Evidence evidence, Inventory inventory, Consumer<Fact> facts) {
        Set<String> withObjects = clusters("Node", evidence, inventory);
        List<TableNode> rows = new ArrayList<>(evidence.all(TableNode.class));
        rows.sort(Comparator.comparing((TableNode node) -> node.message().isEmpty())
                .thenComparing(TableNode::origin));
        Set<String> seen = new HashSet<>();
        for (TableNode row : rows) {
            String cluster = inventory.clusterOf(row.origin().file());
            if (withObjects.contains(cluster) || !seen.add(cluster + "\0" + row.name())) {
                continue;
            }
            evidence.covers(row.origin().file(), "Node", 1, false);
            facts.accept(new Node(
                    cluster,
                    row.name(),
                    row.ready(),
                    row.memoryPressure(),
                    row.diskPressure(),
                    row.pidPressure(),
                    row.unschedulable(),
                    row.version(),
                    0,
                    row.message(),
                    Instant.EPOCH,
                    row.origin()));
        }
    }

    private static void events(Evidence evidence, Inventory inventory, Consumer<Fact> facts) {
        Set<String> withObjects = clusters("Event", evidence, inventory);
        List<TableEvent> rows = new ArrayList<>(evidence.all(TableEvent.class));
        rows.sort(Comparator.comparing((TableEvent event) -> -event.count()).thenComparing(TableEvent::origin));
        Set<List<String>> seen = new HashSet<>();
        for (TableEvent row : rows) {
            String file = row.origin().file();
            String cluster = inventory.clusterOf(file);
            String namespace =
                    row.namespace().isEmpty() ? inventory.ownerOf(file).namespace() : row.namespace();
            String kind = KINDS.getOrDefault(row.objectKind().toLowerCase(Locale.ROOT), row.objectKind());
            List<String> key = List.of(cluster, namespace, kind, row.objectName(), row.reason(), row.message());
            if (!withObjects.contains(cluster) && seen.add(key)) {
                facts.accept(event(row, cluster, namespace, kind));
                evidence.covers(file, "Event", 1, false);
            }
        }
    }

    private static KubeEvent event(TableEvent row, String cluster, String namespace, String kind) {
        String workload = switch (kind) {
            case "Pod" -> Workloads.ofPod(row.objectName());
            case "ReplicaSet" -> Workloads.ofReplicaSet(row.objectName());
            case "Deployment", "StatefulSet", "DaemonSet", "Job" -> row.objectName();
            default -> "";
        };
        String message =
                row.message().length() > MESSAGE_LENGTH ? row.message().substring(0, MESSAGE_LENGTH) : row.message();
        return new KubeEvent(
                cluster,
                namespace,
                kind,
                row.objectName(),
                workload,
                Workloads.component(namespace, workload),
                row.type(),
                row.reason(),
                message,
                row.count(),
                Instant.EPOCH,
                row.origin());
    }

    /** Clusters of which objects of a kind were captured, be it an empty list. */
    private static Set<String> clusters(String kind, Evidence evidence, Inventory inventory) {
        Set<String> clusters = new HashSet<>();
        evidence.coverage()
                .getOrDefault(kind, Map.of())
                .keySet()
                .forEach(file -> clusters.add(inventory.clusterOf(file)));
        return clusters;
    }
}
