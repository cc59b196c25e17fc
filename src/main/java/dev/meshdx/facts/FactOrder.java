package dev.meshdx.facts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sorts facts by type, subject, origin and detail. A large capture has hundreds of thousands. */
final class FactOrder {

    private FactOrder() {}

    static List<Fact> sorted(List<Fact> facts) {
        Map<Class<?>, List<Keyed>> byType = new HashMap<>();
        for (Fact fact : facts) {
            byType.computeIfAbsent(fact.getClass(), type -> new ArrayList<>()).add(new Keyed(fact, fact.subject()));
        }
        Map<String, List<Keyed>> byName = new TreeMap<>();
        byType.forEach((type, keyed) -> byName.put(type.getSimpleName(), keyed));
        List<Fact> sorted = new ArrayList<>(facts.size());
        for (List<Keyed> keyed : byName.values()) {
            Keyed[] some = keyed.toArray(new Keyed[0]);
            Arrays.parallelSort(some);
            for (Keyed one : some) {
                sorted.add(one.fact);
            }
        }
        return Collections.unmodifiableList(sorted);
    }

    /** A fact and its subject, which is made anew each time it is asked for. */
    private record Keyed(Fact fact, Subject subject) implements Comparable<Keyed> {
        @Override
        public int compareTo(Keyed other) {
            int order = subject.compareTo(other.subject);
            order = order != 0 ? order : fact.origin().compareTo(other.fact.origin());
            return order != 0 ? order : fact.detail().compareTo(other.fact.detail());
        }
    }
}
