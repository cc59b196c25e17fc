package dev.meshdx.diagnosis;

import dev.meshdx.rules.FailureMode;
import dev.meshdx.rules.Weight;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Probability that a failure mode is present: its prior and the likelihood ratios of its evidence added as logarithms, one
 * vote per correlation group. Sound where evidence of different groups is independent; a rule is a conjunction, so what
 * depends on each other belongs into one rule or one group.
 */
final class Certainty {

    /** From here on a failure mode counts as found. */
    static final double FOUND = 0.5;

    /** From here on it is worth a mention among the undecided. */
    static final double POSSIBLE = 0.2;

    private static final double CAP = 0.99;
    private static final double CAP_CONCLUSIVE = 0.999;

    private Certainty() {}

    /** The probability after these rules fired. */
    static double of(FailureMode mode, Collection<String> fired) {
        Map<String, Double> votes = new HashMap<>();
        boolean conclusive = false;
        for (FailureMode.EvidenceRule rule : mode.evidence()) {
            if (fired.contains(rule.rule())) {
                votes.merge(rule.group(), rule.weight().logRatio(), (a, b) -> Math.abs(a) >= Math.abs(b) ? a : b);
                conclusive |= rule.weight() == Weight.CONCLUSIVE;
            }
        }
        double prior = mode.priorProbability();
        double logit = Math.log(prior / (1 - prior));
        for (double vote : votes.values()) {
            logit += vote;
        }
        double probability = 1 / (1 + Math.exp(-logit));
        return Math.min(probability, conclusive ? CAP_CONCLUSIVE : CAP);
    }
}
