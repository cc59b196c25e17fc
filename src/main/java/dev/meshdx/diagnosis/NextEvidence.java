package dev.meshdx.diagnosis;

import dev.meshdx.diagnosis.Report.NextStep;
import dev.meshdx.diagnosis.Report.Undecided;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which read-only command would decide most: for each kind of evidence the entropy of the failure modes that wait for it,
 * weighted by how bad they would be.
 */
final class NextEvidence {

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
     */
    static List<NextStep> of(List<Undecided> undecided, Set<String> explaining) {
        Map<String, Double> value = new LinkedHashMap<>();
        Map<String, List<Undecided>> decides = new LinkedHashMap<>();
        Map<String, String> commands = new LinkedHashMap<>();
        for (Undecided mode : undecided) {
            int parts = Math.max(1, mode.missing().size());
            for (Report.Missing missing : mode.missing()) {
                value.merge(missing.kind(), gain(mode, explaining) / parts, Double::sum);
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
                                        .thenComparing(mode -> -gain(mode, explaining)))
                                .map(Undecided::id)
                                .limit(DECIDES_LIMIT)
                                .toList(),
                        entry.getValue()))
                .toList();
    }

    private static double gain(Undecided mode, Set<String> explaining) {
        double p = Math.min(0.999, Math.max(0.001, mode.certainty()));
        double entropy = -(p * Math.log(p) + (1 - p) * Math.log(1 - p)) / Math.log(2);
        return entropy * (explaining.contains(mode.id()) ? EXPLAINS : Ranking.severity(mode.severity()));
    }
}
