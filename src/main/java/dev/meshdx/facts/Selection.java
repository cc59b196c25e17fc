package dev.meshdx.facts;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What the loaded packs ask for of the heavy inputs: statistics, metrics and log lines that no rule names never become facts.
 *
 * @param stats values of {@link ProxyStat#metric()} that rules name
 * @param metrics values of {@link MetricSample#name()} and {@link MetricSeries#name()} that rules name
 * @param signatures log signatures
 */
public record Selection(Set<String> stats, Set<String> metrics, List<Signature> signatures) {
    /** Nothing of the heavy inputs. */
    public static final Selection NONE = new Selection(Set.of(), Set.of(), List.of());

    public Selection {
        stats = Set.copyOf(stats);
        metrics = Set.copyOf(metrics);
        signatures = List.copyOf(signatures);
    }

    /** The same with these metrics beside. */
    public Selection with(List<String> more) {
        return with(Set.of(), Set.copyOf(more), List.of());
    }

    /** The same with these beside. */
    public Selection with(Set<String> moreStats, Set<String> moreMetrics, List<Signature> moreSignatures) {
        return new Selection(
                union(stats, moreStats),
                union(metrics, moreMetrics),
                Stream.concat(signatures.stream(), moreSignatures.stream()).toList());
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        Set<String> all = new TreeSet<>(some);
        all.addAll(others);
        return all;
    }
}
