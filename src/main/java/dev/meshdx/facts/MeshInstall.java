package dev.meshdx.facts;

/**
 * A service mesh found in the capture.
 *
 * @param cluster cluster that the fact was captured from
 * @param kind istio-sidecar, istio-ambient, linkerd, consul, gloo or envoy (a proxy without a mesh)
 * @param version version of the control plane, or of the data plane where only that was seen; empty when unknown
 * @param revision Istio revision, empty for the default one
 * @param namespace namespace of the control plane, empty when not captured
 * @param trustDomain trust domain, empty when unknown
 * @param origin where the fact was read
 */
public record MeshInstall(
        String cluster,
        String kind,
        String version,
        String revision,
        String namespace,
        String trustDomain,
        Origin origin)
        implements Fact {
    @Override
    public Subject subject() {
        return new Subject(cluster, namespace, "Mesh", kind);
    }

    @Override
    public String detail() {
        return version + " " + revision + " " + namespace;
    }
}
