package dev.meshdx.facts;

/**
 * One statistic of an Envoy, present only when a rule names its metric.
 *
 * @param cluster cluster that the fact was captured from
 * @param namespace namespace of the proxy
 * @param pod name of the proxy, empty when the capture does not tell
 * @param workload workload that owns the proxy (pod name without its generated suffixes when no owner was captured)
 * @param scope the cluster, listener or HTTP prefix it belongs to ("http.outbound_0.0.0.0_9080", "listener.0.0.0.0_15006"), empty for a global one
 * @param metric rest of the name ("no_route", "ssl.fail_verify_error", "cluster_manager.cds.update_rejected")
 * @param value value
 * @param origin where the fact was read
 */
public record ProxyStat(
        String cluster,
        String namespace,
        String pod,
        String workload,
        String scope,
        String metric,
        double value,
        Origin origin)
        implements Fact {
    @Override
    public Subject subject() {
        return Subject.workload(cluster, namespace, workload, pod);
    }

    @Override
    public String detail() {
        return scope + " " + metric + " " + pod;
    }
}
