package dev.meshdx.facts;

/**
 * Two VirtualServices for sidecars have the same host, and proxies of some namespace see both: derived. A pair is told once.
 *
 * @param cluster cluster that the fact was captured from
 * @param namespace namespace of the one that comes first by namespace and name
 * @param name its name
 * @param otherNamespace namespace of the other
 * @param otherName its name
 * @param host host that both have, fully qualified
 * @param origin where the one was read
 */
public record HostOverlap(
        String cluster,
        String namespace,
        String name,
        String otherNamespace,
        String otherName,
        String host,
        Origin origin)
        implements Fact {
    @Override
    public Subject subject() {
        return Subject.of(cluster, namespace, "VirtualService", name);
    }

    @Override
    public String detail() {
        return host + " " + otherNamespace + "/" + otherName;
    }
}
