package dev.meshdx.lint;

import dev.meshdx.rules.RuleSyntax;

/** A rule that binds more variables than the engine hands to a consequence. */
final class TooManyVariables extends Check.OfRule {

    private static final int LIMIT = 20;

    TooManyVariables() {
        super(
                "too-many-variables",
                Severity.WARNING,
                "Drools takes at most 24 variables in a rule; a rule needs a handful.");
    }

    @Override
    void check(Unit unit, RuleSyntax rule, Findings findings) {
        long bound = rule.bindings().stream()
                .map(binding -> binding.name())
                .distinct()
                .count();
        if (bound > LIMIT) {
            findings.add(
                    unit.drl(),
                    rule.at(),
                    "rule \"" + rule.name() + "\" binds " + bound + " variables, more than " + LIMIT,
                    "bind the fact and read its fields in the entry, as in {calls.host}");
        }
    }
}
