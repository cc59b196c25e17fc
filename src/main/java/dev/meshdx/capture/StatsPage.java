package dev.meshdx.capture;

import dev.meshdx.facts.Origin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Collects the statistics of one page, in whatever form it was written. */
final class StatsPage {

    /** Clusters of one proxy that are kept; far more than an Envoy can hold. */
    static final int CLUSTERS = 200_000;

    private static final String CLUSTER = "cluster.";

    /** Clusters that Istio's default statistics include, or that belong to the proxy itself. */
    private static final Set<String> OWN_CLUSTERS =
            Set.of("xds-grpc", "sds-grpc", "prometheus_stats", "agent", "zipkin");

    private static final String REJECTED = "update_rejected";

    private final String path;
    private final Evidence evidence;
    private final Set<String> selected;
    private final Map<String, ClusterCounters> clusters = new LinkedHashMap<>();
    private final List<EnvoyEvidence.Statistic> statistics = new ArrayList<>();
    private String lastCluster = "";
    private boolean complete;
    private int meshSeries;
    private int dropped;

    StatsPage(String path, Evidence evidence) {
        this.path = path;
        this.evidence = evidence;
        this.selected = evidence.selection().stats();
    }

    /** Last segments of the names that {@link #accept} makes something of. */
    Set<String> lastSegments() {
        Set<String> segments = new TreeSet<>();
        for (String name : UpstreamCounters.NAMES) {
            segments.add(name.substring(name.lastIndexOf('.') + 1));
        }
        for (String name : selected) {
            segments.add(name.substring(name.lastIndexOf('.') + 1));
        }
        segments.add(REJECTED);
        return segments;
    }

    /** Whether statistics of services were seen. */
    boolean complete() {
        return complete;
    }

    /** Says that statistics of services are on this page. */
    void markComplete() {
        complete = true;
    }

    /** Counts a series of istio_* metrics. */
    void countIstioSeries() {
        meshSeries++;
    }

    /** Whether a scope is one of those that a stats_matcher hides first. */
    static boolean ofService(String scope, String metric) {
        return scope.startsWith(CLUSTER)
                ? isServiceCluster(scope)
                : scope.startsWith("listener.") && metric.startsWith("ssl.");
    }

    private static boolean isServiceCluster(String scope) {
        return scope.startsWith(CLUSTER) && !OWN_CLUSTERS.contains(scope.substring(CLUSTER.length()));
    }

    /** Takes one statistic; names that nobody needs are ignored, and zeros of the thousands of clusters of services. */
    void accept(Origin origin, StatName name, double value) {
        complete |= ofService(name.scope(), name.metric());
        if (name.scope().startsWith(CLUSTER)) {
            addCounter(origin, name, (long) value);
        }
        if (selected.contains(name.metric()) && (value != 0 || !isServiceCluster(name.scope()))) {
            statistics.add(new EnvoyEvidence.Statistic(origin, name.scope(), name.metric(), value));
        }
        if (value > 0 && name.metric().endsWith(REJECTED)) {
            addRefusal(origin, name, (long) value);
        }
    }

    private void addCounter(Origin origin, StatName name, long value) {
        ClusterCounters known = clusters.get(name.scope());
        if (known == null && clusters.size() >= CLUSTERS) {
            dropped++;
            return;
        }
        ClusterCounters cluster = known == null ? new ClusterCounters(origin, new UpstreamCounters()) : known;
        if (cluster.counters.accept(name.metric(), value)) {
            lastCluster = name.scope();
            if (known == null) {
                clusters.put(lastCluster, cluster);
            }
        }
    }

    private void addRefusal(Origin origin, StatName name, long value) {
        String metric = name.metric();
        String type = metric.equals("cluster_manager.cds.update_rejected")
                ? "CDS"
                : metric.equals("listener_manager.lds.update_rejected")
                        ? "LDS"
                        : metric.startsWith("rds.") ? "RDS" : "";
        if (!type.isEmpty()) {
            int end = metric.length() - REJECTED.length() - 1;
            String resource = type.equals("RDS") && end > 4 ? metric.substring(4, end) : "";
            evidence.add(new EnvoyEvidence.Refusal(origin, type, resource, metric + ": " + value, "stats"));
        }
    }

    /** Forgets the cluster that came last: the page was cut, and its missing counters are not zero. */
    void dropLastCluster() {
        clusters.remove(lastCluster);
    }

    /** Adds what was collected to the evidence; the result says what was left out. */
    String finish(int total, String problem) {
        evidence.add(new EnvoyEvidence.StatsPage(Origin.line(path, 1), total, complete, clusters.size(), meshSeries));
        statistics.forEach(evidence::add);
        clusters.forEach((scope, cluster) -> evidence.add(new EnvoyEvidence.Counters(
                Origin.line(path, cluster.first.line()), scope.substring(CLUSTER.length()), cluster.counters.stats())));
        evidence.covers(path, "proxy-stats", total, complete && problem.isEmpty() && dropped == 0);
        String limit = dropped == 0
                ? ""
                : dropped + " statistics of more than " + CLUSTERS + " clusters (limit StatsPage.CLUSTERS)";
        return problem.isEmpty() ? limit : limit.isEmpty() ? problem : problem + "; " + limit;
    }

    /** The counters of one cluster and where the first of them stands. */
    private record ClusterCounters(Origin first, UpstreamCounters counters) {}
}
