package dev.meshdx.authoring;

import dev.meshdx.authoring.TestCase.Kind;
import java.util.List;
import java.util.Set;

/**
 * The result of one case.
 *
 * @param id failure mode
 * @param name name of the case
 * @param kind what it is good for: fires, near, absent or file
 * @param where file and line
 * @param todo a known gap
 * @param problems what differs from what the case expects; empty when it passes
 * @param fired rules that fired in it
 * @param factTypes fact types that it has facts of, those of its surroundings left out
 */
public record CaseResult(
        String id,
        String name,
        String kind,
        String where,
        boolean todo,
        List<String> problems,
        Set<String> fired,
        Set<String> factTypes) {

    public CaseResult {
        problems = List.copyOf(problems);
        fired = Set.copyOf(fired);
        factTypes = Set.copyOf(factTypes);
    }

    static CaseResult of(String id, String name, Kind kind, String where, List<String> problems) {
        return new CaseResult(id, name, kind.word(), where, false, problems, Set.of(), Set.of());
    }

    /** passed, failed or todo. */
    public String outcome() {
        return todo ? "todo" : passed() ? "passed" : "failed";
    }

    /** Whether nothing is wrong with it: it passes, or it is a known gap that is still there. */
    public boolean passed() {
        return problems.isEmpty() || todo;
    }
}
