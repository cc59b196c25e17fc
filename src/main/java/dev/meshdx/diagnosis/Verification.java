package dev.meshdx.diagnosis;

import dev.meshdx.criteria.Criterion;
import dev.meshdx.criteria.Criterion.State;
import dev.meshdx.diagnosis.Report.Diagnosis;
import dev.meshdx.diagnosis.Report.Undecided;
import dev.meshdx.facts.Subject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a mesh is well: the success criteria and, given a capture from before a change, what became of its findings.
 *
 * @param headline one sentence
 * @param criteria the success criteria
 * @param changes what became of the findings of the older capture, and what is new; empty with one capture
 */
public record Verification(String headline, List<Criterion> criteria, List<Change> changes) {

    public Verification {
        criteria = List.copyOf(criteria);
        changes = List.copyOf(changes);
    }

    /** What became of a finding. */
    public enum Fate {
        GONE("gone"),
        STILL_THERE("still there"),
        NOT_JUDGED("not judged"),
        NEW("new");

        private final String word;

        Fate(String word) {
            this.word = word;
        }

        /** The word of the report. */
        public String word() {
            return word;
        }
    }

    /**
     * A finding of either capture.
     *
     * @param fate what became of it
     * @param root whether nothing else explains it
     * @param id failure mode
     * @param title its title
     * @param severity its severity
     * @param subject what it is about
     * @param missing kinds of evidence that the newer capture lacks to judge it
     */
    public record Change(
            Fate fate, boolean root, String id, String title, String severity, Subject subject, List<String> missing) {}

    /** One capture: the criteria alone. */
    public static Verification of(List<Criterion> criteria) {
        return new Verification(summary(criteria), criteria, List.of());
    }

    /**
     * What a change did.
     *
     * @param before the diagnosis of the capture from before it
     * @param after the diagnosis of the capture from after it
     * @param criteria the criteria judged on both
     */
    public static Verification of(Report before, Report after, List<Criterion> criteria) {
        boolean several = before.capture().clusters().size() > 1
                || after.capture().clusters().size() > 1;
        Set<List<String>> now = new HashSet<>();
        after.diagnoses().forEach(diagnosis -> now.add(key(diagnosis, several)));
        Set<List<String>> then = new HashSet<>();
        List<Change> changes = new ArrayList<>();
        for (Diagnosis diagnosis : before.diagnoses()) {
            then.add(key(diagnosis, several));
            List<String> missing = missing(diagnosis, after);
            Fate fate = now.contains(key(diagnosis, several))
                    ? Fate.STILL_THERE
                    : missing.isEmpty() ? Fate.GONE : Fate.NOT_JUDGED;
            changes.add(change(diagnosis, fate, fate == Fate.NOT_JUDGED ? missing : List.of()));
        }
        for (Diagnosis diagnosis : after.diagnoses()) {
            if (!then.contains(key(diagnosis, several))) {
                changes.add(change(diagnosis, Fate.NEW, List.of()));
            }
        }
        return new Verification(headline(changes) + "; " + summary(criteria), criteria, changes);
    }

    /** Whether something is wrong: a criterion fails, a finding is still there or new. */
    public boolean failed() {
        return criteria.stream().anyMatch(criterion -> criterion.state() == State.FAIL)
                || changes.stream().anyMatch(change -> change.fate == Fate.STILL_THERE || change.fate == Fate.NEW);
    }

    /** Whether nothing could be judged. */
    public boolean undecidable() {
        boolean noCriterion = criteria.stream()
                .allMatch(criterion -> criterion.state() == State.UNKNOWN || criterion.state() == State.NOT_APPLICABLE);
        return noCriterion && changes.stream().allMatch(change -> change.fate == Fate.NOT_JUDGED);
    }

    private static List<String> key(Diagnosis diagnosis, boolean withCluster) {
        Subject subject = diagnosis.subject();
        return List.of(
                diagnosis.id(),
                withCluster ? subject.cluster() : "",
                subject.namespace(),
                subject.kind(),
                subject.name());
    }

    private static List<String> missing(Diagnosis diagnosis, Report after) {
        Optional<Undecided> open = after.undecided().stream()
                .filter(mode -> mode.id().equals(diagnosis.id()))
                .findFirst();
        if (open.isPresent()) {
            List<String> kinds =
                    open.get().missing().stream().map(Report.Missing::kind).toList();
            return kinds.isEmpty() ? List.of("stronger evidence") : kinds;
        }
        boolean judged = after.ruledOut().contains(diagnosis.id())
                || after.diagnoses().stream().anyMatch(other -> other.id().equals(diagnosis.id()));
        return judged ? List.of() : List.of("any sign of the mesh that it is about");
    }

    private static Change change(Diagnosis diagnosis, Fate fate, List<String> missing) {
        return new Change(
                fate,
                diagnosis.isRoot(),
                diagnosis.id(),
                diagnosis.title(),
                diagnosis.severity(),
                diagnosis.subject(),
                missing);
    }

    private static String headline(List<Change> changes) {
        List<Change> roots = changes.stream().filter(Change::root).toList();
        long old = roots.stream().filter(change -> change.fate != Fate.NEW).count();
        long gone = count(roots, Fate.GONE);
        long still = count(roots, Fate.STILL_THERE);
        long fresh = count(roots, Fate.NEW);
        String text = old == 0
                ? "Nothing was found before"
                : still > 0
                        ? "Not fixed: " + still + " of " + Headline.count(old, "root cause") + " still there"
                        : gone == old
                                ? "Fixed: "
                                        + (old == 1 ? "the root cause is gone" : "all " + old + " root causes are gone")
                                : "Cannot tell: " + count(roots, Fate.NOT_JUDGED) + " of "
                                        + Headline.count(old, "root cause") + " can't be judged in the newer capture";
        return fresh == 0 ? text + ", nothing new" : text + ", " + Headline.count(fresh, "new root cause");
    }

    private static long count(List<Change> changes, Fate fate) {
        return changes.stream().filter(change -> change.fate == fate).count();
    }

    private static String summary(List<Criterion> criteria) {
        long relevant = criteria.stream()
                .filter(criterion -> criterion.state() != State.NOT_APPLICABLE)
                .count();
        StringBuilder text = new StringBuilder();
        text.append(count(criteria, State.PASS)).append(" of ").append(relevant).append(" criteria pass");
        for (State state : List.of(State.FAIL, State.WARN, State.UNKNOWN)) {
            long count = count(criteria, state);
            if (count > 0) {
                text.append(", ").append(count).append(' ').append(state.word());
            }
        }
        return text.toString();
    }

    private static long count(List<Criterion> criteria, State state) {
        return criteria.stream().filter(criterion -> criterion.state() == state).count();
    }
}
