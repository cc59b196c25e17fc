package dev.meshdx.lint;

import dev.meshdx.rules.Expression;
import dev.meshdx.rules.RuleSyntax;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Two patterns of one type that may match the same fact. */
final class SelfJoinPair extends Check.OfRule {

    SelfJoinPair() {
        super(
                "self-join-pair",
                Severity.WARNING,
                "Two patterns of one type match each fact with itself and each pair twice, unless something tells them apart.");
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
                        && !differentLiterals(later, earlier)) {
                    findings.add(
                            unit.drl(),
                            later.at(),
                            later.type() + " may be the same fact as the one in line " + earlier.at().line(),
                            "add a constraint such as name > $name, or this != " + (earlier.variable().isEmpty()
                                    ? "$other"
                                    : earlier.variable()));
                }
            }
        }
    }

    /** Whether the later pattern compares something with the earlier one in another way than for equality. */
    private static boolean toldApart(RuleSyntax.Pattern later, RuleSyntax.Pattern earlier) {
        Set<String> bound = Patterns.binds(earlier);
        return later.constraints().stream()
                .map(RuleSyntax.Constraint::expression)
                .anyMatch(expression -> expression.operands().stream().anyMatch(read -> bound.contains(read.root()))
                        && expression.tokens().stream()
                                .anyMatch(token -> Set.of("!=", "<", ">", "<=", ">=", "not", "contains", "matches", "memberOf", "in")
                                        .contains(token.text())));
    }

    /** Whether the two ask for literals of one field that no fact can have both. */
    private static boolean differentLiterals(RuleSyntax.Pattern later, RuleSyntax.Pattern earlier) {
        return Ranges.contradict(java.util.stream.Stream.concat(
                        earlier.constraints().stream(), later.constraints().stream())
                .map(RuleSyntax.Constraint::expression)
                .filter(SelfJoinPair::isPlain)
                .collect(Collectors.toList()));
    }

    private static boolean isPlain(Expression expression) {
        return expression.tokens().stream().noneMatch(token -> token.kind() == Expression.Kind.VARIABLE);
    }
}
