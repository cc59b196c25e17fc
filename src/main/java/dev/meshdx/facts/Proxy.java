package dev.meshdx.facts;

/**
 * A data-plane proxy that left some evidence of its own: admin output, log or entry in a control-plane list.
 *
 * @param cluster cluster that the fact was captured from
 * @param namespace namespace of the proxy
 * @param pod name of the proxy, empty when the capture does not tell
 * @param workload workload that owns the proxy (pod name without its generated suffixes when no owner was captured)
 * @param mesh istio-sidecar, istio-gateway, waypoint, ztunnel, linkerd, consul or envoy
 * @param version proxy version, empty when unknown
 * @param state LIVE, DRAINING, PRE_INITIALIZING, INITIALIZING, or empty when unknown
 * @param ready true, false, or empty when no readiness answer was captured
 * @param readyMessage body of the readiness answer
 * @param ip address of the pod, empty when unknown
 * @param origin where the fact was read
 */
public record Proxy(
        String cluster,
        String namespace,
        String pod,
        String workload,
        String mesh,
        String version,
        String state,
        String ready,
        String readyMessage,
        String ip,
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
