package dev.meshdx.capture;

import dev.meshdx.facts.Pod;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Pods as facts. */
final class PodFacts {

    private static final List<String> MESH_ANNOTATIONS = List.of(
            "istio.io/", "linkerd.io/", "consul.hashicorp.com/", "solo.io/", "proxy.istio.io/", "ambient.istio.io/");

    private static final Set<String> PROXIES =
            Set.of("istio-proxy", "linkerd-proxy", "consul-dataplane", "envoy-sidecar");

    private PodFacts() {}

    static Pod of(String cluster, KubeObject object, Predicate<String> ambientNamespace) {
        Tree spec = object.spec();
        Tree status = object.status();
        String[] owner = owner(object);
        Map<String, String> labels = object.labels().texts();
        Map<String, String> annotations = meshAnnotations(object.annotations());
        String component = component(object.namespace(), owner[1], labels);
        String proxy = proxy(spec, component);
        return new Pod(
                cluster,
                object.namespace(),
                object.name(),
                owner[0],
                owner[1],
                component,
                spec.text("nodeName"),
                status.text("phase").isEmpty() ? "Unknown" : status.text("phase"),
                status.text("reason"),
                condition(status, "Ready").equals("True"),
                object.body().at("metadata").has("deletionTimestamp"),
                spec.isTrue("hostNetwork"),
                status.text("podIP"),
                spec.text("serviceAccountName"),
                labels,
                annotations,
                containers(spec),
                proxy,
                nativeSidecar(spec, proxy),
                mesh(object, spec, labels, annotations, component, proxy, ambientNamespace),
                Quantities.time(object.body().text("metadata", "creationTimestamp")),
                object.origin());
    }

    /** Status of the condition of that type, empty when there is none. */
    static String condition(Tree status, String type) {
        return status.items("conditions").stream()
                .filter(condition -> condition.text("type").equals(type))
                .map(condition -> condition.text("status"))
                .findFirst()
                .orElse("");
    }

    static String component(String namespace, String workload, Map<String, String> labels) {
        if (labels.getOrDefault("gateway.istio.io/managed", "").equals("istio.io-mesh-controller")) {
            return "waypoint";
        }
        if (labels.getOrDefault("gateway.istio.io/managed", "").startsWith("istio.io-gateway-controller")) {
            return "istio-gateway";
        }
        return Workloads.component(namespace, workload);
    }

    /** Annotations of meshes and of injection. */
    static Map<String, String> meshAnnotations(Tree annotations) {
        Map<String, String> kept = new LinkedHashMap<>();
        annotations.texts().forEach((name, value) -> {
            if (MESH_ANNOTATIONS.stream().anyMatch(name::contains) && !name.equals("sidecar.istio.io/status")) {
                kept.put(name, value);
            }
        });
        return kept;
    }

    private static String[] owner(KubeObject pod) {
        List<Tree> owners = pod.body().items("metadata", "ownerReferences");
        Tree owner = owners.stream()
                .filter(candidate -> candidate.isTrue("controller"))
                .findFirst()
                .orElse(owners.isEmpty() ? Tree.NOTHING : owners.get(0));
        String kind = owner.text("kind");
        String name = owner.text("name");
        if (kind.equals("ReplicaSet")) {
            return new String[] {"Deployment", ofReplicaSet(name, pod.labels().text("pod-template-hash"))};
        }
        return kind.isEmpty() || kind.equals("Node") ? new String[] {"Pod", pod.name()} : new String[] {kind, name};
    }

    private static String ofReplicaSet(String name, String hash) {
        return !hash.isEmpty() && name.endsWith("-" + hash)
                ? name.substring(0, name.length() - hash.length() - 1)
                : Workloads.ofReplicaSet(name);
    }

    private static List<String> containers(Tree spec) {
        List<String> names = new ArrayList<>();
        spec.items("initContainers").forEach(container -> names.add(container.text("name")));
        spec.items("containers").forEach(container -> names.add(container.text("name")));
        return names;
    }

    private static String proxy(Tree spec, String component) {
        if (component.equals("ztunnel")) {
            return "";
        }
        for (String container : containers(spec)) {
            if (PROXIES.contains(container)) {
                return container;
            }
            if (container.startsWith("consul-dataplane-")) {
                return "consul-dataplane";
            }
        }
        return "";
    }

    private static boolean nativeSidecar(Tree spec, String proxy) {
        return spec.items("initContainers").stream()
                .anyMatch(container -> !proxy.isEmpty()
                        && container.text("name").startsWith(proxy)
                        && container.text("restartPolicy").equals("Always"));
    }

    private static String mesh(
            KubeObject pod,
            Tree spec,
            Map<String, String> labels,
            Map<String, String> annotations,
            String component,
            String proxy,
            Predicate<String> ambientNamespace) {
        switch (proxy) {
            case "istio-proxy":
                return component.equals("waypoint") ? "istio-ambient" : "istio-sidecar";
            case "linkerd-proxy":
                return "linkerd";
            case "consul-dataplane":
            case "envoy-sidecar":
                return "consul";
            default:
                return ambient(pod, spec, labels, annotations, component, ambientNamespace) ? "istio-ambient" : "";
        }
    }

    private static boolean ambient(
            KubeObject pod,
            Tree spec,
            Map<String, String> labels,
            Map<String, String> annotations,
            String component,
            Predicate<String> ambientNamespace) {
        if (annotations.getOrDefault("ambient.istio.io/redirection", "").equals("enabled")
                || component.equals("ztunnel")) {
            return true;
        }
        String mode = labels.getOrDefault("istio.io/dataplane-mode", "");
        return !spec.isTrue("hostNetwork")
                && (mode.equals("ambient") || mode.isEmpty() && ambientNamespace.test(pod.namespace()));
    }
}
