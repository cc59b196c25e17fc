package dev.meshdx.diagnosis;

import dev.meshdx.facts.Coverage;
import dev.meshdx.facts.EvidenceKind;
import dev.meshdx.facts.Fact;
import dev.meshdx.facts.FactBase;
import dev.meshdx.facts.FactTypes;
import dev.meshdx.facts.FieldText;
import dev.meshdx.facts.Subject;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What one capture shows of one aspect: the values of each thing; several facts of one thing give several values. */
final class MeshState {

    /**
     * A thing that two captures may both show.
     *
     * @param subject what the facts are about; without its cluster where both captures have only one
     * @param part which part of it
     */
    record Thing(Subject subject, String part) {}

    private final Map<Thing, Map<String, Set<String>>> values =
            new TreeMap<>(Comparator.comparing(Thing::subject).thenComparing(Thing::part));

    /** Kinds of objects that the facts are made of; empty where they may also come from pages of single proxies. */
    private final Set<String> objects;

    private final List<Coverage> coverage;

    private MeshState(List<String> kinds, List<Coverage> coverage) {
        boolean pages = kinds.stream().anyMatch(kind -> EvidenceKind.of(kind).isPresent());
        this.objects = pages ? Set.of() : Set.copyOf(kinds);
        this.coverage = coverage;
    }

    static <T extends Fact> MeshState of(FactBase base, MeshAspect<T> aspect, boolean several) {
        MeshState state = new MeshState(FactTypes.filledBy(aspect.type()), base.of(Coverage.class));
        for (T fact : base.of(aspect.type())) {
            Subject at = fact.subject();
            Subject subject = several ? at : Subject.of("", at.namespace(), at.kind(), at.name());
            Map<String, Set<String>> known = state.values.computeIfAbsent(
                    new Thing(subject, aspect.part().apply(fact)), thing -> new TreeMap<>());
            aspect.values()
                    .apply(fact)
                    .forEach((name, value) ->
                            known.computeIfAbsent(name, key -> new TreeSet<>()).add(FieldText.of(value)));
        }
        return state;
    }

    Set<Thing> things() {
        return values.keySet();
    }

    boolean has(Thing thing) {
        return values.containsKey(thing);
    }

    /** Values by name. */
    Map<String, Set<String>> of(Thing thing) {
        return values.getOrDefault(thing, Map.of());
    }

    /** Whether a thing that is not there did not exist, instead of only not being captured. */
    boolean tellsAbsence(Subject subject) {
        Set<String> telling = objects.contains(subject.kind()) || objects.isEmpty() ? Set.of(subject.kind()) : objects;
        return coverage.stream()
                .anyMatch(kind -> kind.complete()
                        && telling.contains(kind.kind())
                        && (kind.namespace().isEmpty() || kind.namespace().equals(subject.namespace()))
                        && (subject.cluster().isEmpty() || kind.cluster().equals(subject.cluster())));
    }
}
