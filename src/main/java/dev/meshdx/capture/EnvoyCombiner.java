package dev.meshdx.capture;

import dev.meshdx.facts.Fact;
import dev.meshdx.facts.Origin;
import dev.meshdx.facts.ProxyConfigSize;
import dev.meshdx.facts.ProxyMemory;
import dev.meshdx.facts.ProxyRoute;
import dev.meshdx.facts.ProxyStat;
import dev.meshdx.facts.ProxyStats;
import dev.meshdx.facts.RejectedConfig;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** Facts of what proxies say of themselves. Where several files of a proxy tell the same, it is told once. */
final class EnvoyCombiner implements Combiner {

    @Override
    public void combine(Evidence evidence, Inventory inventory, Consumer<Fact> facts) {
        ProxyKey.Finder keys = new ProxyKey.Finder(inventory);
        new ProxyFacts(evidence, inventory, keys).addTo(facts);
        addStats(evidence, keys, facts);
        addMemory(evidence, keys, facts);
        new UpstreamFacts(evidence, inventory, keys).addTo(facts);
        addSizes(evidence, keys, facts);
        addRoutes(evidence, keys, facts);
        addRefusals(evidence, keys, facts);
        new CertificateFacts(evidence, inventory, keys).addTo(facts);
    }

    /** All records in the order of their origins, so that the order of files does not matter. */
    private static <T> List<T> sorted(Evidence evidence, Class<T> type, Function<T, Origin> origin) {
        List<T> records = new ArrayList<>(evidence.all(type));
        records.sort(Comparator.comparing(origin));
        return records;
    }

    private static void addStats(Evidence evidence, ProxyKey.Finder keys, Consumer<Fact> facts) {
        Map<ProxyKey, EnvoyEvidence.StatsPage> largest = new HashMap<>();
        for (EnvoyEvidence.StatsPage page :
                sorted(evidence, EnvoyEvidence.StatsPage.class, EnvoyEvidence.StatsPage::origin)) {
            largest.merge(keys.of(page.origin()), page, (a, b) -> b.lines() > a.lines() ? b : a);
        }
        largest.forEach((key, page) -> facts.accept(new ProxyStats(
                key.cluster(),
                key.namespace(),
                key.pod(),
                key.workload(),
                page.lines(),
                page.complete(),
                page.clusters(),
                page.meshSeries(),
                page.origin())));
        Map<List<Object>, EnvoyEvidence.Statistic> statistics = new HashMap<>();
        for (EnvoyEvidence.Statistic one :
                sorted(evidence, EnvoyEvidence.Statistic.class, EnvoyEvidence.Statistic::origin)) {
            List<Object> key = List.of(keys.of(one.origin()), one.scope(), one.metric());
            statistics.merge(key, one, (a, b) -> b.value() > a.value() ? b : a);
        }
        statistics.values().forEach(one -> facts.accept(stat(keys.of(one.origin()), one)));
    }

    private static ProxyStat stat(ProxyKey key, EnvoyEvidence.Statistic one) {
        return new ProxyStat(
                key.cluster(),
                key.namespace(),
                key.pod(),
                key.workload(),
                one.scope(),
                one.metric(),
                one.value(),
                one.origin());
    }

    private static void addMemory(Evidence evidence, ProxyKey.Finder keys, Consumer<Fact> facts) {
        Map<List<String>, Long> limits = new HashMap<>();
        for (ContainerLimit limit : evidence.all(ContainerLimit.class)) {
            if (limit.container().equals("istio-proxy")
                    || limit.container().contains("envoy")
                    || limit.container().equals("consul-dataplane")) {
                limits.put(List.of(limit.cluster(), limit.namespace(), limit.pod()), limit.memoryLimitBytes());
            }
        }
        Map<ProxyKey, EnvoyEvidence.Memory> newest = new HashMap<>();
        sorted(evidence, EnvoyEvidence.Memory.class, EnvoyEvidence.Memory::origin)
                .forEach(memory -> newest.put(keys.of(memory.origin()), memory));
        newest.forEach((key, memory) -> {
            long limit = limits.getOrDefault(List.of(key.cluster(), key.namespace(), key.pod()), 0L);
            long used = memory.residentBytes() >= 0 ? memory.residentBytes() : memory.heapBytes();
            facts.accept(new ProxyMemory(
                    key.cluster(),
                    key.namespace(),
                    key.pod(),
                    key.workload(),
                    memory.allocatedBytes(),
                    memory.heapBytes(),
                    memory.residentBytes(),
                    limit,
                    limit > 0 && used > 0 ? (double) used / limit : 0,
                    memory.origin()));
        });
    }

    private static void addSizes(Evidence evidence, ProxyKey.Finder keys, Consumer<Fact> facts) {
        Map<ProxyKey, EnvoyEvidence.Dump> dumps = new HashMap<>();
        for (EnvoyEvidence.Dump dump : sorted(evidence, EnvoyEvidence.Dump.class, EnvoyEvidence.Dump::origin)) {
            dumps.merge(keys.of(dump.origin()), dump, (a, b) -> b.clusters() > a.clusters() ? b : a);
        }
        dumps.forEach((key, dump) -> facts.accept(new ProxyConfigSize(
                key.cluster(),
                key.namespace(),
                key.pod(),
                key.workload(),
                dump.clusters(),
                dump.listeners(),
                dump.warmingClusters(),
                dump.rejectedListeners(),
                false,
                dump.origin())));
    }

    private static void addRoutes(Evidence evidence, ProxyKey.Finder keys, Consumer<Fact> facts) {
        Set<String> whole = new HashSet<>();
        for (EnvoyEvidence.Dump dump : evidence.all(EnvoyEvidence.Dump.class)) {
            if (dump.clustersListed()) {
                whole.add(dump.origin().file());
            }
        }
        Map<String, Set<String>> clusters = new HashMap<>();
        evidence.all(EnvoyEvidence.DumpedCluster.class)
                .forEach(one -> clusters.computeIfAbsent(one.origin().file(), f -> new HashSet<>())
                        .add(one.name()));
        Set<List<Object>> seen = new HashSet<>();
        for (EnvoyEvidence.DumpedRoute route :
                sorted(evidence, EnvoyEvidence.DumpedRoute.class, EnvoyEvidence.DumpedRoute::origin)) {
            ProxyKey key = keys.of(route.origin());
            String file = route.origin().file();
            Set<String> known = clusters.getOrDefault(file, Set.of());
            List<String> missing = whole.contains(file)
                    ? route.clusters().stream()
                            .filter(name -> !known.contains(name))
                            .toList()
                    : List.of();
            if (seen.add(List.of(key, route.routeConfig(), route.virtualHost(), route.clusters(), missing))) {
                facts.accept(route(key, route, missing));
            }
        }
    }

    private static ProxyRoute route(ProxyKey key, EnvoyEvidence.DumpedRoute route, List<String> missing) {
        return new ProxyRoute(
                key.cluster(),
                key.namespace(),
                key.pod(),
                key.workload(),
                route.routeConfig(),
                route.virtualHost(),
                route.domains(),
                route.catchAll(),
                route.clusters(),
                missing,
                route.origin());
    }

    private static void addRefusals(Evidence evidence, ProxyKey.Finder keys, Consumer<Fact> facts) {
        Set<List<Object>> seen = new HashSet<>();
        for (EnvoyEvidence.Refusal refusal :
                sorted(evidence, EnvoyEvidence.Refusal.class, EnvoyEvidence.Refusal::origin)) {
            ProxyKey key = keys.of(refusal.origin());
            RefusedResource named = RefusedResource.of(refusal.reason());
            String resource = refusal.resource().isEmpty() ? named.resource() : refusal.resource();
            String text = refusal.source().equals("stats") ? "" : named.reason();
            if (seen.add(List.of(key, refusal.source(), refusal.type(), resource, text))) {
                facts.accept(new RejectedConfig(
                        key.cluster(),
                        key.namespace(),
                        key.pod(),
                        key.workload(),
                        refusal.type(),
                        resource,
                        named.reason(),
                        named.extension(),
                        refusal.source(),
                        refusal.origin()));
            }
        }
    }
}
