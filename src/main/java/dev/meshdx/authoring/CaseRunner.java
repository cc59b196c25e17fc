package dev.meshdx.authoring;

import dev.meshdx.diagnosis.Diagnostician;
import dev.meshdx.diagnosis.Report;
import dev.meshdx.facts.Fact;
import dev.meshdx.facts.FactBase;
import dev.meshdx.rules.Conclusion;
import dev.meshdx.rules.Firing;
import dev.meshdx.rules.RuleBase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** Runs the cases of one failure mode with its rules and no others. */
final class CaseRunner {

    private static final long SEED = 42;

    private final String id;
    private final RuleBase rules;
    private final Diagnostician diagnostician;

    CaseRunner(RuleBase rules, String id) {
        this.id = id;
        this.rules = rules.only(List.of(id));
        this.diagnostician = new Diagnostician(this.rules, new Report.Tool("test", List.of()));
    }

    /** What the rules conclude from a case, per cluster. */
    Map<String, Firing> fire(TestCase test) {
        Map<String, Firing> firings = new LinkedHashMap<>();
        for (String cluster : test.base().clusters()) {
            firings.put(cluster, rules.fire(test.base().of(cluster)));
        }
        return firings;
    }

    /** What differs from the expectation when this was concluded. */
    List<String> problems(TestCase test, Map<String, Firing> firings) {
        return test.expectation().problems(report(test.base(), firings), firings.values());
    }

    /** How far the rules get over the facts of a case, in lines nested by leading spaces. */
    List<String> whyNot(TestCase test) {
        List<String> lines = new ArrayList<>();
        for (String cluster : test.base().clusters()) {
            rules.shortfalls(id, test.base().of(cluster), subject -> true).forEach(rule -> lines.addAll(rule.lines()));
        }
        return lines;
    }

    /** Whether the same facts in another order give the same report. */
    boolean dependsOnOrder(TestCase test, Map<String, Firing> firings) {
        Map<String, Firing> again = new LinkedHashMap<>();
        for (String cluster : test.base().clusters()) {
            List<Fact> shuffled = new ArrayList<>(test.base().of(cluster));
            Collections.shuffle(shuffled, new Random(SEED));
            again.put(cluster, rules.fire(shuffled));
        }
        return !report(test.base(), firings).equals(report(test.base(), again));
    }

    /** The rules that fired. */
    static Set<String> fired(Map<String, Firing> firings) {
        Set<String> names = new TreeSet<>();
        firings.values()
                .forEach(firing ->
                        firing.conclusions().stream().map(Conclusion::rule).forEach(names::add));
        return names;
    }

    private Report report(FactBase base, Map<String, Firing> firings) {
        return diagnostician.diagnose(base, new LinkedHashMap<>(firings), List.of());
    }
}
