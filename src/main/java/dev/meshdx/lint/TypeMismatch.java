package dev.meshdx.lint;

import dev.meshdx.facts.FactTypes;
import dev.meshdx.rules.Expression;
import dev.meshdx.rules.Expression.Kind;
import dev.meshdx.rules.Expression.Operand;
import dev.meshdx.rules.Expression.Token;
import dev.meshdx.rules.FactMembers;
import dev.meshdx.rules.RuleSyntax;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A field that is compared with a literal of another type. */
final class TypeMismatch extends Check.OfRule {

    private static final Set<String> COMPARISONS = Set.of("==", "!=", ">", "<", ">=", "<=");

    TypeMismatch() {
        super(
                "type-mismatch",
                Severity.ERROR,
                "Drools breaks off while it builds when a number meets a text, and names neither rule nor line.");
    }

    @Override
    void check(Unit unit, RuleSyntax rule, Findings findings) {
        for (RuleSyntax.Pattern pattern : rule.patterns()) {
            FactTypes.named(pattern.type())
                    .ifPresent(type -> pattern.constraints()
                            .forEach(constraint -> compare(unit, type, constraint.expression(), findings)));
        }
    }

    private static void compare(Unit unit, Class<?> type, Expression expression, Findings findings) {
        List<Token> tokens = expression.tokens();
        for (Operand operand : expression.operands()) {
            int sign = operand.last() + 1;
            boolean compares = operand.members().isEmpty()
                    && sign + 1 < tokens.size()
                    && COMPARISONS.contains(tokens.get(sign).text());
            Optional<Class<?>> field = compares ? FactMembers.component(type, operand.root()) : Optional.empty();
            if (field.isPresent()) {
                Token literal = tokens.get(sign + 1);
                boolean plain = sign + 2 >= tokens.size()
                        || !Set.of("+", "-", "*", "/", ".")
                                .contains(tokens.get(sign + 2).text());
                if (plain && differs(field.get(), literal)) {
                    findings.add(
                            unit.drl(),
                            literal.at(),
                            type.getSimpleName() + "." + operand.root() + " is " + word(field.get()) + ", "
                                    + literal.text() + " is " + word(literal),
                            field.get() == String.class ? "quote the value" : "write the value without quotes");
                }
            }
        }
    }

    private static boolean differs(Class<?> field, Token literal) {
        boolean flag = literal.is("true") || literal.is("false");
        if (field == String.class) {
            return literal.kind() == Kind.NUMBER || flag;
        }
        if (field == boolean.class) {
            return literal.kind() == Kind.STRING || literal.kind() == Kind.NUMBER;
        }
        return field.isPrimitive() && (literal.kind() == Kind.STRING || flag);
    }

    private static String word(Class<?> field) {
        return field == String.class ? "a text" : field == boolean.class ? "true or false" : "a number";
    }

    private static String word(Token literal) {
        return literal.kind() == Kind.STRING ? "a text" : literal.kind() == Kind.NUMBER ? "a number" : "true or false";
    }
}
