package dev.meshdx.lint;

import dev.meshdx.rules.RuleSyntax;

/** Constraints that no fact can meet together, or that say nothing of the fact. */
final class AlwaysFalse extends Check.OfRule {

    AlwaysFalse() {
        super(
                "always-false",
                Severity.ERROR,
                "A pattern that no fact can meet, or a constraint of literals only, is a slip.");
    }

    @Override
    void check(Unit unit, RuleSyntax rule, Findings findings) {
        for (RuleSyntax.Pattern pattern : rule.patterns()) {
            if (Ranges.contradict(pattern.constraints().stream()
                    .map(RuleSyntax.Constraint::expression)
                    .toList())) {
                findings.add(
                        unit.drl(),
                        pattern.at(),
                        "no " + pattern.type() + " can meet all constraints of this pattern",
                        "write two patterns, or join the values with ||");
            }
            for (RuleSyntax.Constraint constraint : pattern.constraints()) {
                if (constraint.expression().operands().isEmpty()) {
                    findings.add(
                            unit.drl(),
                            constraint.at(),
                            "'" + constraint.body().strip() + "' reads no field of " + pattern.type(),
                            "");
                }
            }
        }
    }
}
