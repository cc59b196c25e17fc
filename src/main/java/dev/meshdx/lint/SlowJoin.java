package dev.meshdx.lint;

import dev.meshdx.rules.Expression;
import dev.meshdx.rules.Expression.Kind;
import dev.meshdx.rules.Expression.Member;
import dev.meshdx.rules.Expression.Operand;
import dev.meshdx.rules.Expression.Token;
import dev.meshdx.rules.RuleSyntax;
import java.util.List;

/** A join that Drools cannot look up in an index. */
final class SlowJoin extends Check.OfRule {

    SlowJoin() {
        super(
                "slow-join",
                Severity.WARNING,
                "Drools indexes 'field == value'; written with .equals or the other way round it tries every pair of facts.");
    }

    @Override
    void check(Unit unit, RuleSyntax rule, Findings findings) {
        for (RuleSyntax.Pattern pattern : rule.patterns()) {
            for (RuleSyntax.Constraint constraint : pattern.constraints()) {
                Expression expression = constraint.expression();
                for (Operand operand : expression.operands()) {
                    for (Member member : operand.members()) {
                        if (member.name().equals("equals")) {
                            findings.add(
                                    unit.drl(), member.at(), ".equals(...) is not indexed", "write field == value");
                        }
                    }
                }
                reversed(unit, expression, findings);
            }
        }
    }

    private static void reversed(Unit unit, Expression expression, Findings findings) {
        List<Token> tokens = expression.tokens();
        if (tokens.size() == 3 && tokens.get(1).is("==")) {
            Token left = tokens.get(0);
            boolean value = left.kind() == Kind.VARIABLE || left.kind() == Kind.STRING || left.kind() == Kind.NUMBER;
            if (value && tokens.get(2).kind() == Kind.WORD) {
                findings.add(
                        unit.drl(),
                        left.at(),
                        "the value stands left of ==",
                        "write " + tokens.get(2).text() + " == " + left.text());
            }
        }
    }
}
