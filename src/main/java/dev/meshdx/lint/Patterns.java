package dev.meshdx.lint;

import dev.meshdx.rules.Expression.Operand;
import dev.meshdx.rules.RuleSyntax;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What checks of joins ask of a pattern. */
final class Patterns {

    /** Fact types of which a cluster has one, or few that a rule picks by their kind. */
    private static final Set<String> SINGLE = Set.of("CaptureTime", "MeshInstall", "MeshConfig", "Coverage");

    private Patterns() {}

    static boolean isSingle(RuleSyntax.Pattern pattern) {
        return SINGLE.contains(pattern.type());
    }

    /** Variables that a pattern reads. */
    static Set<String> reads(RuleSyntax.Pattern pattern) {
        Set<String> variables = new HashSet<>();
        pattern.constraints().forEach(constraint -> constraint.expression().operands().stream()
                .filter(Operand::isVariable)
                .map(Operand::root)
                .forEach(variables::add));
        return variables;
    }

    /** Variables that a pattern binds. */
    static Set<String> binds(RuleSyntax.Pattern pattern) {
        Set<String> variables = new HashSet<>();
        variables.add(pattern.variable());
        pattern.constraints().forEach(constraint -> variables.add(constraint.variable()));
        variables.remove("");
        return variables;
    }

    /** The patterns whose facts are part of the match. */
    static List<RuleSyntax.Pattern> matched(RuleSyntax rule) {
        return rule.patterns().stream()
                .filter(pattern -> pattern.role() == RuleSyntax.Role.MATCHED)
                .toList();
    }
}
