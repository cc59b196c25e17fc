package dev.meshdx.lint;

import dev.meshdx.rules.RuleSyntax;
import java.util.List;

/** A first pattern that takes every fact of its type, before one that asks for a value and is not joined by an equality. */
final class WideFirst extends Check.OfRule {

    WideFirst() {
        super(
                "wide-first",
                Severity.WARNING,
                "The rarest fact first: each fact of a wide first pattern is tried with all of a later one that no equality ties to it.");
    }

    @Override
    void check(Unit unit, RuleSyntax rule, Findings findings) {
        List<RuleSyntax.Pattern> matched = Patterns.matched(rule).stream()
                .filter(pattern -> !Patterns.isSingle(pattern))
                .toList();
        if (matched.size() > 1
                && !Patterns.isSelective(rule, matched.get(0))
                && matched.stream().skip(1).anyMatch(each -> Patterns.isSelective(rule, each) && !isIndexed(each))) {
            findings.add(
                    unit.drl(),
                    matched.get(0).at(),
                    "the first pattern takes every " + matched.get(0).type() + ", while a later one asks for a value",
                    "begin with the pattern that asks for a value, and join this one");
        }
    }

    private static boolean isIndexed(RuleSyntax.Pattern pattern) {
        return pattern.constraints().stream()
                .map(constraint -> constraint.expression().tokens())
                .anyMatch(tokens -> tokens.size() >= 3
                        && tokens.get(1).is("==")
                        && tokens.get(2).text().startsWith("$"));
    }
}
