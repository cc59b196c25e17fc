package dev.meshdx.lint;

import dev.meshdx.rules.Weight;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** A failure mode that stays below one half even when all its rules fire. */
final class NeverFound extends Check.OfUnit {

    static final double FOUND = 0.5;
    private static final Map<String, Double> PRIORS = Map.of("common", 0.10, "uncommon", 0.03, "rare", 0.005);

    NeverFound() {
        super(
                "never-found",
                Severity.WARNING,
                "From 0.5 on a failure mode counts as found; below it nobody hears of it.");
    }

    @Override
    void check(Unit unit, Findings findings) {
        YamlNode prior = unit.entry().root().get("prior");
        Map<String, Double> groups = new HashMap<>();
        for (Unit.Evidence each : unit.evidence()) {
            each.weight()
                    .filter(Weight::supports)
                    .ifPresent(weight -> groups.merge(each.group(), weight.logRatio(), Math::max));
        }
        if (!PRIORS.containsKey(prior.text()) || unit.evidence().isEmpty()) {
            return;
        }
        double most = probability(
                unit, groups.values().stream().mapToDouble(Double::doubleValue).sum());
        if (most < FOUND) {
            findings.add(
                    unit.entry().source(),
                    prior.at(),
                    String.format(Locale.ROOT, "all its rules together reach %.2f, less than 0.5", most),
                    "give the decisive rule more weight, or add evidence in a group of its own");
        }
    }

    /** What evidence of a weight makes of the prior of a failure mode. */
    static double probability(Unit unit, double logRatio) {
        double start = PRIORS.getOrDefault(unit.entry().root().get("prior").text(), 0.03);
        double odds = Math.log(start / (1 - start)) + logRatio;
        return 1 / (1 + Math.exp(-odds));
    }
}
