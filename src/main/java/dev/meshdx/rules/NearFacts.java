package dev.meshdx.rules;

import dev.meshdx.facts.Fact;
import dev.meshdx.rules.RuleShortfall.Near;
import dev.meshdx.rules.RuleShortfall.Unmet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.drools.model.Constraint;

/** The facts that come nearest to one pattern, given the ways in which the conditions before it hold. */
final class NearFacts {

    /** Tests of one fact beside one row; beyond it the rest is not looked at. */
    static final int MAX_TESTS = 1_000_000;

    private static final Comparator<Candidate> BEST = Comparator.comparingInt(
                    (Candidate candidate) -> candidate.unmet().size())
            .thenComparing(Candidate::fact, Fact.ORDER);

    /** A fact, the row beside which it meets most, and what it does not meet there. */
    private record Candidate(Fact fact, Map<String, Object> row, List<Constraint> unmet) {}

    private final Check check;
    private final List<Candidate> candidates = new ArrayList<>();
    private boolean sampled;

    NearFacts(Check check, List<Fact> facts, List<Row> rows) {
        this.check = check;
        Collection<Map<String, Object>> distinct = distinct(rows);
        int tests = 0;
        for (Fact fact : facts) {
            if (!check.type().isInstance(fact)) {
                continue;
            }
            Candidate best = null;
            for (Map<String, Object> row : distinct) {
                if (tests++ >= MAX_TESTS) {
                    sampled = true;
                    break;
                }
                Candidate candidate = new Candidate(fact, row, check.unmet(fact, row));
                if (best == null || candidate.unmet().size() < best.unmet().size()) {
                    best = candidate;
                }
            }
            if (best != null) {
                candidates.add(best);
            }
        }
        candidates.sort(BEST);
    }

    /** Whether there was too much to look at. */
    boolean sampled() {
        return sampled;
    }

    /** The best, those that meet everything left out: those that fail in the same way once, those that meet nothing once. */
    List<Near> best(int limit) {
        List<Near> best = new ArrayList<>();
        Set<List<Unmet>> ways = new HashSet<>();
        for (Candidate candidate : candidates) {
            boolean nothing = candidate.unmet().size() == check.size();
            if (candidate.unmet().isEmpty() || nothing && !best.isEmpty()) {
                continue;
            }
            Near near = near(candidate);
            if (ways.add(near.unmet())) {
                best.add(near);
            }
            if (best.size() == limit) {
                break;
            }
        }
        return best;
    }

    /** The first, whether they meet everything or not. */
    List<Near> first(int limit) {
        return candidates.stream().limit(limit).map(this::near).toList();
    }

    /** How many facts meet as much as the best of those, beside those. */
    int asNear(List<Near> shown) {
        if (shown.isEmpty()) {
            return 0;
        }
        int unmet = shown.get(0).of() - shown.get(0).met();
        long equal = candidates.stream()
                .filter(candidate -> candidate.unmet().size() == unmet)
                .count();
        long named =
                shown.stream().filter(near -> near.met() == shown.get(0).met()).count();
        return (int) (equal - named);
    }

    private Near near(Candidate candidate) {
        int of = check.size();
        return new Near(
                candidate.fact(),
                of - candidate.unmet().size(),
                of,
                check.described(candidate.unmet(), candidate.fact(), candidate.row()));
    }

    /** Rows that give the pattern the same values are one. */
    private Collection<Map<String, Object>> distinct(List<Row> rows) {
        Set<String> joins = check.joins();
        Map<List<Object>, Map<String, Object>> byValues = new LinkedHashMap<>();
        for (Row row : rows) {
            List<Object> key = new ArrayList<>();
            joins.forEach(name -> key.add(row.values().getOrDefault(name, "")));
            byValues.putIfAbsent(key, row.values());
        }
        return byValues.values();
    }
}
