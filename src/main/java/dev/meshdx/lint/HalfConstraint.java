package dev.meshdx.lint;

import dev.meshdx.rules.Expression.Token;
import dev.meshdx.rules.RuleSyntax;
import java.util.List;
import java.util.Set;

/** An alternative without its left side, which the newer language level of Drools does not read. */
final class HalfConstraint extends Check.OfRule {

    private static final Set<String> SIGNS = Set.of("==", "!=", ">", "<", ">=", "<=", "matches", "contains", "in");

    HalfConstraint() {
        super(
                "half-constraint",
                Severity.ERROR,
                "Language level DRL10 has no 'count > 1 || < 5'; rules keep to what both levels read.");
    }

    @Override
    void check(Unit unit, RuleSyntax rule, Findings findings) {
        for (RuleSyntax.Pattern pattern : rule.patterns()) {
            for (RuleSyntax.Constraint constraint : pattern.constraints()) {
                List<Token> tokens = constraint.expression().tokens();
                for (int i = 1; i < tokens.size(); i++) {
                    boolean half = SIGNS.contains(tokens.get(i).text())
                            && Set.of("||", "&&").contains(tokens.get(i - 1).text());
                    if (half) {
                        findings.add(
                                unit.drl(),
                                tokens.get(i).at(),
                                "'" + tokens.get(i).text() + "' has nothing on its left",
                                "repeat the field");
                    }
                }
            }
        }
    }
}
