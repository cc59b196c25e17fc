package dev.meshdx.diagnosis;

import dev.meshdx.rules.FailureMode;
import dev.meshdx.rules.FailureMode.EvidenceRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How a certainty comes about, step by step, in decibans: ten times the decimal logarithm of the odds.
 *
 * @param prior word of the prior
 * @param priorProbability its probability
 * @param priorDecibans its odds
 * @param votes what each rule that fired adds, in the order of the entry
 * @param decibans odds after all votes
 * @param certainty the probability of these odds, at most 0.99, or 0.999 with conclusive evidence
 * @param capped whether that bound was reached
 */
public record CertaintySteps(
        String prior,
        double priorProbability,
        double priorDecibans,
        List<Vote> votes,
        double decibans,
        double certainty,
        boolean capped) {
    public CertaintySteps {
        votes = List.copyOf(votes);
    }

    /**
     * The vote of one rule.
     *
     * @param rule rule name
     * @param weight word of its weight
     * @param group correlation group, of which only the heaviest rule counts
     * @param decibans what it would add
     * @param outvotedBy rule of the same group that counts instead, empty when this one counts
     */
    public record Vote(String rule, String weight, String group, double decibans, String outvotedBy) {

        /** Whether it is part of the sum. */
        public boolean counts() {
            return outvotedBy.isEmpty();
        }
    }

    /** The steps to the certainty of a failure mode after these rules fired. */
    static CertaintySteps of(FailureMode mode, Collection<String> fired) {
        List<EvidenceRule> evidence = mode.evidence().stream()
                .filter(rule -> fired.contains(rule.rule()))
                .toList();
        Map<String, EvidenceRule> heaviest = new HashMap<>();
        evidence.forEach(rule -> heaviest.merge(
                rule.group(),
                rule,
                (a, b) -> Math.abs(a.weight().logRatio()) >= Math.abs(b.weight().logRatio()) ? a : b));
        List<Vote> votes = new ArrayList<>();
        double prior = decibans(Math.log(mode.priorProbability() / (1 - mode.priorProbability())));
        double sum = prior;
        for (EvidenceRule rule : evidence) {
            EvidenceRule counting = heaviest.getOrDefault(rule.group(), rule);
            boolean counts = counting.equals(rule);
            double own = decibans(rule.weight().logRatio());
            votes.add(new Vote(rule.rule(), rule.weight().word(), rule.group(), own, counts ? "" : counting.rule()));
            sum += counts ? own : 0;
        }
        double certainty = Certainty.of(mode, fired);
        double uncapped = 1 / (1 + Math.pow(10, -sum / 10));
        return new CertaintySteps(
                mode.prior(), mode.priorProbability(), prior, votes, sum, certainty, uncapped > certainty + 1e-9);
    }

    private static double decibans(double logOdds) {
        return 10 * logOdds / Math.log(10);
    }
}
