package dev.meshdx.authoring;

import dev.meshdx.authoring.TestCase.Kind;
import dev.meshdx.facts.FactTypes;
import dev.meshdx.rules.FailureMode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the cases cover.
 *
 * @param cases per failure mode the number of cases by kind: fires, near, absent
 * @param silentRules rules that fired in no case
 * @param unusedTypes fact types that no case has a fact of
 */
public record TestCoverage(
        Map<String, Map<String, Integer>> cases, List<String> silentRules, List<String> unusedTypes) {

    /** The coverage of results over these failure modes. */
    public static TestCoverage of(Collection<FailureMode> modes, List<CaseResult> results) {
        Map<String, Map<String, Integer>> cases = new TreeMap<>();
        TreeSet<String> silent = new TreeSet<>();
        modes.forEach(mode -> {
            Map<String, Integer> kinds = new TreeMap<>();
            for (Kind kind : List.of(Kind.FIRES, Kind.NEAR, Kind.ABSENT)) {
                kinds.put(kind.word(), 0);
            }
            cases.put(mode.id(), kinds);
            mode.evidence().forEach(rule -> silent.add(rule.rule()));
        });
        TreeSet<String> unused = new TreeSet<>();
        FactTypes.all().forEach(type -> unused.add(type.getSimpleName()));
        for (CaseResult result : results) {
            Map<String, Integer> kinds = cases.getOrDefault(result.id(), Map.of());
            if (kinds.containsKey(result.kind())) {
                kinds.merge(result.kind(), 1, Integer::sum);
            }
            silent.removeAll(result.fired());
            unused.removeAll(result.factTypes());
        }
        unused.removeAll(List.of("Coverage", "CaptureTime", "MeshInstall", "Parameter"));
        return new TestCoverage(cases, List.copyOf(silent), List.copyOf(unused));
    }
}
