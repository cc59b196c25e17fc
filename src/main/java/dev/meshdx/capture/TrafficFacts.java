package dev.meshdx.capture;

import dev.meshdx.facts.Fact;
import dev.meshdx.facts.Pod;
import dev.meshdx.facts.Service;
import dev.meshdx.facts.SubsetDefinition;
import dev.meshdx.facts.TrafficPolicy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Traffic policies and subsets of DestinationRules as facts. */
final class TrafficFacts {

    private final String cluster;
    private final KubeIndex index;
    private final CaptureInventory inventory;
    private final Set<String> routedSubsets;

    /**
     * @param routedSubsets host, bar, subset of every captured route
     */
    TrafficFacts(String cluster, KubeIndex index, CaptureInventory inventory, Set<String> routedSubsets) {
        this.cluster = cluster;
        this.index = index;
        this.inventory = inventory;
        this.routedSubsets = routedSubsets;
    }

    void add(Consumer<Fact> facts) {
        for (KubeObject rule : index.of(cluster, "DestinationRule")) {
            String host = HostNames.full(rule.spec().text("host"), rule.namespace());
            facts.accept(policy(rule, host, "", rule.spec().at("trafficPolicy")));
            for (Tree subset : rule.spec().items("subsets")) {
                facts.accept(subset(rule, host, subset));
                if (subset.has("trafficPolicy")) {
                    facts.accept(policy(rule, host, subset.text("name"), subset.at("trafficPolicy")));
                }
            }
        }
    }

    private TrafficPolicy policy(KubeObject rule, String host, String subset, Tree policy) {
        Tree tcp = policy.at("connectionPool", "tcp");
        Tree http = policy.at("connectionPool", "http");
        String idle = http.has("idleTimeout") ? http.text("idleTimeout") : tcp.text("idleTimeout");
        return new TrafficPolicy(
                cluster,
                rule.namespace(),
                rule.name(),
                host,
                subset,
                policy.text("tls", "mode"),
                tcp.number(-1, "maxConnections"),
                http.number(-1, "http1MaxPendingRequests"),
                http.number(-1, "http2MaxRequests"),
                http.number(-1, "maxRetries"),
                Quantities.durationMs(tcp.text("connectTimeout")),
                Quantities.durationMs(idle),
                policy.has("outlierDetection"),
                policy.number(-1, "outlierDetection", "maxEjectionPercent"),
                rule.origin());
    }

    private SubsetDefinition subset(KubeObject rule, String host, Tree subset) {
        Map<String, String> labels = subset.at("labels").texts();
        return new SubsetDefinition(
                cluster,
                rule.namespace(),
                rule.name(),
                host,
                subset.text("name"),
                labels,
                matchingPods(rule, host, labels),
                routedSubsets.contains(host + "|" + subset.text("name")),
                rule.origin());
    }

    private int matchingPods(KubeObject rule, String host, Map<String, String> labels) {
        Optional<Service> service = inventory.serviceByHost(cluster, host, rule.namespace());
        if (service.isEmpty() || service.get().selector().isEmpty() || !inventory.hasPods(cluster)) {
            return -1;
        }
        List<Pod> pods = inventory.podsOf(service.get());
        return (int) pods.stream()
                .filter(pod -> pod.labels().entrySet().containsAll(labels.entrySet()))
                .count();
    }
}
