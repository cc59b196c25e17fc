package dev.meshdx.capture;

import dev.meshdx.facts.HostHealth;
import dev.meshdx.facts.Origin;
import dev.meshdx.facts.PoolLimits;
import dev.meshdx.facts.UpstreamStats;
import java.time.Instant;
import java.util.List;

/** Raw records of what Envoys say of themselves; the file of their origin tells later whose they are. */
final class EnvoyEvidence {

    private EnvoyEvidence() {}

    /** A statistics page: its size, and whether it holds statistics of services. */
    record StatsPage(Origin origin, int lines, boolean complete, int clusters, int meshSeries) {}

    /** One statistic that a rule names, split as in {@link dev.meshdx.facts.ProxyStat}. */
    record Statistic(Origin origin, String scope, String metric, double value) {}

    /** Counters of one upstream cluster. */
    record Counters(Origin origin, String name, UpstreamStats stats) {}

    /** An answer of /memory, -1 for what it lacks. */
    record Memory(Origin origin, long allocatedBytes, long heapBytes, long residentBytes) {}

    /**
     * Hosts of one upstream cluster.
     *
     * @param live from /clusters, which knows failures; else from the endpoints of a config_dump
     */
    record Hosts(Origin origin, String name, boolean live, HostHealth hosts, PoolLimits limits) {}

    /** An upstream cluster of a config_dump. */
    record DumpedCluster(Origin origin, String name, String type, String tls, boolean warming, PoolLimits limits) {}

    /** A virtual host of a config_dump. */
    record DumpedRoute(
            Origin origin,
            String routeConfig,
            String virtualHost,
            List<String> domains,
            boolean catchAll,
            List<String> clusters) {}

    /**
     * What a whole config_dump amounts to.
     *
     * @param clustersListed all its clusters were read, so that a name that is not among them does not exist
     */
    record Dump(
            Origin origin,
            int clusters,
            int listeners,
            int warmingClusters,
            int rejectedListeners,
            boolean clustersListed) {}

    /** A configuration that the proxy refused; the source is config-dump or stats. */
    record Refusal(Origin origin, String type, String resource, String reason, String source) {}

    /**
     * Who and how the proxy is.
     *
     * @param nodeType sidecar, router, waypoint, or empty
     * @param version version of Istio where the node tells it, else of Envoy
     * @param state state of /server_info, empty from other sources
     * @param ip address of its pod, empty when the node id has none
     */
    record Server(Origin origin, String nodeType, String version, String state, String ip) {}

    /** The start of a proxy, from its bootstrap, or its uptime; {@link Instant#EPOCH} and -1 for what a file lacks. */
    record Clock(Origin origin, Instant startedAt, long uptimeSeconds) {}

    /**
     * An answer to a readiness probe.
     *
     * @param ready true, false, or empty for an answer about liveness
     * @param state server state, empty when the answer has none
     */
    record Readiness(Origin origin, String ready, String state, String message) {}

    /**
     * A public certificate; texts that the source lacks are empty.
     *
     * @param held true when a proxy uses it, false for a file of its own
     */
    record HeldCertificate(
            Origin origin,
            boolean held,
            String role,
            String subject,
            String issuer,
            String serial,
            String fingerprint,
            List<String> sans,
            Instant notBefore,
            Instant notAfter) {}
}
