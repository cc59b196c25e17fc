package dev.meshdx.lint;

import dev.meshdx.rules.Expression.Kind;
import dev.meshdx.rules.RuleSyntax;
import java.util.List;

/** A first pattern that takes every fact of its type, before one that asks for something. */
final class WideFirst extends Check.OfRule {

    WideFirst() {
        super(
                "wide-first",
                Severity.WARNING,
                "The rarest fact first: Drools begins with the first pattern, so a wide one multiplies the work.");
    }

    @Override
    void check(Unit unit, RuleSyntax rule, Findings findings) {
        List<RuleSyntax.Pattern> matched = Patterns.matched(rule).stream()
                .filter(pattern -> !Patterns.isSingle(pattern))
                .toList();
        if (matched.size() > 1
                && !isSelective(matched.get(0))
                && matched.stream().skip(1).anyMatch(WideFirst::isSelective)) {
            findings.add(
                    unit.drl(),
                    matched.get(0).at(),
                    "the first pattern takes every " + matched.get(0).type() + ", while a later one asks for a value",
                    "begin with the pattern that asks for a value, and join this one");
        }
    }

    private static boolean isSelective(RuleSyntax.Pattern pattern) {
        return pattern.constraints().stream()
                .map(constraint -> constraint.expression().tokens())
                .anyMatch(tokens -> tokens.stream()
                                .anyMatch(token -> token.kind() == Kind.STRING || token.kind() == Kind.NUMBER || token.is("true") || token.is("false"))
                        || tokens.size() <= 2 && tokens.stream().noneMatch(token -> token.kind() == Kind.VARIABLE));
    }
}
