package dev.meshdx.lint;

import dev.meshdx.facts.FactTypes;
import dev.meshdx.rules.Expression;
import dev.meshdx.rules.FactMembers;
import dev.meshdx.rules.RuleSyntax;
import dev.meshdx.rules.RuleSyntax.Role;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The variables of a rule that its match hands on, by their names in templates, with the record types of those that are records. */
final class RuleScope {

    private final Map<String, Optional<Class<?>>> variables = new HashMap<>();

    RuleScope(RuleSyntax rule) {
        for (RuleSyntax.Pattern pattern : rule.patterns()) {
            if (pattern.role() != Role.MATCHED) {
                continue;
            }
            Optional<Class<?>> type = FactTypes.named(pattern.type()).map(found -> found);
            put(pattern.variable(), type);
            for (RuleSyntax.Constraint constraint : pattern.constraints()) {
                put(constraint.variable(), type.flatMap(owner -> fieldType(owner, constraint.expression())));
            }
        }
        rule.counts().stream()
                .flatMap(count -> count.functions().stream())
                .forEach(function -> put(function.variable(), Optional.empty()));
    }

    private void put(String variable, Optional<Class<?>> type) {
        if (!variable.isEmpty()) {
            variables.put(variable.replaceFirst("^\\$", ""), type);
        }
    }

    private static Optional<Class<?>> fieldType(Class<?> owner, Expression expression) {
        return expression.tokens().size() == 1
                ? FactMembers.component(owner, expression.tokens().get(0).text())
                : Optional.empty();
    }

    boolean binds(String name) {
        return variables.containsKey(name);
    }

    Set<String> names() {
        return variables.keySet();
    }

    /** The type of a variable that is bound to a fact, or to a record in one. */
    Optional<Class<?>> record(String name) {
        return variables.getOrDefault(name, Optional.empty()).filter(Class::isRecord);
    }
}
