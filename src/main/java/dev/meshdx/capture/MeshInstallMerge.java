package dev.meshdx.capture;

import dev.meshdx.facts.Fact;
import dev.meshdx.facts.MeshInstall;
import dev.meshdx.facts.Pod;
import dev.meshdx.facts.Proxy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Tells each mesh once: adds meshes of which only proxies or a table of pods were captured, and drops installations that were concluded from less
 * than another one of the same mesh.
 */
final class MeshInstallMerge {

    private static final Map<String, String> CONTROL_PLANES = Map.of(
            "istiod", "istio-sidecar",
            "linkerd-identity", "linkerd",
            "linkerd-destination", "linkerd",
            "consul-server", "consul",
            "gloo-mesh-mgmt-server", "gloo",
            "gloo-mesh-agent", "gloo");

    private final List<Fact> facts;

    MeshInstallMerge(List<Fact> facts) {
        this.facts = facts;
    }

    /** All facts, with each mesh told once. */
    List<Fact> merged() {
        List<Fact> all = new ArrayList<>(facts);
        all.addAll(byProxies());
        all.addAll(byControlPlanes(all));
        Set<String> placed = new HashSet<>();
        for (Fact fact : all) {
            if (fact instanceof MeshInstall mesh && !mesh.namespace().isEmpty()) {
                placed.add(mesh.cluster() + " " + mesh.kind());
            }
        }
        Set<String> told = new HashSet<>();
        List<Fact> merged = new ArrayList<>(all.size());
        for (Fact fact : all) {
            if (fact instanceof MeshInstall mesh) {
                String kind = mesh.cluster() + " " + mesh.kind();
                boolean vague = mesh.namespace().isEmpty() && placed.contains(kind);
                if (vague || !told.add(kind + " " + mesh.namespace() + " " + mesh.revision())) {
                    continue;
                }
            }
            merged.add(fact);
        }
        return merged;
    }

    /** Meshes of which only proxies were captured. */
    private List<Fact> byProxies() {
        Map<String, Fact> found = new TreeMap<>();
        Set<String> known = new HashSet<>();
        for (Fact fact : facts) {
            if (fact instanceof MeshInstall mesh) {
                known.add(mesh.cluster() + " " + mesh.kind());
            }
        }
        for (Fact fact : facts) {
            if (fact instanceof Proxy proxy) {
                MeshInstall mesh = new MeshInstall(
                        proxy.cluster(), kind(proxy.mesh()), proxy.version(), "", "", "", proxy.origin());
                String key = mesh.cluster() + " " + mesh.kind();
                boolean implied = mesh.kind().equals("envoy") || proxy.mesh().equals("istio-gateway");
                boolean elsewhere = implied && known.stream().anyMatch(one -> one.startsWith(mesh.cluster() + " "));
                if (!known.contains(key) && !elsewhere) {
                    found.merge(key, mesh, (one, other) -> one.origin().compareTo(other.origin()) <= 0 ? one : other);
                }
            }
        }
        return List.copyOf(found.values());
    }

    /** Meshes whose control plane appears in a table of pods only. */
    private static List<Fact> byControlPlanes(List<Fact> all) {
        Set<String> known = new HashSet<>();
        for (Fact fact : all) {
            if (fact instanceof MeshInstall mesh) {
                known.add(mesh.cluster() + " " + family(mesh.kind()));
            }
        }
        List<Fact> found = new ArrayList<>();
        for (Fact fact : all) {
            if (fact instanceof Pod pod
                    && CONTROL_PLANES.containsKey(pod.component())
                    && known.add(pod.cluster() + " " + family(CONTROL_PLANES.get(pod.component())))) {
                found.add(new MeshInstall(
                        pod.cluster(), CONTROL_PLANES.get(pod.component()), "", "", pod.namespace(), "", pod.origin()));
            }
        }
        return found;
    }

    private static String family(String kind) {
        return kind.startsWith("istio-") ? "istio" : kind;
    }

    private static String kind(String proxyMesh) {
        return switch (proxyMesh) {
            case "istio-gateway" -> "istio-sidecar";
            case "waypoint", "ztunnel" -> "istio-ambient";
            default -> proxyMesh;
        };
    }
}
