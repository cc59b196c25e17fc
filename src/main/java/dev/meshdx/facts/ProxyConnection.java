package dev.meshdx.facts;

/**
 * Whether a proxy that should be connected stands in the list of connected proxies: derived from pods and from
 * syncz or proxy-status.
 *
 * @param cluster cluster that the fact was captured from
 * @param namespace namespace of the proxy
 * @param pod name of the proxy, empty when the capture does not tell
 * @param workload workload that owns the proxy (pod name without its generated suffixes when no owner was captured)
 * @param listed the control plane lists it
 * @param podAgeSeconds age of the pod at capture time, -1 when unknown
 * @param origin where the fact was read
 */
public record ProxyConnection(
        String cluster,
        String namespace,
        String pod,
        String workload,
        boolean listed,
        long podAgeSeconds,
        Origin origin)
        implements Fact {
    @Override
    public Subject subject() {
        return Subject.workload(cluster, namespace, workload, pod);
    }

    @Override
    public String detail() {
        return pod;
    }
}
