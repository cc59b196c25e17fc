package dev.meshdx.facts;

/**
 * Hosts of an upstream cluster as the proxy sees them.
 *
 * @param total hosts
 * @param healthy hosts without a failure flag
 * @param ejected hosts ejected by outlier detection
 * @param failedHealthCheck hosts that failed active or EDS health
 * @param connectFailures sum of cx_connect_fail
 * @param requestErrors sum of rq_error
 * @param requestSuccesses sum of rq_success
 */
public record HostHealth(
        int total,
        int healthy,
        int ejected,
        int failedHealthCheck,
        long connectFailures,
        long requestErrors,
        long requestSuccesses) {}
