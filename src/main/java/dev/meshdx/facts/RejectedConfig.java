package dev.meshdx.facts;

/**
 * A configuration that a proxy refused (NACK), whoever reports it: syncz, proxy-status, istiod or proxy log, config_dump,
 * statistics.
 *
 * @param cluster cluster that the fact was captured from
 * @param namespace namespace of the proxy
 * @param pod name of the proxy, empty when the capture does not tell
 * @param workload workload that owns the proxy (pod name without its generated suffixes when no owner was captured)
 * @param type CDS, LDS, RDS, EDS, ECDS, SDS, WDS or WADS
 * @param resource name of the refused resource, empty when unknown
 * @param reason why, as the proxy said
 * @param extension filter or extension that the proxy does not know, empty otherwise
 * @param source syncz, proxy-status, istiod-log, proxy-log, config-dump or stats
 * @param origin where the fact was read
 */
public record RejectedConfig(
        String cluster,
        String namespace,
        String pod,
        String workload,
        String type,
        String resource,
        String reason,
        String extension,
        String source,
        Origin origin)
        implements Fact {
    @Override
    public Subject subject() {
        return Subject.workload(cluster, namespace, workload, pod);
    }

    @Override
    public String detail() {
        return type + " " + source + " " + resource + " " + reason;
    }
}
