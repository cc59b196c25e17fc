package dev.meshdx.rules;

import dev.meshdx.facts.Fact;
import dev.meshdx.facts.FactTypes;
import dev.meshdx.rules.Expression.Kind;
import dev.meshdx.rules.Expression.Member;
import dev.meshdx.rules.Expression.Operand;
import dev.meshdx.rules.Expression.Token;
import dev.meshdx.rules.RuleSyntax.Constraint;
import dev.meshdx.rules.RuleSyntax.Pattern;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Holds the conditions of one rule against the fact types: Drools reports unknown names without line, column or rule. */
final class ConditionGate {

    private static final Set<String> CLOCKS =
            Set.of("System", "Instant", "Date", "Clock", "LocalDate", "LocalDateTime");

    private final RuleSyntax rule;
    private final List<Mistake> mistakes;
    private final Map<String, Type> variables = new HashMap<>();

    ConditionGate(RuleSyntax rule, List<Mistake> mistakes) {
        this.rule = rule;
        this.mistakes = mistakes;
    }

    void check() {
        rule.bindings().forEach(binding -> variables.put(binding.name(), FactMembers.ANYTHING));
        for (Pattern pattern : rule.patterns()) {
            FactTypes.named(pattern.type()).ifPresent(type -> bind(pattern, type));
        }
        for (Pattern pattern : rule.patterns()) {
            FactTypes.named(pattern.type()).ifPresentOrElse(type -> fields(pattern, type), () -> unknown(pattern));
        }
        for (RuleSyntax.Count count : rule.counts()) {
            count.conditions()
                    .forEach(condition -> condition.expression().operands().forEach(operand -> {
                        if (operand.isVariable()) {
                            variable(operand);
                        }
                    }));
        }
    }

    private void bind(Pattern pattern, Class<? extends Fact> type) {
        if (!pattern.variable().isEmpty()) {
            variables.put(pattern.variable(), type);
        }
        for (Constraint constraint : pattern.constraints()) {
            Expression expression = constraint.expression();
            if (!constraint.variable().isEmpty()
                    && expression.operands().size() == 1
                    && expression.operands().get(0).last()
                            == expression.tokens().size() - 1) {
                Operand operand = expression.operands().get(0);
                Type root = operand.isVariable()
                        ? variables.getOrDefault(operand.root(), FactMembers.ANYTHING)
                        : FactMembers.type(type, operand.root()).orElse(FactMembers.ANYTHING);
                for (Member member : operand.members()) {
                    root = member.name().equals("[]")
                            ? FactMembers.element(root)
                            : FactMembers.type(root, member.name()).orElse(FactMembers.ANYTHING);
                }
                variables.put(constraint.variable(), root);
            }
        }
    }

    private void unknown(Pattern pattern) {
        List<String> types = FactTypes.all().stream().map(Class::getSimpleName).toList();
        refuse(
                Fault.UNKNOWN_TYPE,
                pattern.typeAt(),
                "unknown fact type " + pattern.type() + Closest.hint(pattern.type(), types),
                "see them with: meshdx rules facts");
    }

    private void fields(Pattern pattern, Class<? extends Fact> type) {
        IndexCheck indexes = new IndexCheck(type);
        for (Constraint constraint : pattern.constraints()) {
            Expression expression = constraint.expression();
            expression.tokens().stream().filter(token -> token.is("new")).forEach(this::java);
            for (Operand operand : expression.operands()) {
                operand(type, operand);
            }
            indexes.unchecked(constraint.body()).forEach((offset, fix) -> {
                Place at = constraint.bodyAt().plus(constraint.body(), offset);
                refuse(
                        Fault.UNCHECKED_INDEX,
                        at,
                        type.getSimpleName() + ": an index fails when the list is shorter",
                        fix);
            });
            expression.tokens().stream()
                    .filter(token -> token.kind() == Kind.SIGN && token.is("&&"))
                    .forEach(token -> refuse(
                            Fault.NOT_INDEXED,
                            token.at(),
                            type.getSimpleName() + ": write a comma instead of &&, which Drools can't index",
                            ""));
        }
    }

    private void operand(Class<? extends Fact> type, Operand operand) {
        if (operand.root().equals("new") || operand.root().equals("this")) {
            return;
        }
        if (operand.isVariable()) {
            variable(operand);
            return;
        }
        Type found = FactMembers.type(type, operand.root()).orElse(null);
        if (found != null) {
            members(found, operand);
        } else if (Character.isUpperCase(operand.root().charAt(0))) {
            java(new Token(Kind.WORD, operand.root(), operand.at()));
        } else {
            refuse(
                    Fault.UNKNOWN_FIELD,
                    operand.at(),
                    type.getSimpleName() + " has no field '" + operand.root() + "'"
                            + Closest.hint(operand.root(), fields(type)),
                    "");
        }
    }

    /** What a hint may propose: the fields, and what the type tells beyond them. */
    private static Collection<String> fields(Type type) {
        return FactMembers.names(type).stream()
                .filter(name -> !Set.of("hashCode", "toString", "equals").contains(name))
                .toList();
    }

    private void variable(Operand operand) {
        Type type = variables.get(operand.root());
        if (type == null) {
            refuse(
                    Fault.UNBOUND_VARIABLE,
                    operand.at(),
                    operand.root() + " is bound nowhere in the rule" + Closest.hint(operand.root(), variables.keySet()),
                    "");
        } else {
            members(type, operand);
        }
    }

    private void members(Type root, Operand operand) {
        Type type = root;
        for (Member member : operand.members()) {
            if (type == FactMembers.ANYTHING && !member.name().equals("getClass")) {
                return;
            }
            if (member.name().equals("[]")) {
                type = FactMembers.element(type);
                continue;
            }
            Type found = FactMembers.type(type, member.name()).orElse(null);
            if (found == null) {
                refuse(
                        Fault.UNKNOWN_FIELD,
                        member.at(),
                        FactMembers.name(type) + " has no '" + member.name() + "' that rules may read"
                                + Closest.hint(member.name(), fields(type)),
                        "");
                return;
            }
            type = found;
        }
    }

    private void java(Token word) {
        boolean clock = CLOCKS.contains(word.text());
        refuse(
                Fault.JAVA,
                word.at(),
                "'" + word.text() + "' is Java, which conditions must not call",
                clock ? "compare with CaptureTime: the time of a rule is that of the capture" : "");
    }

    private void refuse(Fault fault, Place at, String message, String fix) {
        mistakes.add(new Mistake(fault, at, message, fix));
    }
}
