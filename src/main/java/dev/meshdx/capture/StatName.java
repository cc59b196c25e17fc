package dev.meshdx.capture;

import java.util.List;

/**
 * Name of an Envoy statistic, split into the cluster, listener or HTTP prefix it belongs to and the rest. Newer Istio
 * ends scopes in a semicolon ({@code cluster.outbound|80||a.b;.upstream_rq_total}); older names need to know where host
 * names end and statistics begin.
 *
 * @param scope for example {@code cluster.xds-grpc} or {@code listener.0.0.0.0_15006}, empty for a global statistic
 * @param metric rest of the name
 */
record StatName(String scope, String metric) {

    /** No name. */
    static final StatName NONE = new StatName("", "");

    private static final String CLUSTER = "cluster.";

    /** Beginnings of statistics of a cluster; a host name may hold dots, too. */
    private static final List<String> CLUSTER_STATISTICS = List.of(
            "upstream_",
            "membership_",
            "circuit_breakers.",
            "outlier_detection.",
            "ssl.handshake",
            "ssl.connection_error",
            "ssl.fail_verify_",
            "ssl.no_certificate",
            "ssl.session_reused",
            "ssl.ciphers.",
            "ssl.curves.",
            "ssl.sigalgs.",
            "ssl.versions.",
            "ssl.ocsp_",
            "ssl.was_key_usage_invalid",
            "ssl.certificate.",
            "update_",
            "lb_",
            "http1.",
            "http2.",
            "http3.",
            "health_check.",
            "internal.upstream_",
            "external.upstream_",
            "canary.upstream_",
            "retry_or_shadow_abandoned",
            "max_host_weight",
            "bind_errors",
            "assignment_",
            "original_dst_host_invalid",
            "default.total_match_count",
            "client_ssl_socket_factory.",
            "warming_state",
            "init_fetch_timeout");

    /** The same by their first character, which is a small letter; most segments of a host name have another. */
    private static final String[][] BY_INITIAL = new String['z' - 'a' + 1][];

    static {
        for (int i = 0; i < BY_INITIAL.length; i++) {
            String initial = String.valueOf((char) ('a' + i));
            BY_INITIAL[i] = CLUSTER_STATISTICS.stream()
                    .filter(statistic -> statistic.startsWith(initial))
                    .toArray(String[]::new);
        }
    }

    /** Splits a name. */
    static StatName of(String name) {
        int mark = name.indexOf(";.");
        if (mark > 0) {
            return new StatName(name.substring(0, mark), name.substring(mark + 2));
        }
        if (name.startsWith(CLUSTER)) {
            return split(name, clusterEnd(name));
        }
        if (name.startsWith("listener.") || name.startsWith("http.")) {
            return split(name, addressEnd(name, name.indexOf('.') + 1));
        }
        return new StatName("", name);
    }

    /**
     * Splits a name that often belongs to the cluster of the name before, which then shares its text.
     *
     * @param before the name before, or any other
     */
    static StatName of(String name, StatName before) {
        String scope = before.scope;
        int end = scope.length();
        if (!scope.startsWith(CLUSTER) || !name.startsWith(scope)) {
            return of(name);
        }
        if (name.startsWith(";.", end)) {
            return new StatName(scope, name.substring(end + 2));
        }
        boolean same = name.length() > end && name.charAt(end) == '.' && beginsStatistic(name, end + 1);
        return same && name.indexOf(";.", end) < 0 ? new StatName(scope, name.substring(end + 1)) : of(name);
    }

    private static StatName split(String name, int end) {
        return end <= 0 ? new StatName("", name) : new StatName(name.substring(0, end), name.substring(end + 1));
    }

    private static boolean beginsStatistic(String name, int place) {
        int initial = place < name.length() ? name.charAt(place) - 'a' : -1;
        if (initial < 0 || initial >= BY_INITIAL.length) {
            return false;
        }
        for (String statistic : BY_INITIAL[initial]) {
            if (name.startsWith(statistic, place)) {
                return true;
            }
        }
        return false;
    }

    private static int clusterEnd(String name) {
        int dot = name.indexOf('.', CLUSTER.length());
        while (dot > 0) {
            if (beginsStatistic(name, dot + 1)) {
                return dot;
            }
            dot = name.indexOf('.', dot + 1);
        }
        return name.lastIndexOf('.');
    }

    /**
     * End of the first segment, or of the fourth where the segments are an IPv4 address: {@code outbound_0.0.0.0_80}.
     */
    private static int addressEnd(String name, int start) {
        int first = name.indexOf('.', start);
        if (first < 0 || !Character.isDigit(name.charAt(first - 1))) {
            return first;
        }
        int end = first;
        for (int i = 0; i < 3; i++) {
            int next = name.indexOf('.', end + 1);
            if (next < 0 || !Character.isDigit(name.charAt(end + 1))) {
                return first;
            }
            end = next;
        }
        return end;
    }
}
