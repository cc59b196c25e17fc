package dev.meshdx.lint;

import dev.meshdx.rules.Expression.Operand;
import dev.meshdx.rules.Placeholder;
import dev.meshdx.rules.RuleSyntax;
import dev.meshdx.rules.RuleText;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A variable for a field or sum that nothing reads. */
final class UnusedBinding extends Check.OfRule {

    UnusedBinding() {
        super(
                "unused-binding",
                Severity.WARNING,
                "A variable that no pattern, consequence or text reads is left over, or the text that should read it is wrong.");
    }

    @Override
    void check(Unit unit, RuleSyntax rule, Findings findings) {
        Set<String> read = new HashSet<>();
        Stream.concat(
                        rule.patterns().stream().flatMap(pattern -> pattern.constraints().stream()),
                        rule.counts().stream().flatMap(count -> count.conditions().stream()))
                .flatMap(constraint -> constraint.expression().operands().stream())
                .map(Operand::root)
                .forEach(read::add);
        rule.counts().forEach(count -> count.functions().forEach(function -> read.addAll(function.arguments())));
        unit.entry()
                .root()
                .scalars()
                .forEach(
                        text -> Placeholder.in(text.text()).forEach(placeholder -> read.add("$" + placeholder.root())));
        Placeholder.GIVEN.forEach(name -> read.add("$" + name));
        for (RuleText.Part binding : fields(rule)) {
            boolean inConsequence = rule.consequence().matches("(?s).*\\Q" + binding.name() + "\\E\\b.*");
            if (!read.contains(binding.name()) && !inConsequence) {
                findings.add(
                        unit.drl(), binding.at(), binding.name() + " is read nowhere", "remove the binding, or use it");
            }
        }
    }

    /** What is bound to fields and sums; a fact that is bound and not read is evidence with a name. */
    private static List<RuleText.Part> fields(RuleSyntax rule) {
        Set<String> facts = new HashSet<>();
        rule.patterns().forEach(pattern -> facts.add(pattern.variable()));
        return rule.bindings().stream()
                .filter(binding -> !facts.contains(binding.name()))
                .toList();
    }
}
