package dev.meshdx.lint;

import dev.meshdx.rules.RuleSyntax;
import dev.meshdx.rules.Weight;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A rule that can only fire beside another one of its group that weighs at least as much. */
final class ShadowedRule extends Check.OfUnit {

    ShadowedRule() {
        super(
                "shadowed-rule",
                Severity.WARNING,
                "A rule that is stricter than another of its group and no heavier never changes the result.");
    }

    @Override
    void check(Unit unit, Findings findings) {
        List<Unit.Evidence> evidence = unit.evidence();
        for (Unit.Evidence strict : evidence) {
            for (Unit.Evidence wide : evidence) {
                Optional<RuleSyntax> strictRule = unit.rule(strict.rule());
                Optional<RuleSyntax> wideRule = unit.rule(wide.rule());
                boolean comparable = !strict.rule().equals(wide.rule())
                        && strict.group().equals(wide.group())
                        && strictRule.isPresent()
                        && wideRule.isPresent();
                if (comparable
                        && isNoHeavier(strict, wide)
                        && patterns(strictRule.get()).containsAll(patterns(wideRule.get()))
                        && strictRule.get().counts().isEmpty()
                        && wideRule.get().counts().isEmpty()
                        && strictRule.get().consequence().equals(wideRule.get().consequence())) {
                    findings.add(
                            unit.drl(),
                            strictRule.get().at(),
                            "rule \"" + strict.rule() + "\" fires only when \"" + wide.rule()
                                    + "\" does, and weighs no more in the same group",
                            "give it more weight or a group of its own, or remove it");
                }
            }
        }
    }

    private static boolean isNoHeavier(Unit.Evidence strict, Unit.Evidence wide) {
        Optional<Weight> left = strict.weight();
        Optional<Weight> right = wide.weight();
        return left.isPresent()
                && right.isPresent()
                && left.get().supports() == right.get().supports()
                && Math.abs(left.get().logRatio()) <= Math.abs(right.get().logRatio());
    }

    /** Each pattern as its role, type and constraints; bindings don't matter. */
    private static Set<String> patterns(RuleSyntax rule) {
        Set<String> all = new HashSet<>();
        for (RuleSyntax.Pattern pattern : rule.patterns()) {
            all.add(pattern.role() + " " + pattern.type()
                    + pattern.constraints().stream()
                            .filter(constraint ->
                                    constraint.expression().tokens().size() > 1
                                            || constraint.variable().isEmpty())
                            .map(constraint -> constraint.body().strip())
                            .sorted()
                            .collect(Collectors.joining(" , ", "( ", " )")));
        }
        return all;
    }
}
