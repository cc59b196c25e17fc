package dev.meshdx.facts;

/**
 * A host that callers in a namespace use or could use, and that a Sidecar resource hides from them: derived.
 *
 * @param cluster cluster that the fact was captured from
 * @param namespace namespace of the Sidecar resource
 * @param sidecar its name
 * @param host hidden host, fully qualified
 * @param serviceNamespace namespace of the hidden Service
 * @param called the access log of a proxy in that namespace names the host or its address
 * @param origin where the fact was read
 */
public record HiddenHost(
        String cluster,
        String namespace,
        String sidecar,
        String host,
        String serviceNamespace,
        boolean called,
        Origin origin)
        implements Fact {
    @Override
    public Subject subject() {
        return Subject.of(cluster, namespace, "Sidecar", sidecar);
    }

    @Override
    public String detail() {
        return host;
    }
}
