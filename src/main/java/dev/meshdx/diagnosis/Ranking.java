package dev.meshdx.diagnosis;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The order in which roots should be looked at: the product of named factors, so that a reader sees why. */
final class Ranking {

    private Ranking() {}

    /** Roots, the first to look at first. */
    static List<Finding> order(List<Finding> roots) {
        return roots.stream()
                .sorted(Comparator.comparingDouble((Finding root) -> -score(factors(root)))
                        .thenComparing(root -> root.mode.id())
                        .thenComparing(root -> root.subject))
                .toList();
    }

    /** The factors of the score. */
    static Map<String, Double> factors(Finding finding) {
        Map<String, Double> factors = new LinkedHashMap<>();
        factors.put("certainty", finding.certainty);
        factors.put("severity", severity(finding));
        factors.put("reach", 1 + log2(Math.max(1, workloads(finding))) / 4);
        factors.put("explains", 1 + log2(distinctEffects(finding) + 1));
        factors.put("depth", depth(finding.mode.kind()));
        return factors;
    }

    /** The product of the factors. */
    static double score(Map<String, Double> factors) {
        return factors.values().stream().reduce(1.0, (a, b) -> a * b);
    }

    /** A root counts with the severity of the worst thing that it explains. */
    private static double severity(Finding finding) {
        return finding.withEffects().stream()
                .mapToDouble(each -> severity(each.mode.severity()))
                .max()
                .orElse(1);
    }

    static double severity(String word) {
        return switch (word) {
            case "critical" -> 16;
            case "high" -> 8;
            case "medium" -> 4;
            case "low" -> 2;
            default -> 1;
        };
    }

    private static double depth(String kind) {
        return switch (kind) {
            case "root" -> 1;
            case "intermediate" -> 0.9;
            default -> 0.5;
        };
    }

    private static long distinctEffects(Finding finding) {
        return finding.withEffects().stream()
                .filter(each -> each != finding)
                .map(each -> each.mode.id())
                .distinct()
                .count();
    }

    private static int workloads(Finding finding) {
        Footprint all = new Footprint();
        finding.withEffects().forEach(each -> all.add(each.footprint));
        return all.workloads.size();
    }

    private static double log2(double value) {
        return Math.log(value) / Math.log(2);
    }
}
