package dev.meshdx.facts;

/**
 * Counters of an upstream cluster; every one is -1 when the capture does not have it, so that {@code > 0} never holds by accident.
 *
 * @param cxTotal upstream_cx_total
 * @param cxActive upstream_cx_active
 * @param cxConnectFail upstream_cx_connect_fail
 * @param cxConnectTimeout upstream_cx_connect_timeout
 * @param cxOverflow upstream_cx_overflow
 * @param cxProtocolError upstream_cx_protocol_error
 * @param cxHttp1Total upstream_cx_http1_total
 * @param cxHttp2Total upstream_cx_http2_total
 * @param cxDestroyRemoteWithActiveRq upstream_cx_destroy_remote_with_active_rq
 * @param cxNoneHealthy upstream_cx_none_healthy
 * @param rqTotal upstream_rq_total
 * @param rq5xx upstream_rq_5xx
 * @param rqTimeout upstream_rq_timeout
 * @param rqPerTryTimeout upstream_rq_per_try_timeout
 * @param rqPendingOverflow upstream_rq_pending_overflow
 * @param rqRetry upstream_rq_retry
 * @param rqRetryOverflow upstream_rq_retry_overflow
 * @param rqRetryLimitExceeded upstream_rq_retry_limit_exceeded
 * @param membershipTotal membership_total
 * @param membershipHealthy membership_healthy
 * @param updateSuccess update_success
 * @param updateFailure update_failure
 * @param ejectionsActive outlier_detection.ejections_active
 * @param sslHandshake ssl.handshake
 * @param sslConnectionError ssl.connection_error
 * @param sslFailVerifyError ssl.fail_verify_error
 * @param sslFailVerifySan ssl.fail_verify_san
 */
public record UpstreamStats(
        long cxTotal,
        long cxActive,
        long cxConnectFail,
        long cxConnectTimeout,
        long cxOverflow,
        long cxProtocolError,
        long cxHttp1Total,
        long cxHttp2Total,
        long cxDestroyRemoteWithActiveRq,
        long cxNoneHealthy,
        long rqTotal,
        long rq5xx,
        long rqTimeout,
        long rqPerTryTimeout,
        long rqPendingOverflow,
        long rqRetry,
        long rqRetryOverflow,
        long rqRetryLimitExceeded,
        long membershipTotal,
        long membershipHealthy,
        long updateSuccess,
        long updateFailure,
        long ejectionsActive,
        long sslHandshake,
        long sslConnectionError,
        long sslFailVerifyError,
        long sslFailVerifySan) {

    /** Nothing captured: every counter is -1. */
    public static final UpstreamStats NONE = new UpstreamStats(
            -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1);
}
