package dev.meshdx.diagnosis;

import dev.meshdx.diagnosis.Report.Diagnosis;
import java.util.List;

/** The first sentence of a report. */
final class Headline {

    private Headline() {}

    static String of(List<Diagnosis> diagnoses, int suppressed) {
        if (diagnoses.isEmpty()) {
            return suppressed == 0 ? "Nothing found" : "Nothing found beside " + count(suppressed, "accepted finding");
        }
        List<Diagnosis> roots = diagnoses.stream().filter(Diagnosis::isRoot).toList();
        Diagnosis first = roots.get(0);
        long explained = diagnoses.stream()
                .filter(diagnosis -> first.ref().equals(rootOf(diagnosis, diagnoses)))
                .count();
        String findings = count(diagnoses.size(), "finding");
        if (roots.size() == 1) {
            return diagnoses.size() == 1
                    ? "1 root cause: " + first.title()
                    : "1 root cause explains all " + findings + ": " + first.title();
        }
        return roots.size() + " root causes; the first explains " + explained + " of " + findings + ": "
                + first.title();
    }

    /** {@code 1 root cause}, {@code 2 root causes}. */
    static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    private static String rootOf(Diagnosis diagnosis, List<Diagnosis> all) {
        Diagnosis top = diagnosis;
        while (!top.explainedBy().isEmpty()) {
            String above = top.explainedBy();
            top = all.stream()
                    .filter(each -> each.ref().equals(above))
                    .findFirst()
                    .orElseThrow();
        }
        return top.ref();
    }
}
