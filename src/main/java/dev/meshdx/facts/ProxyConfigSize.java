package dev.meshdx.facts;

/**
 * How much configuration a proxy holds, from config_dump.
 *
 * @param cluster cluster that the fact was captured from
 * @param namespace namespace of the proxy
 * @param pod name of the proxy, empty when the capture does not tell
 * @param workload workload that owns the proxy (pod name without its generated suffixes when no owner was captured)
 * @param clusters active clusters
 * @param listeners active listeners
 * @param warmingClusters clusters listed as warming
 * @param rejectedListeners listeners with an error state
 * @param sidecarScoped a Sidecar resource applies to its namespace or the root namespace
 * @param origin where the fact was read
 */
public record ProxyConfigSize(
        String cluster,
        String namespace,
        String pod,
        String workload,
        int clusters,
        int listeners,
        int warmingClusters,
        int rejectedListeners,
        boolean sidecarScoped,
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
