package dev.meshdx.capture;

import dev.meshdx.facts.UpstreamStats;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The counters of {@link UpstreamStats} while they are collected. */
final class UpstreamCounters {

    /** Names of statistics in the order of the components of {@link UpstreamStats}. */
    static final List<String> NAMES = List.of(
            "upstream_cx_total",
            "upstream_cx_active",
            "upstream_cx_connect_fail",
            "upstream_cx_connect_timeout",
            "upstream_cx_overflow",
            "upstream_cx_protocol_error",
            "upstream_cx_http1_total",
            "upstream_cx_http2_total",
            "upstream_cx_destroy_remote_with_active_rq",
            "upstream_cx_none_healthy",
            "upstream_rq_total",
            "upstream_rq_5xx",
            "upstream_rq_timeout",
            "upstream_rq_per_try_timeout",
            "upstream_rq_pending_overflow",
            "upstream_rq_retry",
            "upstream_rq_retry_overflow",
            "upstream_rq_retry_limit_exceeded",
            "membership_total",
            "membership_healthy",
            "update_success",
            "update_failure",
            "outlier_detection.ejections_active",
            "ssl.handshake",
            "ssl.connection_error",
            "ssl.fail_verify_error",
            "ssl.fail_verify_san");

    private static final Map<String, Integer> INDEX = index();

    private final long[] values = new long[NAMES.size()];

    UpstreamCounters() {
        Arrays.fill(values, -1);
    }

    /** Keeps a counter; false when it is none of {@link #NAMES}. */
    boolean accept(String metric, long value) {
        Integer index = INDEX.get(metric);
        if (index == null) {
            return false;
        }
        values[index] = Math.max(values[index], value);
        return true;
    }

    /** Where both pages have a counter, the larger one: counters only grow. */
    static UpstreamStats merge(UpstreamStats a, UpstreamStats b) {
        return new UpstreamStats(
                Math.max(a.cxTotal(), b.cxTotal()),
                Math.max(a.cxActive(), b.cxActive()),
                Math.max(a.cxConnectFail(), b.cxConnectFail()),
                Math.max(a.cxConnectTimeout(), b.cxConnectTimeout()),
                Math.max(a.cxOverflow(), b.cxOverflow()),
                Math.max(a.cxProtocolError(), b.cxProtocolError()),
                Math.max(a.cxHttp1Total(), b.cxHttp1Total()),
                Math.max(a.cxHttp2Total(), b.cxHttp2Total()),
                Math.max(a.cxDestroyRemoteWithActiveRq(), b.cxDestroyRemoteWithActiveRq()),
                Math.max(a.cxNoneHealthy(), b.cxNoneHealthy()),
                Math.max(a.rqTotal(), b.rqTotal()),
                Math.max(a.rq5xx(), b.rq5xx()),
                Math.max(a.rqTimeout(), b.rqTimeout()),
                Math.max(a.rqPerTryTimeout(), b.rqPerTryTimeout()),
                Math.max(a.rqPendingOverflow(), b.rqPendingOverflow()),
                Math.max(a.rqRetry(), b.rqRetry()),
                Math.max(a.rqRetryOverflow(), b.rqRetryOverflow()),
                Math.max(a.rqRetryLimitExceeded(), b.rqRetryLimitExceeded()),
                Math.max(a.membershipTotal(), b.membershipTotal()),
                Math.max(a.membershipHealthy(), b.membershipHealthy()),
                Math.max(a.updateSuccess(), b.updateSuccess()),
                Math.max(a.updateFailure(), b.updateFailure()),
                Math.max(a.ejectionsActive(), b.ejectionsActive()),
                Math.max(a.sslHandshake(), b.sslHandshake()),
                Math.max(a.sslConnectionError(), b.sslConnectionError()),
                Math.max(a.sslFailVerifyError(), b.sslFailVerifyError()),
                Math.max(a.sslFailVerifySan(), b.sslFailVerifySan()));
    }

    /** The counters so far. */
    UpstreamStats stats() {
        long[] v = values;
        return new UpstreamStats(
                v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[8], v[9], v[10], v[11], v[12], v[13], v[14], v[15],
                v[16], v[17], v[18], v[19], v[20], v[21], v[22], v[23], v[24], v[25], v[26]);
    }

    private static Map<String, Integer> index() {
        Map<String, Integer> index = new HashMap<>();
        for (int i = 0; i < NAMES.size(); i++) {
            index.put(NAMES.get(i), i);
        }
        return index;
    }
}
