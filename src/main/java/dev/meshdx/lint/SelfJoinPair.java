package dev.meshdx.lint;

import dev.meshdx.rules.Expression;
import dev.meshdx.rules.RuleSyntax;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Two patterns of one type that ask for the same and may match the same fact. */
final class SelfJoinPair extends Check.OfRule {

    private static final Set<String> UNEQUAL =
            Set.of("!=", "<", ">", "<=", ">=", "not", "contains", "matches", "memberOf", "in");

    SelfJoinPair() {
        super(
                "self-join-pair",
                Severity.WARNING,
                "Two patterns that ask for the same match each fact with itself and each pair twice, unless something tells them apart.");
    }

    @Override
    void check(Unit unit, RuleSyntax rule, Findings findings) {
        List<RuleSyntax.Pattern> matched = Patterns.matched(rule);
        for (int i = 1; i < matched.size(); i++) {
            for (int j = 0; j < i; j++) {
                RuleSyntax.Pattern earlier = matched.get(j);
                RuleSyntax.Pattern later = matched.get(i);
                if (earlier.type().equals(later.type())
                        && !Patterns.isSingle(later)
                        && !toldApart(later, earlier)
                        && values(later).equals(values(earlier))) {
                    findings.add(
                            unit.drl(),
                            later.at(),
                            later.type() + " may be the same fact as the one in line "
                                    + earlier.at().line(),
                            "add a constraint such as name > $name, or this != "
                                    + (earlier.variable().isEmpty() ? "$other" : earlier.variable()));
                }
            }
        }
    }

    /** Whether the later pattern compares something with the earlier one, or is tied to other facts than that one. */
    private static boolean toldApart(RuleSyntax.Pattern later, RuleSyntax.Pattern earlier) {
        Set<String> bound = Patterns.binds(earlier);
        boolean compared = later.constraints().stream()
                .map(RuleSyntax.Constraint::expression)
                .anyMatch(expression -> expression.operands().stream().anyMatch(read -> bound.contains(read.root()))
                        && expression.tokens().stream().anyMatch(token -> UNEQUAL.contains(token.text())));
        boolean same = later.constraints().stream()
                .anyMatch(constraint -> constraint.body().strip().equals("this == " + earlier.variable()));
        Set<String> others = Patterns.reads(later);
        others.removeAll(bound);
        others.removeAll(Patterns.reads(earlier));
        return compared
                || same
                || !others.isEmpty()
                || earlier.constraints().stream()
                        .anyMatch(one ->
                                later.constraints().stream().anyMatch(other -> opposite(one.body(), other.body())));
    }

    /** Whether one is {@code field == value} and the other {@code field != value}. */
    private static boolean opposite(String one, String other) {
        boolean differ = one.contains("==") != other.contains("==");
        return differ
                && one.replace("==", "!=")
                        .strip()
                        .equals(other.replace("==", "!=").strip());
    }

    /** The values that a pattern asks for, in one spelling. */
    private static Set<String> values(RuleSyntax.Pattern pattern) {
        return pattern.constraints().stream()
                .filter(constraint -> constraint.variable().isEmpty())
                .map(RuleSyntax.Constraint::expression)
                .filter(expression -> expression.operands().stream().noneMatch(Expression.Operand::isVariable))
                .map(expression ->
                        expression.tokens().stream().map(Expression.Token::text).collect(Collectors.joining(" ")))
                .collect(Collectors.toSet());
    }
}
