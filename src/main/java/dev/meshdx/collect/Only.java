package dev.meshdx.collect;

import dev.meshdx.collect.MeshPod.Role;
import java.util.List;
import java.util.Set;

/**
 * The limits of a run that completes an earlier capture.
 *
 * @param kinds kinds of objects and keys of evidence ("Secret", "proxy-stats"), empty for everything
 * @param pods proxies to ask, as namespace/name; empty for those that a run asks anyway
 */
public record Only(Set<String> kinds, Set<String> pods) {

    /** No limit. */
    public static final Only EVERYTHING = new Only(Set.of(), Set.of());

    /** Without these lists nobody could tell whose the rest is. */
    private static final Set<String> INVENTORY = Set.of("Pod", "Namespace");

    public Only {
        kinds = Set.copyOf(kinds);
        pods = Set.copyOf(pods);
    }

    boolean allows(ApiKind kind) {
        return kinds.isEmpty() || kinds.contains(kind.kind()) || INVENTORY.contains(kind.kind());
    }

    boolean allows(MeshPod pod) {
        return pods.isEmpty() || !pod.isProxy() || pods.contains(pod.namespace() + "/" + pod.name());
    }

    boolean allows(Role role, PodPage page) {
        return kinds.isEmpty() || page.evidence(role).stream().anyMatch(kinds::contains);
    }

    boolean allowsLogs(Role role) {
        List<String> keys = switch (role) {
            case ENVOY, CONSUL_ENVOY -> List.of("access-log", "proxy-log");
            case LINKERD_PROXY -> List.of("linkerd-proxy-log");
            case ZTUNNEL -> List.of("ztunnel-log");
            case ISTIOD, LINKERD_CONTROL_PLANE, CONTROL_PLANE -> List.of("control-plane-log");
        };
        return kinds.isEmpty() || keys.stream().anyMatch(kinds::contains);
    }
}
