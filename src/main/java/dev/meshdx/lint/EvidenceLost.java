package dev.meshdx.lint;

import dev.meshdx.rules.RuleSyntax;

/** An accumulate that counts facts without handing them on. */
final class EvidenceLost extends Check.OfRule {

    EvidenceLost() {
        super(
                "evidence-lost",
                Severity.WARNING,
                "count() keeps a number only; count( $fact ) keeps the facts, so that the report can show them.");
    }

    @Override
    void check(Unit unit, RuleSyntax rule, Findings findings) {
        for (RuleSyntax.Count count : rule.counts()) {
            boolean kept = count.functions().stream()
                    .flatMap(function -> function.arguments().stream())
                    .anyMatch(argument -> rule.patterns().stream()
                            .anyMatch(pattern -> !pattern.variable().isEmpty()
                                    && pattern.variable().equals(argument.strip())));
            if (!kept) {
                findings.add(
                        unit.drl(),
                        count.at(),
                        "the facts that this accumulate takes are not part of the evidence",
                        "bind them and write count( $fact )");
            }
        }
    }
}
