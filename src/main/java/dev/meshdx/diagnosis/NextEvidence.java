package dev.meshdx.diagnosis;

import dev.meshdx.diagnosis.Report.NextStep;
import dev.meshdx.diagnosis.Report.Undecided;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which read-only command would decide most: for each kind of evidence the entropy of the failure modes that wait for it,
 * weighted by how bad they would be.
 */
final class NextEvidence {

    private static final int LIMIT = 5;
    private static final int DECIDES_LIMIT = 6;

    private NextEvidence() {}

    static List<NextStep> of(List<Undecided> undecided) {
        Map<String, Double> value = new LinkedHashMap<>();
        Map<String, List<Undecided>> decides = new LinkedHashMap<>();
        Map<String, String> commands = new LinkedHashMap<>();
        for (Undecided mode : undecided) {
            int parts = Math.max(1, mode.missing().size());
            for (Report.Missing missing : mode.missing()) {
                value.merge(missing.kind(), gain(mode) / parts, Double::sum);
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
                                .sorted(Comparator.comparingDouble(mode -> -gain(mode)))
                                .map(Undecided::id)
                                .limit(DECIDES_LIMIT)
                                .toList(),
                        entry.getValue()))
                .toList();
    }

    private static double gain(Undecided mode) {
        double p = Math.min(0.999, Math.max(0.001, mode.certainty()));
        double entropy = -(p * Math.log(p) + (1 - p) * Math.log(1 - p)) / Math.log(2);
        return entropy * Ranking.severity(mode.severity());
    }
}
