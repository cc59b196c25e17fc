package dev.meshdx.lint;

import dev.meshdx.rules.Expression.Kind;
import dev.meshdx.rules.Expression.Operand;
import dev.meshdx.rules.Expression.Token;
import dev.meshdx.rules.RuleSyntax;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What checks of joins ask of a pattern. */
final class Patterns {

    /** Fact types of which a cluster has one, or few that a rule picks by their kind. */
    private static final Set<String> SINGLE =
            Set.of("CaptureTime", "MeshInstall", "MeshConfig", "Coverage", "Parameter");

    private Patterns() {}

    static boolean isSingle(RuleSyntax.Pattern pattern) {
        return SINGLE.contains(pattern.type());
    }

    /** Variables that a pattern reads. */
    static Set<String> reads(RuleSyntax.Pattern pattern) {
        Set<String> variables = new HashSet<>();
        pattern.constraints()
                .forEach(constraint -> constraint.expression().operands().stream()
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

    /** Whether a pattern asks for a value or holds one against a threshold, so that it takes some facts of its type and not all. */
    static boolean isSelective(RuleSyntax rule, RuleSyntax.Pattern pattern) {
        return pattern.constraints().stream()
                        .anyMatch(each -> isFlag(each)
                                || each.expression().tokens().stream().anyMatch(Patterns::isValue))
                || rule.patterns().stream()
                        .filter(each -> each.type().equals("Parameter"))
                        .anyMatch(each -> !Collections.disjoint(binds(each), reads(pattern)));
    }

    /** A flag stands alone, perhaps negated; a lone field behind a variable is a binding. */
    private static boolean isFlag(RuleSyntax.Constraint constraint) {
        List<Token> tokens = constraint.expression().tokens();
        return constraint.variable().isEmpty() && tokens.size() == 1
                || tokens.size() == 2 && tokens.get(0).is("!");
    }

    private static boolean isValue(Token token) {
        boolean text = token.kind() == Kind.STRING && token.text().length() > 2;
        return text || token.kind() == Kind.NUMBER || token.is("true") || token.is("false");
    }
}
