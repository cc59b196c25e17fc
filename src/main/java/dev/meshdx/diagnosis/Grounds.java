package dev.meshdx.diagnosis;

import dev.meshdx.facts.Coverage;
import dev.meshdx.facts.Fact;
import dev.meshdx.facts.FactTypes;
import dev.meshdx.facts.FieldPath;
import dev.meshdx.rules.Conclusion;
import dev.meshdx.rules.FailureMode.EvidenceRule;
import dev.meshdx.rules.WrittenRule;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What the evidence of one rule rests on: facts with the values that the rule looked at, and absences. */
final class Grounds {

    private Grounds() {}

    static Why.Step step(EvidenceRule rule, WrittenRule text, String statement, List<Conclusion> conclusions) {
        TreeSet<Fact> facts = new TreeSet<>(Fact.ORDER);
        conclusions.forEach(conclusion -> facts.addAll(conclusion.facts()));
        List<Fact> seen =
                facts.stream().filter(fact -> !DiagnosisWriter.isContext(fact)).toList();
        List<Coverage> coverage = facts.stream()
                .filter(Coverage.class::isInstance)
                .map(Coverage.class::cast)
                .toList();
        return new Why.Step(
                rule.rule(),
                text.place(),
                rule.weight().word(),
                Math.exp(rule.weight().logRatio()),
                statement,
                seen.stream()
                        .limit(Explainer.MAX_FACTS)
                        .map(fact -> seen(fact, text))
                        .toList(),
                Math.max(0, seen.size() - Explainer.MAX_FACTS),
                absences(text, coverage));
    }

    private static Why.Seen seen(Fact fact, WrittenRule text) {
        String type = fact.getClass().getSimpleName();
        Set<String> fields = new LinkedHashSet<>();
        text.conditions().stream()
                .filter(condition ->
                        condition.type().equals(type) && !condition.form().equals("not"))
                .forEach(condition -> fields.addAll(condition.fields()));
        List<String> values = new ArrayList<>();
        for (String path : fields) {
            String name = path.split("[.\\[]", 2)[0];
            Object root = FieldPath.component(fact, name);
            if (root != null) {
                values.add(FieldPath.described(name, root, path.substring(name.length()), "="));
            }
        }
        return new Why.Seen(
                type, fact.subject().toString(), values, fact.origin().toString());
    }

    private static List<Why.Absence> absences(WrittenRule text, List<Coverage> coverage) {
        return text.conditions().stream()
                .filter(condition -> condition.form().equals("not"))
                .map(condition ->
                        new Why.Absence(condition.text(), condition.line(), about(condition.type(), coverage)))
                .toList();
    }

    /** Coverage of the kinds that give facts of the type; for a type that any kind gives all that the rule asks for. */
    private static List<Coverage> about(String type, List<Coverage> coverage) {
        List<String> kinds = FactTypes.named(type).map(FactTypes::filledBy).orElse(List.of());
        return coverage.stream()
                .filter(each -> kinds.isEmpty() || kinds.contains(each.kind()))
                .toList();
    }
}
