package dev.meshdx.lint;

import dev.meshdx.rules.RuleSyntax;

/** A rule that the entry gives no weight. */
final class RuleWithoutWeight extends Check.OfRule {

    RuleWithoutWeight() {
        super("rule-without-weight", Severity.ERROR, "A rule without a weight in the entry cannot count as evidence.");
    }

    @Override
    boolean acceptable() {
        return false;
    }

    @Override
    void check(Unit unit, RuleSyntax rule, Findings findings) {
        boolean known = unit.evidence().stream().anyMatch(each -> each.rule().equals(rule.name()));
        if (!known && unit.entry().error().isEmpty() && unit.entry().source().exists()) {
            findings.add(
                    unit.drl(),
                    rule.at(),
                    "rule \"" + rule.name() + "\" has no weight in " + unit.id() + ".yaml",
                    "name it under evidence: with weight and says");
        }
    }
}
