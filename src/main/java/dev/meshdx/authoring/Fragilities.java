package dev.meshdx.authoring;

import dev.meshdx.diagnosis.Explainer;
import dev.meshdx.diagnosis.Fragility;
import dev.meshdx.diagnosis.Report;
import dev.meshdx.diagnosis.Report.Diagnosis;
import dev.meshdx.facts.Fact;
import dev.meshdx.facts.FactBase;
import dev.meshdx.rules.RuleBase;
import java.util.ArrayList;
import java.util.List;

/** Leaves out each fact that a diagnosis rests on and looks whether the rules still find it. */
public final class Fragilities {

    /** Facts of one diagnosis that are left out in turn. */
    private static final int MAX_FACTS = 40;

    /** Diagnoses that are looked at, in the order of the report. */
    private static final int MAX_DIAGNOSES = 40;

    private Fragilities() {}

    /** How fragile the diagnoses of a report are, in its order. */
    public static List<Fragility> of(RuleBase rules, FactBase base, Report report, Explainer explainer) {
        return report.diagnoses().stream()
                .limit(MAX_DIAGNOSES)
                .map(diagnosis -> of(diagnosis, rules.only(List.of(diagnosis.id())), base, explainer))
                .toList();
    }

    private static Fragility of(Diagnosis diagnosis, RuleBase rules, FactBase base, Explainer explainer) {
        List<Fact> facts = base.of(diagnosis.subject().cluster());
        List<Fact> support = explainer.support(diagnosis);
        List<Fact> tried = support.subList(0, Math.min(MAX_FACTS, support.size()));
        List<String> decisive = new ArrayList<>();
        for (Fact left : tried) {
            List<Fact> rest = facts.stream().filter(fact -> fact != left).toList();
            if (!explainer.findsAgain(diagnosis, rest, rules.fire(rest))) {
                String place = left.origin().toString();
                decisive.add(left.getClass().getSimpleName() + " " + left.subject()
                        + (place.isEmpty() ? "" : " at " + place));
            }
        }
        return new Fragility(diagnosis, decisive, tried.size(), support.size() - tried.size());
    }
}
