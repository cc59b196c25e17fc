package dev.meshdx.facts;

/**
 * Circuit-breaker limits of an upstream cluster, -1 when not captured; Envoy prints 4294967295 for unlimited.
 *
 * @param maxConnections connections
 * @param maxPendingRequests waiting requests
 * @param maxRequests requests
 * @param maxRetries retries
 */
public record PoolLimits(long maxConnections, long maxPendingRequests, long maxRequests, long maxRetries) {}
