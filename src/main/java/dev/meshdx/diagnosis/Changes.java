package dev.meshdx.diagnosis;

import dev.meshdx.diagnosis.Report.Diagnosis;
import dev.meshdx.facts.Fact;
import dev.meshdx.facts.FactBase;
import dev.meshdx.facts.Resource;
import dev.meshdx.facts.Subject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What changed in a mesh between two captures, what could explain the newer one's root causes first.
 *
 * @param headline one sentence
 * @param changes the changes, most likely explanation first
 * @param notJudged things that only one capture shows while the other may merely lack them
 * @param compared things that both captures show, or of which one tells that they did not exist
 */
public record Changes(String headline, List<Change> changes, int notJudged, int compared) {

    /** How a change relates to a root cause; the later, the less likely it explains it. */
    public enum Relation {
        EVIDENCE("evidence of"),
        SUBJECT("same subject as"),
        NAMESPACE("same namespace as"),
        MESH("mesh-wide"),
        NONE("unrelated to the findings");

        private final String words;

        Relation(String words) {
            this.words = words;
        }

        /** The words of the report. */
        public String words() {
            return words;
        }
    }

    public Changes {
        changes = List.copyOf(changes);
    }

    /**
     * A thing that changed.
     *
     * @param what changed, added or removed
     * @param aspect what people call it
     * @param subject what it is; its cluster is empty where both captures have one cluster only
     * @param part which part of it, empty for all of it
     * @param values values that differ; empty unless it changed
     * @param cause whether somebody sets it, instead of it following from something else
     * @param relation how it relates to the root cause
     * @param explains id of the root cause, empty when it relates to none
     */
    public record Change(
            String what,
            String aspect,
            Subject subject,
            String part,
            List<Value> values,
            boolean cause,
            Relation relation,
            String explains) {

        public Change {
            values = List.copyOf(values);
        }
    }

    /**
     * A value that differs.
     *
     * @param name name
     * @param before values before, empty when there was none
     * @param after values after, empty when there is none
     */
    public record Value(String name, List<String> before, List<String> after) {

        public Value {
            before = List.copyOf(before);
            after = List.copyOf(after);
        }
    }

    private static final Comparator<Change> ORDER = Comparator.comparing(Change::relation)
            .thenComparing(change -> !change.cause)
            .thenComparing(Change::subject)
            .thenComparing(Change::aspect)
            .thenComparing(Change::part);

    /**
     * Compares two captures.
     *
     * @param before facts of the older one
     * @param after facts of the newer one
     * @param then diagnosis of the older one: what it found already needs another explanation than a change since
     * @param now diagnosis of the newer one
     */
    public static Changes of(FactBase before, FactBase after, Report then, Report now) {
        boolean several = before.clusters().size() > 1 || after.clusters().size() > 1;
        Set<String> old = new HashSet<>();
        then.diagnoses().forEach(found -> old.add(found.id() + " " + found.subject()));
        List<Diagnosis> fresh = now.diagnoses().stream()
                .filter(found -> found.isRoot() && !old.contains(found.id() + " " + found.subject()))
                .toList();
        List<Change> changes = new ArrayList<>();
        int notJudged = 0;
        int things = 0;
        for (MeshAspect<?> aspect : MeshAspect.ALL) {
            Counts counts = compare(aspect, before, after, several, fresh, changes);
            notJudged += counts.notJudged;
            things += counts.things;
        }
        dropRepeated(changes);
        changes.sort(ORDER);
        return new Changes(headline(changes, fresh), changes, notJudged, things - notJudged);
    }

    /** Whether the captures show anything that could be compared. */
    public boolean comparable() {
        return compared > 0;
    }

    private static <T extends Fact> Counts compare(
            MeshAspect<T> aspect,
            FactBase before,
            FactBase after,
            boolean several,
            List<Diagnosis> roots,
            List<Change> changes) {
        MeshState then = MeshState.of(before, aspect, several);
        MeshState now = MeshState.of(after, aspect, several);
        Set<MeshState.Thing> things = new HashSet<>(then.things());
        things.addAll(now.things());
        int notJudged = 0;
        for (MeshState.Thing thing : things) {
            List<Value> values = List.of();
            String what = then.has(thing) ? now.has(thing) ? "changed" : "removed" : "added";
            if (what.equals("changed")) {
                values = values(aspect, then.of(thing), now.of(thing));
                if (values.isEmpty()) {
                    continue;
                }
            } else if (!(what.equals("added") ? then : now).tellsAbsence(thing.subject())) {
                notJudged++;
                continue;
            }
            changes.add(related(
                    new Change(
                            what,
                            aspect.word(),
                            thing.subject(),
                            thing.part(),
                            values,
                            aspect.cause(),
                            Relation.NONE,
                            ""),
                    aspect.type().getSimpleName(),
                    roots));
        }
        return new Counts(things.size(), notJudged);
    }

    private record Counts(int things, int notJudged) {}

    /** A value that one capture does not know has not changed; but what a resource declares is all there is. */
    private static List<Value> values(
            MeshAspect<?> aspect, Map<String, Set<String>> before, Map<String, Set<String>> after) {
        boolean whole = aspect.type() == Resource.class;
        Set<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        List<Value> values = new ArrayList<>();
        for (String name : names) {
            Set<String> then = before.getOrDefault(name, Set.of());
            Set<String> now = after.getOrDefault(name, Set.of());
            if (!then.equals(now) && (whole || !then.isEmpty() && !now.isEmpty())) {
                values.add(new Value(name, List.copyOf(then), List.copyOf(now)));
            }
        }
        return values;
    }

    private static Change related(Change change, String type, List<Diagnosis> roots) {
        Relation best = Relation.NONE;
        String explains = "";
        for (Diagnosis root : roots) {
            Relation relation = relation(change.subject(), type, root);
            if (relation.compareTo(best) < 0) {
                best = relation;
                explains = root.id();
            }
        }
        return new Change(
                change.what, change.aspect, change.subject, change.part, change.values, change.cause, best, explains);
    }

    private static Relation relation(Subject subject, String type, Diagnosis root) {
        boolean elsewhere = !subject.cluster().isEmpty()
                && !subject.cluster().equals(root.subject().cluster());
        if (elsewhere) {
            return Relation.NONE;
        }
        boolean proof = root.evidence().stream()
                .filter(evidence -> evidence.decibans() > 0)
                .flatMap(evidence -> evidence.facts().stream())
                .anyMatch(fact -> fact.type().equals(type) && fact.key().equals(subject.toString()));
        if (proof) {
            return Relation.EVIDENCE;
        }
        if (subject.path().equals(root.subject().path())) {
            return Relation.SUBJECT;
        }
        if (subject.namespace().isEmpty() || subject.kind().equals("Mesh")) {
            return Relation.MESH;
        }
        return subject.namespace().equals(root.subject().namespace()) ? Relation.NAMESPACE : Relation.NONE;
    }

    /** A resource that has records of its own is told by these. */
    private static void dropRepeated(List<Change> changes) {
        Set<Subject> told = new HashSet<>();
        changes.stream()
                .filter(change -> !change.aspect.equals("resource"))
                .forEach(change -> told.add(change.subject));
        changes.removeIf(change -> change.aspect.equals("resource") && told.contains(change.subject));
    }

    private static String headline(List<Change> changes, List<Diagnosis> fresh) {
        String count = Headline.count(changes.size(), "change");
        if (fresh.isEmpty()) {
            return count + "; no root cause that was not there before";
        }
        long near = changes.stream()
                .filter(change -> change.relation.compareTo(Relation.NAMESPACE) <= 0)
                .count();
        return count + ", " + near + " near " + Headline.count(fresh.size(), "new root cause");
    }
}
