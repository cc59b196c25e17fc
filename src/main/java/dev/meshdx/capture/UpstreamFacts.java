package dev.meshdx.capture;

import dev.meshdx.facts.Fact;
import dev.meshdx.facts.HostHealth;
import dev.meshdx.facts.Origin;
import dev.meshdx.facts.PoolLimits;
import dev.meshdx.facts.Service;
import dev.meshdx.facts.UpstreamCluster;
import dev.meshdx.facts.UpstreamStats;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Merges what /clusters, statistics and config_dump say of upstream clusters. */
final class UpstreamFacts {

    /** Clusters of one proxy that are all kept. */
    static final int CLUSTERS = 500;

    private static final PoolLimits NO_LIMITS = new PoolLimits(-1, -1, -1, -1);
    private static final HostHealth NO_HOSTS = new HostHealth(0, 0, 0, 0, 0, 0, 0);
    private static final long UNLIMITED = 4_294_967_295L;
    private static final long ENVOY_DEFAULT = 1024;

    private final Inventory inventory;
    private final Map<ProxyKey, Map<String, Builder>> proxies = new TreeMap<>();

    UpstreamFacts(Evidence evidence, Inventory inventory, ProxyKey.Finder keys) {
        this.inventory = inventory;
        List<EnvoyEvidence.Hosts> hosts = new ArrayList<>(evidence.all(EnvoyEvidence.Hosts.class));
        hosts.sort(Comparator.comparing((EnvoyEvidence.Hosts one) -> !one.live())
                .thenComparing(EnvoyEvidence.Hosts::origin));
        hosts.forEach(one -> of(keys.of(one.origin()), one.name(), one.origin()).add(one));
        List<EnvoyEvidence.DumpedCluster> dumped = new ArrayList<>(evidence.all(EnvoyEvidence.DumpedCluster.class));
        dumped.sort(Comparator.comparing(EnvoyEvidence.DumpedCluster::origin));
        dumped.forEach(
                one -> of(keys.of(one.origin()), one.name(), one.origin()).add(one));
        List<EnvoyEvidence.Counters> counters = new ArrayList<>(evidence.all(EnvoyEvidence.Counters.class));
        counters.sort(Comparator.comparing(EnvoyEvidence.Counters::origin));
        counters.forEach(
                one -> of(keys.of(one.origin()), one.name(), one.origin()).add(one));
    }

    private Builder of(ProxyKey key, String name, Origin origin) {
        return proxies.computeIfAbsent(key, k -> new TreeMap<>()).computeIfAbsent(name, n -> new Builder(origin));
    }

    void addTo(Consumer<Fact> facts) {
        proxies.forEach((key, clusters) -> {
            int others = CLUSTERS
                    - (int) clusters.values().stream().filter(Builder::matters).count();
            boolean all = clusters.size() <= CLUSTERS;
            for (Map.Entry<String, Builder> cluster : clusters.entrySet()) {
                Builder builder = cluster.getValue();
                boolean kept = all || builder.matters();
                if (!kept && others > 0 && builder.hosts.total() > 0) {
                    kept = true;
                    others--;
                }
                if (kept) {
                    facts.accept(fact(key, cluster.getKey(), builder));
                }
            }
        });
    }

    private UpstreamCluster fact(ProxyKey key, String name, Builder builder) {
        UpstreamName parts = UpstreamName.of(name);
        Optional<Service> service = parts.host().isEmpty() || !parts.service().isEmpty()
                ? Optional.empty()
                : inventory.serviceByHost(key.cluster(), parts.host(), key.namespace());
        return new UpstreamCluster(
                key.cluster(),
                key.namespace(),
                key.pod(),
                key.workload(),
                name,
                parts.direction(),
                parts.port(),
                parts.subset(),
                parts.host(),
                service.map(Service::name).orElse(parts.service()),
                service.map(Service::namespace).orElse(parts.namespace()),
                builder.type,
                builder.tls,
                builder.warming && !builder.active,
                builder.hosts,
                builder.limits,
                builder.stats,
                builder.origin);
    }

    /** One cluster of one proxy; /clusters comes first, so its hosts and limits count. */
    private static final class Builder {

        private final Origin origin;
        private boolean hostsKnown;
        private boolean warming;
        private boolean active;
        private String type = "";
        private String tls = "";
        private HostHealth hosts = NO_HOSTS;
        private PoolLimits limits = NO_LIMITS;
        private UpstreamStats stats = UpstreamStats.NONE;

        Builder(Origin origin) {
            this.origin = origin;
        }

        void add(EnvoyEvidence.Hosts found) {
            if (!hostsKnown) {
                hosts = found.hosts();
                hostsKnown = true;
            }
            limits = limits.equals(NO_LIMITS) ? found.limits() : limits;
        }

        void add(EnvoyEvidence.DumpedCluster found) {
            boolean preferred = !found.warming() || type.isEmpty();
            type = preferred ? found.type() : type;
            tls = preferred ? found.tls() : tls;
            warming |= found.warming();
            active |= !found.warming();
            limits = limits.equals(NO_LIMITS) ? found.limits() : limits;
        }

        void add(EnvoyEvidence.Counters found) {
            stats = UpstreamCounters.merge(stats, found.stats());
            if (!hostsKnown && stats.membershipTotal() >= 0) {
                int total = (int) stats.membershipTotal();
                hosts = new HostHealth(total, (int) Math.max(0, stats.membershipHealthy()), 0, 0, 0, 0, 0);
            }
        }

        /** Whether there is traffic, failure or a limit that somebody set. */
        boolean matters() {
            boolean traffic = stats.cxTotal() > 0 || stats.rqTotal() > 0 || hosts.requestSuccesses() > 0;
            boolean failure = hosts.healthy() < hosts.total()
                    || hosts.connectFailures() > 0
                    || hosts.requestErrors() > 0
                    || stats.cxNoneHealthy() > 0
                    || stats.updateFailure() > 0
                    || stats.rqPendingOverflow() > 0
                    || warming;
            return traffic
                    || failure
                    || limited(limits.maxConnections())
                    || limited(limits.maxPendingRequests())
                    || limited(limits.maxRequests());
        }

        private static boolean limited(long limit) {
            return limit >= 0 && limit != UNLIMITED && limit != ENVOY_DEFAULT;
        }
    }
}
