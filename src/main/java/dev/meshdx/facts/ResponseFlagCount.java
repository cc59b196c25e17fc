package dev.meshdx.facts;

import java.time.Instant;

/**
 * Requests of one access log that ended alike: same caller, destination, status code, response flag and details. A line
 * with two flags counts in the fact of either.
 *
 * @param cluster cluster that the fact was captured from
 * @param namespace namespace of the proxy that logged
 * @param pod name of the proxy that logged, empty when the capture does not tell
 * @param workload workload that owns the proxy that logged (pod name without its generated suffixes when no owner was captured)
 * @param direction outbound, inbound, gateway or unknown
 * @param mesh istio-sidecar, istio-gateway, waypoint or envoy
 * @param code HTTP status code, 0 for TCP and for connections without one
 * @param flag one response flag (UF, UH, NR ...), "-" when none
 * @param flags all flags of the lines, as printed
 * @param details response code details without the braces: via_upstream, upstream_reset_before_response_started, rbac_access_denied_matched_policy
 * @param reason what stands in the braces or brackets of the details: connection_timeout, overflow, connection_termination, none
 * @param transportFailure key of the transport failure: CERTIFICATE_VERIFY_FAILED, WRONG_VERSION_NUMBER, Connection_refused, CERTIFICATE_EXPIRED; empty when none
 * @param certificateError certificate_has_expired, self_signed_certificate_in_certificate_chain, SAN_matcher and so on; empty when none
 * @param certificateDepth depth of the refused certificate: 0 leaf, 1 or 2 a CA; -1 when not said
 * @param peerSan identity that the peer offered, when a SAN check failed
 * @param upstreamCluster Envoy cluster, empty when none was chosen
 * @param host destination host: from the cluster, else the authority without port
 * @param service Service name of the host, empty when it is not a cluster-local name
 * @param serviceNamespace its namespace
 * @param subset subset of the cluster
 * @param port destination port, 0 when unknown
 * @param routeName route name: default, allow_any, block_all, -
 * @param count requests that ended like this
 * @param total requests of this caller to this destination in the log
 * @param share count / total
 * @param paths distinct paths among them
 * @param otherPathsOk distinct other paths to the same destination that succeeded
 * @param upstreamChosen an upstream host was chosen
 * @param minDurationMs shortest duration in ms
 * @param medianDurationMs median duration in ms
 * @param maxDurationMs longest duration in ms
 * @param first first time, {@link Instant#EPOCH} when the lines have none
 * @param last last time
 * @param origin where the fact was read
 */
public record ResponseFlagCount(
        String cluster,
        String namespace,
        String pod,
        String workload,
        String direction,
        String mesh,
        int code,
        String flag,
        String flags,
        String details,
        String reason,
        String transportFailure,
        String certificateError,
        int certificateDepth,
        String peerSan,
        String upstreamCluster,
        String host,
        String service,
        String serviceNamespace,
        String subset,
        int port,
        String routeName,
        int count,
        int total,
        double share,
        int paths,
        int otherPathsOk,
        boolean upstreamChosen,
        long minDurationMs,
        long medianDurationMs,
        long maxDurationMs,
        Instant first,
        Instant last,
        Origin origin)
        implements Fact {
    @Override
    public Subject subject() {
        return service.isEmpty() ? client() : Subject.of(cluster, serviceNamespace, "Service", service);
    }

    /** The workload whose proxy made or took the call. */
    public Subject client() {
        return Subject.workload(cluster, namespace, workload, pod);
    }

    @Override
    public String detail() {
        return direction + " " + code + " " + flag + " " + details + " " + reason + " " + transportFailure + " "
                + upstreamCluster + " " + host;
    }
}
