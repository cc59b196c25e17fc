package dev.meshdx.facts;

/**
 * Memory of a proxy at one moment, from Envoy /memory or process metrics.
 *
 * @param cluster cluster that the fact was captured from
 * @param namespace namespace of the proxy
 * @param pod name of the proxy, empty when the capture does not tell
 * @param workload workload that owns the proxy (pod name without its generated suffixes when no owner was captured)
 * @param allocatedBytes bytes in use, -1 when unknown
 * @param heapBytes bytes reserved, -1 when unknown
 * @param residentBytes resident set, -1 when unknown
 * @param limitBytes memory limit of its container, 0 when unlimited or not captured
 * @param limitFraction the larger of resident, else heap, divided by the limit; 0 without a limit
 * @param origin where the fact was read
 */
public record ProxyMemory(
        String cluster,
        String namespace,
        String pod,
        String workload,
        long allocatedBytes,
        long heapBytes,
        long residentBytes,
        long limitBytes,
        double limitFraction,
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
