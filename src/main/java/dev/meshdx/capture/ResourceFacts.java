package dev.meshdx.capture;

import dev.meshdx.facts.Fact;
import dev.meshdx.facts.Resource;
import dev.meshdx.facts.ResourceCondition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Custom resources of meshes without a record of their own, the few objects of Kubernetes that a mesh hangs on beyond what their
 * records say, and status conditions of all objects.
 */
final class ResourceFacts {

    private static final int FIELDS = 400;
    private static final int VALUE_CHARACTERS = 512;

    private static final List<String> MESH_GROUPS =
            List.of("istio.io", "linkerd.io", "gateway.networking.k8s.io", "consul.hashicorp.com", "solo.io");

    private static final Set<String> NO_CONDITIONS = Set.of(
            "Pod", "Node", "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Namespace", "Secret", "Event");

    private static final String NETWORK_LABEL = "topology.istio.io/network";
    private static final String REMOTE_SECRET_LABEL = "istio/multiCluster";

    private final String cluster;
    private final KubeIndex index;

    ResourceFacts(String cluster, KubeIndex index) {
        this.cluster = cluster;
        this.index = index;
    }

    void add(Consumer<Fact> facts) {
        for (KubeObject object : index.all(cluster)) {
            if (isMesh(object.group()) || isNeeded(object)) {
                facts.accept(new Resource(
                        cluster,
                        object.namespace(),
                        object.group(),
                        object.kind(),
                        object.name(),
                        fields(object),
                        object.origin()));
            }
            if (!NO_CONDITIONS.contains(object.kind())) {
                conditions(object, object.status(), facts);
                object.status().items("parents").forEach(parent -> conditions(object, parent, facts));
            }
        }
    }

    private static boolean isMesh(String group) {
        return MESH_GROUPS.stream().anyMatch(mesh -> group.equals(mesh) || group.endsWith("." + mesh));
    }

    /**
     * Autoscalers, orders of certificates, Services that are reached from outside or mark a network, and remote secrets of
     * multicluster meshes: their record, if they have one, lacks labels and status.
     */
    private static boolean isNeeded(KubeObject object) {
        return switch (object.kind()) {
            case "HorizontalPodAutoscaler" -> true;
            case "Certificate" -> object.group().equals("cert-manager.io");
            case "Service" ->
                object.spec().text("type").equals("LoadBalancer")
                        || object.labels().has(NETWORK_LABEL)
                        || object.labels().text("istio").equals("eastwestgateway");
            case "Secret" -> object.labels().has(REMOTE_SECRET_LABEL);
            default -> false;
        };
    }

    private void conditions(KubeObject object, Tree status, Consumer<Fact> facts) {
        for (Tree condition : status.items("conditions")) {
            facts.accept(new ResourceCondition(
                    cluster,
                    object.namespace(),
                    object.kind(),
                    object.name(),
                    condition.text("type"),
                    condition.text("status"),
                    condition.text("reason"),
                    ContainerFacts.cut(condition.text("message")),
                    object.origin()));
        }
    }

    private static Map<String, String> fields(KubeObject object) {
        Map<String, String> fields = new LinkedHashMap<>();
        flatten("metadata.labels", object.labels(), fields);
        flatten("metadata.annotations", object.annotations(), fields);
        if (object.kind().equals("Secret")) {
            return fields;
        }
        for (String part : new String[] {"spec", "data", "status"}) {
            flatten(part, object.body().at(part), fields);
        }
        return fields;
    }

    private static void flatten(String path, Tree value, Map<String, String> fields) {
        if (fields.size() >= FIELDS) {
            return;
        }
        if (value.isScalar()) {
            String text = Redaction.isCredential(path) ? Redaction.MARK : value.text();
            fields.put(path, text.length() <= VALUE_CHARACTERS ? text : text.substring(0, VALUE_CHARACTERS));
        }
        value.members((name, member) -> flatten(path + "." + name, member, fields));
        List<Tree> items = value.items();
        for (int i = 0; i < items.size(); i++) {
            flatten(path + "." + i, items.get(i), fields);
        }
    }
}
