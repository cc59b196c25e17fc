package dev.meshdx.capture;

import dev.meshdx.facts.Fact;
import dev.meshdx.facts.KubeEvent;
import dev.meshdx.facts.Namespace;
import dev.meshdx.facts.Node;
import dev.meshdx.facts.Workload;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;

/** Namespaces, nodes, workloads and events as facts. */
final class ClusterFacts {

    private static final java.util.Set<String> OBJECTS_WITH_PODS = java.util.Set.of("Pod", "ReplicaSet");

    private final String cluster;
    private final KubeIndex index;
    private final Map<String, String> workloadOfPod;

    /**
     * @param workloadOfPod workload by namespace/name of the pod
     */
    ClusterFacts(String cluster, KubeIndex index, Map<String, String> workloadOfPod) {
        this.cluster = cluster;
        this.index = index;
        this.workloadOfPod = workloadOfPod;
    }

    void add(Consumer<Fact> facts) {
        index.of(cluster, "Namespace").forEach(object -> facts.accept(namespace(object)));
        index.of(cluster, "Node").forEach(object -> facts.accept(node(object)));
        for (String kind : new String[] {"Deployment", "StatefulSet", "DaemonSet"}) {
            index.of(cluster, kind).forEach(object -> facts.accept(workload(object)));
        }
        index.of(cluster, "Event").forEach(object -> facts.accept(event(object)));
    }

    private Namespace namespace(KubeObject object) {
        Map<String, String> labels = object.labels().texts();
        String inject = object.annotations().text("linkerd.io/inject");
        return new Namespace(
                cluster,
                object.name(),
                labels.getOrDefault("istio-injection", ""),
                labels.getOrDefault("istio.io/rev", ""),
                labels.getOrDefault("istio.io/dataplane-mode", ""),
                inject.isEmpty() ? labels.getOrDefault("linkerd.io/inject", "") : inject,
                object.status().text("phase").equals("Terminating")
                        || object.body().at("metadata").has("deletionTimestamp"),
                labels,
                object.origin());
    }

    private Node node(KubeObject object) {
        Tree status = object.status();
        Instant heartbeat = Instant.EPOCH;
        String ready = "Unknown";
        String message = "";
        for (Tree condition : status.items("conditions")) {
            Instant beat = Quantities.time(condition.text("lastHeartbeatTime"));
            heartbeat = beat.isAfter(heartbeat) ? beat : heartbeat;
            boolean isReady = condition.text("type").equals("Ready");
            ready = isReady ? condition.text("status") : ready;
            boolean pressure = !isReady && condition.text("status").equals("True");
            message = pressure || isReady && message.isEmpty() ? condition.text("message") : message;
        }
        return new Node(
                cluster,
                object.name(),
                ready,
                PodFacts.condition(status, "MemoryPressure").equals("True"),
                PodFacts.condition(status, "DiskPressure").equals("True"),
                PodFacts.condition(status, "PIDPressure").equals("True"),
                object.spec().isTrue("unschedulable"),
                status.text("nodeInfo", "kubeletVersion"),
                Quantities.bytes(status.text("allocatable", "memory")),
                message,
                heartbeat,
                object.origin());
    }

    private Workload workload(KubeObject object) {
        Tree spec = object.spec();
        Tree status = object.status();
        boolean daemon = object.kind().equals("DaemonSet");
        // A manifest has no status: nobody counted its replicas. The API server leaves out counts that are zero.
        boolean counted = status.size() > 0;
        int uncounted = counted ? 0 : -1;
        int desired = daemon ? status.number(uncounted, "desiredNumberScheduled") : spec.number(1, "replicas");
        int ready = status.number(uncounted, daemon ? "numberReady" : "readyReplicas");
        int available = status.number(uncounted, daemon ? "numberAvailable" : "availableReplicas");
        Tree template = spec.at("template", "metadata");
        return new Workload(
                cluster,
                object.namespace(),
                object.kind(),
                object.name(),
                PodFacts.component(
                        object.namespace(), object.name(), object.labels().texts()),
                desired,
                ready,
                counted ? Math.max(0, desired - available) : 0,
                template.at("labels").texts(),
                PodFacts.meshAnnotations(template.at("annotations")),
                object.origin());
    }

    private KubeEvent event(KubeObject object) {
        Tree body = object.body();
        Tree about = body.has("involvedObject") ? body.at("involvedObject") : body.at("regarding");
        String kind = about.text("kind");
        String namespace = about.text("namespace").isEmpty() ? object.namespace() : about.text("namespace");
        String workload = workloadOf(kind, namespace, about.text("name"));
        return new KubeEvent(
                cluster,
                kind.equals("Node") ? "" : namespace,
                kind,
                about.text("name"),
                workload,
                Workloads.component(namespace, workload),
                body.text("type").isEmpty() ? "Normal" : body.text("type"),
                body.text("reason"),
                ContainerFacts.cut(body.has("message") ? body.text("message") : body.text("note")),
                count(body),
                lastTime(body),
                object.origin());
    }

    private String workloadOf(String kind, String namespace, String name) {
        if (!OBJECTS_WITH_PODS.contains(kind)) {
            return java.util.Set.of(
                                    "Deployment",
                                    "StatefulSet",
                                    "DaemonSet",
                                    "Job",
                                    "CronJob",
                                    "HorizontalPodAutoscaler")
                            .contains(kind)
                    ? name
                    : "";
        }
        return kind.equals("ReplicaSet")
                ? Workloads.ofReplicaSet(name)
                : workloadOfPod.getOrDefault(namespace + "/" + name, Workloads.ofPod(name));
    }

    private static int count(Tree event) {
        int count = Math.max(event.number(1, "count"), event.number(1, "deprecatedCount"));
        return Math.max(count, event.number(1, "series", "count"));
    }

    /** The newest of all times that an event of either API may carry. */
    static Instant lastTime(Tree event) {
        Instant newest = Instant.EPOCH;
        String[] times = {
            event.text("lastTimestamp"),
            event.text("deprecatedLastTimestamp"),
            event.text("series", "lastObservedTime"),
            event.text("eventTime"),
            event.text("firstTimestamp")
        };
        for (String time : times) {
            Instant moment = Quantities.time(time);
            newest = moment.isAfter(newest) ? moment : newest;
        }
        return newest.equals(Instant.EPOCH) ? Quantities.time(event.text("metadata", "creationTimestamp")) : newest;
    }
}
