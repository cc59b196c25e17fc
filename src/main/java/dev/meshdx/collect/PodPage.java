package dev.meshdx.collect;

import dev.meshdx.collect.MeshPod.Role;
import java.util.ArrayList;
import java.util.List;

/**
 * A page that a process of the mesh serves.
 *
 * @param container the container that serves it, empty for the one that pods of the role are asked for
 * @param port port inside the pod
 * @param path path and query
 * @param name end of the file's name
 * @param sampled whether it is taken twice, for rates
 * @param outside whether the port listens beyond localhost, so that the API server's proxy reaches it
 * @param json whether it is JSON
 * @param anyStatus whether the answer counts whatever its status
 */
record PodPage(
        String container,
        int port,
        String path,
        String name,
        boolean sampled,
        boolean outside,
        boolean json,
        boolean anyStatus) {

    private static final int ENVOY_ADMIN = 15000;
    private static final int CONSUL_ADMIN = 19000;
    private static final int ISTIO_AGENT = 15020;
    private static final int ISTIOD_MONITORING = 15014;
    private static final int LINKERD_ADMIN = 4191;

    /** The pages of a pod, the small ones first. */
    static List<PodPage> of(Role role) {
        return switch (role) {
            case ENVOY -> {
                List<PodPage> pages = envoy(ENVOY_ADMIN);
                pages.add(metrics(ISTIO_AGENT, "/stats/prometheus"));
                yield pages;
            }
            case CONSUL_ENVOY -> {
                List<PodPage> pages = envoy(CONSUL_ADMIN);
                pages.add(new PodPage("", CONSUL_ADMIN, "/stats/prometheus", "metrics.txt", true, false, false, false));
                yield pages;
            }
            case LINKERD_PROXY, LINKERD_CONTROL_PLANE -> List.of(metrics(LINKERD_ADMIN, "/metrics"));
            case ZTUNNEL ->
                List.of(json(ENVOY_ADMIN, "/config_dump", "config_dump.json"), metrics(ISTIO_AGENT, "/metrics"));
            case ISTIOD ->
                List.of(
                        json(ISTIOD_MONITORING, "/debug/syncz", "syncz.json"),
                        json(ISTIOD_MONITORING, "/debug/push_status", "push_status.json"),
                        metrics(ISTIOD_MONITORING, "/metrics"));
            case CONTROL_PLANE -> List.of();
        };
    }

    /** Keys of the evidence that the page is. */
    List<String> evidence(Role role) {
        return switch (name.substring(0, name.indexOf('.'))) {
            case "stats" -> List.of("proxy-stats");
            case "certs" -> List.of("certs", "certificate");
            case "config_dump" -> List.of(role == Role.ZTUNNEL ? "ztunnel-config" : "config-dump");
            case "server_info" -> List.of("server-info");
            case "ready" -> List.of("readiness");
            case "syncz" -> List.of("proxy-sync");
            case "metrics" ->
                List.of(
                        role == Role.ISTIOD || role == Role.LINKERD_CONTROL_PLANE
                                ? "control-plane-metrics"
                                : "proxy-metrics");
            default -> List.of(name.substring(0, name.indexOf('.')));
        };
    }

    /** The file of a pod's page; the earlier of two samples is called so. */
    String file(MeshPod pod, boolean before) {
        int dot = name.indexOf('.');
        return pod.folder() + (container.isEmpty() ? pod.asked() : container) + "-" + name.substring(0, dot)
                + (before ? "-before" : "") + name.substring(dot);
    }

    private static List<PodPage> envoy(int port) {
        return new ArrayList<>(List.of(
                new PodPage("", port, "/ready", "ready.txt", false, false, false, true),
                json(port, "/server_info", "server_info.json"),
                json(port, "/memory", "memory.json"),
                json(port, "/certs", "certs.json"),
                text(port, "/clusters", "clusters.txt"),
                text(port, "/stats", "stats.txt"),
                json(port, "/config_dump?include_eds", "config_dump.json")));
    }

    private static PodPage json(int port, String path, String name) {
        return new PodPage("", port, path, name, false, false, true, false);
    }

    private static PodPage text(int port, String path, String name) {
        return new PodPage("", port, path, name, false, false, false, false);
    }

    /** The metrics of a container of Linkerd's control plane. */
    static PodPage metricsOf(String container, int port) {
        return new PodPage(container, port, "/metrics", "metrics.txt", true, true, false, false);
    }

    private static PodPage metrics(int port, String path) {
        return new PodPage("", port, path, "metrics.txt", true, true, false, false);
    }
}
