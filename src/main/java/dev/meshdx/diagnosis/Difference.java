package dev.meshdx.diagnosis;

import dev.meshdx.diagnosis.Report.Diagnosis;
import dev.meshdx.facts.Subject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What differs between two reports of one capture.
 *
 * @param before headline of the first
 * @param after headline of the second
 * @param changes diagnoses that differ: lost, gained, then changed
 * @param unchanged how many do not
 */
public record Difference(String before, String after, List<Change> changes, int unchanged) {

    /** Certainties that differ by less are the same. */
    private static final double SAME = 0.0005;

    public Difference {
        changes = List.copyOf(changes);
    }

    /**
     * A diagnosis that differs.
     *
     * @param what lost, gained or changed
     * @param id failure mode
     * @param title its title
     * @param subject subject
     * @param before certainty in the first report, 0 when it was not found there
     * @param after certainty in the second, 0 when it is not found there
     * @param causeBefore failure mode that explained it, empty for a root or when it was not found
     * @param causeAfter failure mode that explains it now, empty for a root or when it is not found
     */
    public record Change(
            String what,
            String id,
            String title,
            Subject subject,
            double before,
            double after,
            String causeBefore,
            String causeAfter) {}

    /** Compares two reports. */
    public static Difference of(Report first, Report second) {
        Map<String, Diagnosis> now = byName(second);
        Map<String, Diagnosis> then = byName(first);
        List<Change> lost = new ArrayList<>();
        List<Change> gained = new ArrayList<>();
        List<Change> changed = new ArrayList<>();
        then.forEach((name, old) -> {
            Diagnosis other = now.get(name);
            if (other == null) {
                lost.add(change("lost", old, old.certainty(), 0, cause(old, first), ""));
                return;
            }
            String before = cause(old, first);
            String after = cause(other, second);
            if (Math.abs(old.certainty() - other.certainty()) > SAME || !before.equals(after)) {
                changed.add(change("changed", other, old.certainty(), other.certainty(), before, after));
            }
        });
        now.forEach((name, other) -> {
            if (!then.containsKey(name)) {
                gained.add(change("gained", other, 0, other.certainty(), "", cause(other, second)));
            }
        });
        int unchanged = then.size() - lost.size() - changed.size();
        List<Change> all = new ArrayList<>(lost);
        all.addAll(gained);
        all.addAll(changed);
        return new Difference(first.headline(), second.headline(), all, unchanged);
    }

    private static Map<String, Diagnosis> byName(Report report) {
        Map<String, Diagnosis> byName = new LinkedHashMap<>();
        report.diagnoses()
                .forEach(found ->
                        byName.put(found.id() + " " + found.subject().cluster() + " " + found.subject(), found));
        return byName;
    }

    private static Change change(
            String what, Diagnosis found, double before, double after, String causeBefore, String causeAfter) {
        return new Change(what, found.id(), found.title(), found.subject(), before, after, causeBefore, causeAfter);
    }

    private static String cause(Diagnosis found, Report report) {
        return report.diagnoses().stream()
                .filter(each -> each.ref().equals(found.explainedBy()))
                .map(Diagnosis::id)
                .findFirst()
                .orElse("");
    }
}
