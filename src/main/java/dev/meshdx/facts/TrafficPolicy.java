package dev.meshdx.facts;

/**
 * Traffic policy of a DestinationRule: one fact for the host and one per subset that has its own.
 *
 * @param cluster cluster that the fact was captured from
 * @param namespace namespace
 * @param name name of the DestinationRule
 * @param host host, fully qualified
 * @param subset subset, empty for the policy of the host
 * @param tlsMode DISABLE, SIMPLE, MUTUAL, ISTIO_MUTUAL or empty when unset
 * @param maxConnections connectionPool.tcp.maxConnections, -1 when unset
 * @param maxPendingRequests connectionPool.http.http1MaxPendingRequests, -1 when unset
 * @param maxRequests connectionPool.http.http2MaxRequests, -1 when unset
 * @param maxRetries connectionPool.http.maxRetries, -1 when unset
 * @param connectTimeoutMs connectionPool.tcp.connectTimeout in ms, -1 when unset
 * @param idleTimeoutMs connectionPool.http.idleTimeout or tcp.idleTimeout in ms, -1 when unset
 * @param outlierDetection outlierDetection is set
 * @param maxEjectionPercent outlierDetection.maxEjectionPercent, -1 when unset
 * @param origin where the fact was read
 */
public record TrafficPolicy(
        String cluster,
        String namespace,
        String name,
        String host,
        String subset,
        String tlsMode,
        int maxConnections,
        int maxPendingRequests,
        int maxRequests,
        int maxRetries,
        long connectTimeoutMs,
        long idleTimeoutMs,
        boolean outlierDetection,
        int maxEjectionPercent,
        Origin origin)
        implements Fact {
    @Override
    public Subject subject() {
        return Subject.of(cluster, namespace, "DestinationRule", name);
    }

    @Override
    public String detail() {
        return host + " " + subset;
    }
}
