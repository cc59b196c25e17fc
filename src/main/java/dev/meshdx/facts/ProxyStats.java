package dev.meshdx.facts;

/**
 * How much a proxy counts: size of its statistics page.
 *
 * @param cluster cluster that the fact was captured from
 * @param namespace namespace of the proxy
 * @param pod name of the proxy, empty when the capture does not tell
 * @param workload workload that owns the proxy (pod name without its generated suffixes when no owner was captured)
 * @param lines statistics lines; for Prometheus output the number of series
 * @param complete cluster statistics of services are there, so no stats_matcher hides them
 * @param clusters distinct clusters that have statistics
 * @param meshSeries series of istio_* metrics (label cardinality)
 * @param origin where the fact was read
 */
public record ProxyStats(
        String cluster,
        String namespace,
        String pod,
        String workload,
        int lines,
        boolean complete,
        int clusters,
        int meshSeries,
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
