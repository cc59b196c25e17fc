package dev.meshdx.criteria;

import dev.meshdx.criteria.Criterion.State;
import dev.meshdx.facts.MetricSample;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * V6: what the mesh adds to the slowest hundredth of requests: the 99th percentile that callers see less the one that
 * servers see, per pair of workloads. A difference of quantiles of histograms is an estimate.
 */
final class LatencyOverhead extends Check {

    static final List<String> METRICS = List.of("istio_request_duration_milliseconds_bucket");

    private static final double QUANTILE = 0.99;
    private static final double MIN_REQUESTS = 1_000;
    private static final double WARN_MS = 10;
    private static final double FAIL_MS = 100;

    LatencyOverhead() {
        super(
                "V6",
                "Latency added by the mesh at p99",
                "under 10 ms; 100 ms or more fails",
                "kubectl exec deployment/istio-ingressgateway -n istio-system -c istio-proxy --"
                        + " pilot-agent request GET stats/prometheus");
    }

    @Override
    Criterion judge(Seen after, Optional<Seen> before) {
        Map<String, Map<String, TreeMap<Double, Double>>> pairs = new TreeMap<>();
        for (MetricSample sample : after.of(MetricSample.class)) {
            if (METRICS.contains(sample.name())) {
                String pair = sample.labels().getOrDefault("source_workload", "unknown") + " to "
                        + sample.labels().getOrDefault("destination_workload", "unknown");
                double bound = bound(sample.labels().getOrDefault("le", ""));
                pairs.computeIfAbsent(pair, key -> new TreeMap<>())
                        .computeIfAbsent(sample.labels().getOrDefault("reporter", ""), key -> new TreeMap<>())
                        .merge(bound, sample.value(), Double::sum);
            }
        }
        List<Overhead> overheads = new ArrayList<>();
        pairs.forEach((pair, reporters) -> {
            TreeMap<Double, Double> source = reporters.getOrDefault("source", new TreeMap<>());
            TreeMap<Double, Double> destination = reporters.getOrDefault("destination", new TreeMap<>());
            if (requests(source) >= MIN_REQUESTS && requests(destination) >= MIN_REQUESTS) {
                overheads.add(new Overhead(pair, quantile(source) - quantile(destination)));
            }
        });
        if (overheads.isEmpty()) {
            return unknown(
                    pairs.isEmpty()
                            ? "no request durations were read"
                            : "no pair of workloads with 1000 requests on both sides");
        }
        double worst =
                overheads.stream().mapToDouble(Overhead::milliseconds).max().orElse(0);
        return result(
                worst >= FAIL_MS ? State.FAIL : worst >= WARN_MS ? State.WARN : State.PASS,
                String.format(
                        Locale.ROOT,
                        "at most %.1f ms over %d pairs, since the proxies started",
                        worst,
                        overheads.size()),
                overheads.stream()
                        .filter(overhead -> overhead.milliseconds >= WARN_MS)
                        .map(Overhead::text)
                        .toList());
    }

    private static double bound(String text) {
        try {
            return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.POSITIVE_INFINITY;
        }
    }

    private static double requests(NavigableMap<Double, Double> buckets) {
        return buckets.isEmpty() ? 0 : buckets.lastEntry().getValue();
    }

    /** As Prometheus' histogram_quantile: linear within the bucket, the last finite bound in the open one. */
    private static double quantile(NavigableMap<Double, Double> buckets) {
        double wanted = QUANTILE * requests(buckets);
        double lower = 0;
        double below = 0;
        for (Map.Entry<Double, Double> bucket : buckets.entrySet()) {
            if (bucket.getValue() >= wanted) {
                if (bucket.getKey().isInfinite()) {
                    return lower;
                }
                double inside = bucket.getValue() - below;
                return lower + (inside <= 0 ? 0 : (bucket.getKey() - lower) * (wanted - below) / inside);
            }
            lower = bucket.getKey();
            below = bucket.getValue();
        }
        return lower;
    }

    private record Overhead(String pair, double milliseconds) {
        String text() {
            return String.format(Locale.ROOT, "%s: %.1f ms", pair, milliseconds);
        }
    }
}
