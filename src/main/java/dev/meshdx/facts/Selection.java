package dev.meshdx.facts;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

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
        Set<String> all = new TreeSet<>(metrics);
        all.addAll(more);
        return new Selection(stats, all, signatures);
    }
}
