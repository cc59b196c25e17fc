package dev.meshdx.facts;

/**
 * What a control plane says about one proxy and one resource type.
 *
 * @param cluster cluster that the fact was captured from
 * @param namespace namespace of the proxy
 * @param pod name of the proxy, empty when the capture does not tell
 * @param workload workload that owns the proxy (pod name without its generated suffixes when no owner was captured)
 * @param type CDS, LDS, RDS, EDS, ECDS, WDS, WADS or SDS
 * @param state synced, stale, not-sent, error (rejected), ignored or unknown
 * @param ageSeconds age that the tool printed, -1 when none
 * @param rejection text of the rejection, empty when none
 * @param source syncz, proxy-status
 * @param controlPlane control-plane instance, empty when unknown
 * @param origin where the fact was read
 */
public record ProxySync(
        String cluster,
        String namespace,
        String pod,
        String workload,
        String type,
        String state,
        long ageSeconds,
        String rejection,
        String source,
        String controlPlane,
        Origin origin)
        implements Fact {
    @Override
    public Subject subject() {
        return Subject.workload(cluster, namespace, workload, pod);
    }

    @Override
    public String detail() {
        return type + " " + source + " " + state;
    }
}
