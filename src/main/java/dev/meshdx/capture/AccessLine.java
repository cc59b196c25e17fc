package dev.meshdx.capture;

/**
 * One line of an Envoy access log. Texts are as printed, "-" when the proxy had nothing to say.
 *
 * @param micros time in microseconds since 1970, {@link LogTime#NONE} when there is none
 * @param path request path without its query, empty for TCP and for requests that could not be parsed
 * @param code HTTP status code, 0 when there is none
 * @param flags response flags
 * @param details response code details
 * @param transportFailure upstream transport failure reason
 * @param durationMs duration in ms, -1 when not printed
 * @param authority authority of the request
 * @param upstreamHost address of the upstream host
 * @param upstreamCluster Envoy cluster
 * @param downstreamLocal address that the client called
 * @param serverName requested server name (SNI)
 * @param route route name
 */
record AccessLine(
        long micros,
        String path,
        int code,
        String flags,
        String details,
        String transportFailure,
        long durationMs,
        String authority,
        String upstreamHost,
        String upstreamCluster,
        String downstreamLocal,
        String serverName,
        String route) {

    private static final String SNI_PREFIX = "outbound_.";

    /** Whether the line says by itself that the proxy took the call for its own application. */
    boolean inbound() {
        return upstreamCluster.startsWith("inbound|")
                || upstreamCluster.startsWith("InboundPassthroughCluster")
                || serverName.startsWith(SNI_PREFIX) && !upstreamCluster.startsWith("outbound|")
                || details.equals("filter_chain_not_found");
    }

    /** What the caller asked for: {@code outbound|port|subset|host} of the SNI that sidecars send, else of the cluster. */
    Destination destination() {
        if (upstreamCluster.startsWith("outbound|") || !serverName.startsWith(SNI_PREFIX)) {
            return Destination.ofCluster(upstreamCluster);
        }
        String[] parts = serverName.substring(SNI_PREFIX.length()).split("_\\.", 3);
        return parts.length == 3
                ? new Destination(Destination.port(parts[0]), parts[1], parts[2])
                : Destination.ofCluster(upstreamCluster);
    }

    /** Whether the request succeeded as far as the proxy can tell. */
    boolean succeeded() {
        return flags.equals("-") && code < 400 && !details.equals("direct_response");
    }

    /**
     * Where a request went.
     *
     * @param port port, 0 when unknown
     * @param subset subset, empty when none
     * @param host host, empty when unknown
     */
    record Destination(int port, String subset, String host) {

        static final Destination UNKNOWN = new Destination(0, "", "");

        /** Of a cluster name such as {@code outbound|9080|v1|reviews.default.svc.cluster.local}. */
        static Destination ofCluster(String cluster) {
            String[] parts = cluster.split("\\|", -1);
            return parts.length == 4 ? new Destination(port(parts[1]), parts[2], parts[3]) : UNKNOWN;
        }

        /** Of an authority or address, with or without a port. */
        static Destination ofAddress(String address) {
            if (address.equals("-") || address.isEmpty()) {
                return UNKNOWN;
            }
            int colon = address.lastIndexOf(':');
            boolean bareIpv6 = colon >= 0 && address.indexOf(':') != colon && !address.contains("]");
            if (colon < 0 || bareIpv6 || address.endsWith("]")) {
                return new Destination(0, "", address.replace("[", "").replace("]", ""));
            }
            String host = address.substring(0, colon).replace("[", "").replace("]", "");
            return new Destination(port(address.substring(colon + 1)), "", host);
        }

        private static int port(String text) {
            try {
                int port = Integer.parseInt(text);
                return port > 0 && port <= 65_535 ? port : 0;
            } catch (NumberFormatException e) {
                return 0;
            }
        }
    }
}
