package dev.meshdx.collect;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A pod of the mesh: one with a proxy, or one of a control plane.
 *
 * @param namespace namespace
 * @param name name
 * @param workload what owns it, its own name when nothing does
 * @param role what runs in it
 * @param running whether it can be asked
 * @param ill whether anything about it looks wrong
 * @param containers those whose logs matter, with the number of their restarts
 * @param images images of all containers, by container
 * @param adminPorts ports on which the containers of Linkerd's control plane serve metrics, by container
 */
record MeshPod(
        String namespace,
        String name,
        String workload,
        Role role,
        boolean running,
        boolean ill,
        Map<String, Integer> containers,
        Map<String, String> images,
        Map<String, Integer> adminPorts) {

    /** Containers that are proxies or belong to them. */
    private static final Set<String> PROXIES =
            Set.of("istio-proxy", "linkerd-proxy", "consul-dataplane", "envoy-sidecar");

    private static final Set<String> CONTROL_PLANE_APPS =
            Set.of("istiod", "ztunnel", "istio-cni-node", "consul", "gloo", "gloo-mesh-mgmt-server", "gloo-mesh-agent");

    /** How Linkerd calls the ports of its controllers' metrics: identity, destination, policy, service mirror and so on. */
    private static final Set<String> ADMIN_PORTS = Set.of("admin-http", "admin");

    /** What runs in a pod, and so which pages it has. */
    enum Role {
        ENVOY,
        CONSUL_ENVOY,
        LINKERD_PROXY,
        ZTUNNEL,
        ISTIOD,
        LINKERD_CONTROL_PLANE,
        CONTROL_PLANE
    }

    /** Whether it is one of many that serve workloads. */
    boolean isProxy() {
        return role == Role.ENVOY || role == Role.CONSUL_ENVOY || role == Role.LINKERD_PROXY;
    }

    /** Image of what it is in the mesh for. */
    String image() {
        boolean proxied = role == Role.LINKERD_CONTROL_PLANE && !adminPorts.isEmpty();
        return images.getOrDefault(proxied ? adminPorts.keySet().iterator().next() : asked(), "");
    }

    /** The pages that it serves, the small ones first. */
    List<PodPage> pages() {
        boolean bare = role == Role.LINKERD_CONTROL_PLANE && !containers.containsKey(asked());
        List<PodPage> pages = new ArrayList<>(bare ? List.of() : PodPage.of(role));
        adminPorts.forEach((container, port) -> pages.add(PodPage.metricsOf(container, port)));
        return pages;
    }

    /** Folder of its files. */
    String folder() {
        return "namespaces/" + namespace + "/pods/" + name + "/";
    }

    /** The container that is asked for pages. */
    String asked() {
        return switch (role) {
            case ENVOY, ZTUNNEL -> "istio-proxy";
            case LINKERD_PROXY, LINKERD_CONTROL_PLANE -> "linkerd-proxy";
            case ISTIOD -> "discovery";
            default -> containers.keySet().iterator().next();
        };
    }

    /** The pod of an object; empty when it is of no mesh. */
    static Optional<MeshPod> of(JsonNode pod) {
        Map<String, Integer> all = new LinkedHashMap<>();
        Map<String, String> images = new TreeMap<>();
        Map<String, Integer> adminPorts = new TreeMap<>();
        for (String list : List.of("initContainers", "containers")) {
            for (JsonNode container : pod.path("spec").path(list)) {
                all.put(container.path("name").asText(), 0);
                images.put(
                        container.path("name").asText(), container.path("image").asText());
                container.path("ports").forEach(port -> {
                    if (ADMIN_PORTS.contains(port.path("name").asText())) {
                        adminPorts.put(
                                container.path("name").asText(),
                                port.path("containerPort").asInt());
                    }
                });
            }
        }
        boolean waiting = false;
        for (String list : List.of("initContainerStatuses", "containerStatuses")) {
            for (JsonNode status : pod.path("status").path(list)) {
                all.put(
                        status.path("name").asText(),
                        status.path("restartCount").asInt());
                boolean finished =
                        status.path("state").path("terminated").path("exitCode").asInt(-1) == 0;
                waiting |= !status.path("ready").asBoolean() && !finished;
            }
        }
        JsonNode labels = pod.path("metadata").path("labels");
        Role role = role(labels, all.keySet());
        if (role == null) {
            return Optional.empty();
        }
        boolean controlPlane = role == Role.CONTROL_PLANE
                || role == Role.LINKERD_CONTROL_PLANE
                || role == Role.ISTIOD
                || role == Role.ZTUNNEL;
        Map<String, Integer> logged = new TreeMap<>(all);
        logged.keySet().removeIf(container -> !controlPlane && !isOfMesh(container));
        String phase = pod.path("status").path("phase").asText();
        boolean ended = phase.equals("Succeeded");
        boolean restarted = logged.values().stream().anyMatch(restarts -> restarts > 0);
        return Optional.of(new MeshPod(
                pod.path("metadata").path("namespace").asText(),
                pod.path("metadata").path("name").asText(),
                workload(pod),
                role,
                phase.equals("Running"),
                !ended && (!phase.equals("Running") || waiting || restarted),
                logged,
                images,
                role == Role.LINKERD_CONTROL_PLANE ? adminPorts : Map.of()));
    }

    private static boolean isOfMesh(String container) {
        return PROXIES.contains(container)
                || container.equals("istio-init")
                || container.equals("istio-validation")
                || container.startsWith("linkerd-")
                || container.startsWith("consul-");
    }

    private static @Nullable Role role(JsonNode labels, Set<String> containers) {
        String app =
                labels.path("app").asText(labels.path("app.kubernetes.io/name").asText());
        if (app.equals("ztunnel")) {
            return Role.ZTUNNEL;
        }
        if (containers.contains("discovery")) {
            return Role.ISTIOD;
        }
        if (labels.has("linkerd.io/control-plane-component")) {
            return Role.LINKERD_CONTROL_PLANE;
        }
        if (CONTROL_PLANE_APPS.contains(app) || labels.path("k8s-app").asText().equals("istio-cni-node")) {
            return Role.CONTROL_PLANE;
        }
        if (containers.contains("istio-proxy")) {
            return Role.ENVOY;
        }
        if (containers.contains("linkerd-proxy")) {
            return Role.LINKERD_PROXY;
        }
        return containers.contains("consul-dataplane") || containers.contains("envoy-sidecar")
                ? Role.CONSUL_ENVOY
                : null;
    }

    private static String workload(JsonNode pod) {
        List<String> owners = new ArrayList<>();
        pod.path("metadata")
                .path("ownerReferences")
                .forEach(owner -> owners.add(owner.path("name").asText()));
        return owners.isEmpty() ? pod.path("metadata").path("name").asText() : owners.get(0);
    }
}
