package dev.meshdx.criteria;

import dev.meshdx.criteria.Criterion.State;
import dev.meshdx.facts.MetricSeries;
import dev.meshdx.facts.ProxyMemory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** V5: the memory of proxies does not grow, by a series in the capture or by two captures. */
final class ProxyMemoryStable extends Check {

    private static final Set<String> SERIES = Set.of(
            "container_memory_working_set_bytes", "process_resident_memory_bytes", "envoy_server_memory_allocated");
    private static final double ENOUGH_HOURS = 6;
    private static final double MIN_HOURS = 1;
    private static final double STEEP_SHARE = 0.05;
    private static final double STEEP_BYTES = 1_000_000;
    private static final double SMALL_GROWTH = 0.10;
    private static final double HOURS_AHEAD = 7 * 24;
    private static final double SECONDS_PER_HOUR = 3_600;

    ProxyMemoryStable() {
        super(
                "V5",
                "Proxy memory stable",
                "over at least 6 h: growth under 5% and 1 MB an hour, limit not reached within 7 days",
                "kubectl top pod -A --containers",
                "kubectl exec deployment/istio-ingressgateway -n istio-system -c istio-proxy --"
                        + " pilot-agent request GET memory");
    }

    @Override
    Criterion judge(Seen after, Optional<Seen> before) {
        List<Trend> trends = before.map(older -> between(older, after)).orElseGet(() -> series(after));
        if (trends.isEmpty()) {
            return unknown(
                    before.isPresent()
                            ? "no proxy has its memory in both captures"
                            : "one capture only, without a series of proxy memory");
        }
        List<Trend> timed =
                trends.stream().filter(trend -> trend.hours >= MIN_HOURS).toList();
        if (timed.isEmpty()) {
            return unknown("the samples are less than 1 h apart, or their times are unknown");
        }
        List<String> failed = new ArrayList<>();
        List<String> doubtful = new ArrayList<>();
        for (Trend trend : timed) {
            State state = trend.state();
            if (state != State.PASS) {
                (state == State.FAIL ? failed : doubtful).add(trend.text());
            }
        }
        List<String> offenders = new ArrayList<>(failed);
        offenders.addAll(doubtful);
        return result(
                !failed.isEmpty() ? State.FAIL : !doubtful.isEmpty() ? State.WARN : State.PASS,
                failed.size() + " of " + timed.size() + " proxies grow steadily",
                offenders);
    }

    private static List<Trend> series(Seen after) {
        List<Trend> trends = new ArrayList<>();
        for (MetricSeries series : after.of(MetricSeries.class)) {
            String container = series.labels().getOrDefault("container", "");
            boolean proxy = container.isEmpty() || container.endsWith("-proxy") || container.equals("consul-dataplane");
            if (SERIES.contains(series.name()) && proxy && series.component().isEmpty()) {
                trends.add(new Trend(
                        series.namespace() + "/" + series.pod(),
                        series.first(),
                        series.last(),
                        series.slopePerHour(),
                        series.spanHours(),
                        series.samples(),
                        0));
            }
        }
        return trends;
    }

    private static List<Trend> between(Seen before, Seen after) {
        Map<List<String>, Double> old = new HashMap<>();
        before.of(ProxyMemory.class).forEach(memory -> old.put(key(memory), bytes(memory)));
        Duration between = after.since(before);
        double hours = between.toSeconds() / SECONDS_PER_HOUR;
        List<Trend> trends = new ArrayList<>();
        for (ProxyMemory memory : after.of(ProxyMemory.class)) {
            Double first = old.get(key(memory));
            if (first != null && first > 0) {
                double last = bytes(memory);
                trends.add(new Trend(
                        memory.namespace() + "/" + memory.pod(),
                        first,
                        last,
                        hours <= 0 ? 0 : (last - first) / hours,
                        hours,
                        2,
                        memory.limitBytes()));
            }
        }
        return trends;
    }

    private static List<String> key(ProxyMemory memory) {
        return List.of(memory.cluster(), memory.namespace(), memory.pod());
    }

    private static double bytes(ProxyMemory memory) {
        return memory.allocatedBytes() > 0 ? memory.allocatedBytes() : memory.residentBytes();
    }

    private record Trend(String proxy, double first, double last, double slope, double hours, int samples, long limit) {

        State state() {
            boolean steep = slope > STEEP_BYTES && first > 0 && slope / first > STEEP_SHARE;
            boolean full = limit > 0 && slope > 0 && last + slope * HOURS_AHEAD > 0.8 * limit && slope > STEEP_BYTES;
            if (steep || full) {
                return hours >= ENOUGH_HOURS || samples > 2 ? State.FAIL : State.WARN;
            }
            boolean enough = hours >= ENOUGH_HOURS;
            return enough || first > 0 && (last - first) / first < SMALL_GROWTH && samples > 2
                    ? State.PASS
                    : State.WARN;
        }

        String text() {
            return String.format(
                    Locale.ROOT, "%s: %.0f to %.0f MiB in %.1f h", proxy, first / 1_048_576, last / 1_048_576, hours);
        }
    }
}
