package dev.meshdx.monitor;

import dev.meshdx.rules.Alert;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The meshes that monitoring can be written for, and the bundled packs whose alerts each needs beside its own. */
public enum Mesh {
    /** Istio with sidecars or ambient. */
    ISTIO,
    /** Linkerd. */
    LINKERD,
    /** Consul service mesh. */
    CONSUL,
    /** Gloo Mesh, which manages Istio. */
    GLOO,
    /** Envoy without one of these control planes. */
    ENVOY;

    private static final Set<String> OF_MESHES = Set.of("istio", "linkerd", "consul", "gloo", "envoy");

    /** The name as the command line writes it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    private Set<String> packs() {
        return switch (this) {
            case ISTIO -> Set.of("istio", "envoy");
            case LINKERD -> Set.of("linkerd");
            case CONSUL -> Set.of("consul", "envoy");
            case GLOO -> Set.of("gloo", "istio", "envoy");
            case ENVOY -> Set.of("envoy");
        };
    }

    /** The alerts of these meshes, of Kubernetes below them and of packs that are nobody's; all when no mesh is named. */
    public static List<Alert> select(List<Alert> alerts, Collection<Mesh> meshes) {
        return alerts.stream()
                .filter(alert -> meshes.isEmpty()
                        || !OF_MESHES.contains(alert.pack())
                        || meshes.stream().anyMatch(mesh -> mesh.packs().contains(alert.pack())))
                .toList();
    }
}
