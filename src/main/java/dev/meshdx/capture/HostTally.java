package dev.meshdx.capture;

import com.fasterxml.jackson.databind.JsonNode;
import dev.meshdx.facts.HostHealth;
import dev.meshdx.facts.PoolLimits;

/** Adds up the hosts of one upstream cluster. */
final class HostTally {

    private int total;
    private int healthy;
    private int ejected;
    private int failedHealthCheck;
    private long connectFailures;
    private long requestErrors;
    private long requestSuccesses;

    /**
     * Counts a host by its health flags as /clusters prints them: {@code healthy} or {@code /failed_outlier_check/...}.
     */
    void addFlags(String flags) {
        boolean out = flags.contains("failed_outlier_check");
        boolean failed = flags.contains("failed_active_hc") || flags.contains("failed_eds_health");
        add(flags.equals("healthy"), out, failed);
    }

    /** Counts a host by the {@code health_status} object of the JSON form. */
    void addStatus(JsonNode status) {
        String eds = EnvoyJson.text(status, "eds_health_status");
        boolean out = EnvoyJson.field(status, "failed_outlier_check").asBoolean();
        boolean failed = EnvoyJson.field(status, "failed_active_health_check").asBoolean() || unhealthy(eds);
        boolean removed = EnvoyJson.field(status, "pending_dynamic_removal").asBoolean();
        add(!out && !failed && !removed && !eds.equals("DEGRADED"), out, failed);
    }

    /** Counts an endpoint that only its health in EDS is known of. */
    void addEndpoint(String health) {
        add(!unhealthy(health), false, unhealthy(health));
    }

    /** Adds a statistic of a host. */
    void addStatistic(String name, long value) {
        switch (name) {
            case "cx_connect_fail" -> connectFailures += value;
            case "rq_error" -> requestErrors += value;
            case "rq_success" -> requestSuccesses += value;
            default -> {}
        }
    }

    HostHealth health() {
        return new HostHealth(
                total, healthy, ejected, failedHealthCheck, connectFailures, requestErrors, requestSuccesses);
    }

    /** Limits of the default priority in a {@code circuit_breakers} object; what it leaves out is {@code absent}. */
    static PoolLimits limits(JsonNode circuitBreakers, PoolLimits absent) {
        for (JsonNode threshold : circuitBreakers.path("thresholds")) {
            String priority = EnvoyJson.text(threshold, "priority");
            if (priority.isEmpty() || priority.equals("DEFAULT")) {
                return new PoolLimits(
                        EnvoyJson.number(threshold, "max_connections", absent.maxConnections()),
                        EnvoyJson.number(threshold, "max_pending_requests", absent.maxPendingRequests()),
                        EnvoyJson.number(threshold, "max_requests", absent.maxRequests()),
                        EnvoyJson.number(threshold, "max_retries", absent.maxRetries()));
            }
        }
        return absent;
    }

    private void add(boolean good, boolean out, boolean failed) {
        total++;
        healthy += good ? 1 : 0;
        ejected += out ? 1 : 0;
        failedHealthCheck += failed ? 1 : 0;
    }

    private static boolean unhealthy(String eds) {
        return eds.equals("UNHEALTHY") || eds.equals("DRAINING") || eds.equals("TIMEOUT");
    }
}
