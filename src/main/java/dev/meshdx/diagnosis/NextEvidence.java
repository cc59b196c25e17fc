package dev.meshdx.diagnosis;

import dev.meshdx.diagnosis.Report.NextStep;
import dev.meshdx.diagnosis.Report.Undecided;
import dev.meshdx.rules.FailureMode;
import dev.meshdx.rules.FailureMode.EvidenceRule;
import dev.meshdx.rules.Weight;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which read-only command would decide most. For each kind of evidence: how much the answer is expected to tell of each failure
 * mode that waits for it, weighted by how bad that would be. Expected information is entropy now less the expected entropy after
 * the answer (Heckerman, Breese and Rommelse, Decision-theoretic troubleshooting, 1995). All these commands take seconds, so their
 * cost does not count.
 */
final class NextEvidence {

    /** Stands for the name of a pod where the capture knows no object. */
    static final String POD = "POD";

    /** Stands for its namespace. */
    static final String NAMESPACE = "NAMESPACE";

    /** How much rarer it is, with the failure mode, that its evidence is not seen; an estimate. */
    private static final double RATIO_IF_NOT = 0.1;

    /** The same for evidence that proves the failure mode. */
    private static final double RATIO_IF_NOT_CONCLUSIVE = 0.01;

    private static final int LIMIT = 5;
    private static final int DECIDES_LIMIT = 6;

    /** What counts instead of the severity when a failure mode would explain what was found: the harm is there already. */
    private static final double EXPLAINS = 100;

    private NextEvidence() {}

    /**
     * The best commands.
     *
     * @param undecided failure modes that the capture can't decide
     * @param explaining those of them that would explain a root that was found
     * @param modes all failure modes
     */
    static List<NextStep> of(List<Undecided> undecided, Set<String> explaining, Collection<FailureMode> modes) {
        Map<String, FailureMode> byId = new LinkedHashMap<>();
        modes.forEach(mode -> byId.put(mode.id(), mode));
        Map<String, Double> value = new LinkedHashMap<>();
        Map<String, List<Undecided>> decides = new LinkedHashMap<>();
        Map<String, String> commands = new LinkedHashMap<>();
        for (Undecided mode : undecided) {
            int parts = Math.max(1, mode.missing().size());
            for (Report.Missing missing : mode.missing()) {
                double bits = information(mode.certainty(), weight(byId.get(mode.id()), missing.kind()));
                value.merge(missing.kind(), bits * impact(mode, explaining) / parts, Double::sum);
                decides.computeIfAbsent(missing.kind(), kind -> new ArrayList<>())
                        .add(mode);
                commands.put(missing.kind(), missing.command());
            }
        }
        return value.entrySet().stream()
                .sorted(Comparator.comparingDouble((Map.Entry<String, Double> entry) -> -entry.getValue())
                        .thenComparing(Map.Entry::getKey))
                .limit(LIMIT)
                .map(entry -> new NextStep(
                        commands.getOrDefault(entry.getKey(), ""),
                        entry.getKey(),
                        decides.getOrDefault(entry.getKey(), List.of()).stream()
                                .sorted(Comparator.comparing((Undecided mode) -> !explaining.contains(mode.id()))
                                        .thenComparing(mode -> -information(
                                                        mode.certainty(), weight(byId.get(mode.id()), entry.getKey()))
                                                * impact(mode, explaining)))
                                .map(Undecided::id)
                                .limit(DECIDES_LIMIT)
                                .toList(),
                        entry.getValue()))
                .toList();
    }

    private static double impact(Undecided mode, Set<String> explaining) {
        return explaining.contains(mode.id()) ? EXPLAINS : Ranking.severity(mode.severity());
    }

    /** The rule that would say most if that kind of evidence were captured. */
    static Optional<EvidenceRule> decisive(FailureMode mode, String kind) {
        return mode.evidence().stream()
                .filter(rule -> rule.weight().supports())
                .filter(rule ->
                        rule.guards().contains(kind) || rule.needs().stream().anyMatch(kinds -> kinds.contains(kind)))
                .max(Comparator.comparingDouble(
                                (EvidenceRule rule) -> rule.weight().logRatio())
                        .thenComparing(EvidenceRule::rule, Comparator.reverseOrder()));
    }

    private static Weight weight(@Nullable FailureMode mode, String kind) {
        return Optional.ofNullable(mode)
                .flatMap(each -> decisive(each, kind))
                .map(EvidenceRule::weight)
                .orElse(Weight.MODERATE);
    }

    /** Probability after the evidence was seen. */
    static double ifSeen(double probability, Weight weight) {
        return updated(probability, Math.exp(weight.logRatio()));
    }

    /** Probability after it was looked for and not seen. */
    static double ifNot(double probability, Weight weight) {
        return updated(probability, ratioIfNot(weight));
    }

    private static double ratioIfNot(Weight weight) {
        return weight == Weight.CONCLUSIVE ? RATIO_IF_NOT_CONCLUSIVE : RATIO_IF_NOT;
    }

    private static double updated(double probability, double ratio) {
        double odds = probability / (1 - probability) * ratio;
        return odds / (1 + odds);
    }

    /** Expected information of the answer in bits. */
    static double information(double certainty, Weight weight) {
        double p = Math.min(0.999, Math.max(0.001, certainty));
        double seen = Math.exp(weight.logRatio());
        double not = ratioIfNot(weight);
        double falseAlarm = (1 - not) / (seen - not);
        double chance = falseAlarm * (p * seen + 1 - p);
        return entropy(p) - chance * entropy(ifSeen(p, weight)) - (1 - chance) * entropy(ifNot(p, weight));
    }

    private static double entropy(double p) {
        return -(p * Math.log(p) + (1 - p) * Math.log(1 - p)) / Math.log(2);
    }
}
