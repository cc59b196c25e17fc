package dev.meshdx.rules;

import dev.meshdx.facts.Fact;
import dev.meshdx.facts.FactTypes;
import dev.meshdx.facts.Parameter;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which rules can fire at all, given the facts: those for each of whose positive patterns some fact meets all simple
 * constraints. Everything else need not even be loaded, which is most of the start of a run.
 */
final class Relevance {

    /** With more facts of a type than this a look at each costs more than loading the rule. */
    private static final int MAX_LOOKED_AT = 5_000;

    private final Map<String, List<Fact>> byType = new HashMap<>();
    private final Map<String, MethodHandle> accessors = new HashMap<>();

    Relevance(List<Fact> facts) {
        for (Fact fact : facts) {
            byType.computeIfAbsent(fact.getClass().getSimpleName(), type -> new ArrayList<>())
                    .add(fact);
        }
    }

    boolean canFire(RuleIndex.Need need) {
        for (String type : need.reads()) {
            if (!byType.containsKey(type)) {
                return false;
            }
        }
        Map<Integer, List<DrlFile.Literal>> patterns = new HashMap<>();
        for (DrlFile.Literal literal : need.literals()) {
            patterns.computeIfAbsent(literal.pattern(), pattern -> new ArrayList<>())
                    .add(literal);
        }
        for (List<DrlFile.Literal> pattern : patterns.values()) {
            if (!someFactMeets(pattern)) {
                return false;
            }
        }
        return true;
    }

    private boolean someFactMeets(List<DrlFile.Literal> pattern) {
        List<Fact> facts = byType.getOrDefault(pattern.get(0).type(), List.of());
        if (facts.size() > MAX_LOOKED_AT) {
            return true;
        }
        for (Fact fact : facts) {
            if (meetsAll(fact, pattern)) {
                return true;
            }
        }
        return false;
    }

    private boolean meetsAll(Fact fact, List<DrlFile.Literal> pattern) {
        for (DrlFile.Literal literal : pattern) {
            if (!meets(value(fact, literal), literal)) {
                return false;
            }
        }
        return true;
    }

    private boolean meets(Object value, DrlFile.Literal literal) {
        if (value instanceof Number number) {
            double bound = bound(literal.values().get(0));
            return switch (literal.operator()) {
                case ">" -> number.doubleValue() > bound;
                case ">=" -> number.doubleValue() >= bound;
                case "<" -> number.doubleValue() < bound;
                case "<=" -> number.doubleValue() <= bound;
                default -> number.doubleValue() == bound;
            };
        }
        return value instanceof Boolean flag
                ? flag.toString().equals(literal.operator())
                : literal.values().contains(String.valueOf(value));
    }

    private double bound(String number) {
        if (!number.startsWith(DrlFile.Literal.PARAMETER)) {
            return Double.parseDouble(number);
        }
        String id = number.substring(DrlFile.Literal.PARAMETER.length());
        for (Fact fact : byType.getOrDefault("Parameter", List.of())) {
            if (fact instanceof Parameter parameter && parameter.id().equals(id)) {
                return parameter.value();
            }
        }
        return Double.NaN;
    }

    private Object value(Fact fact, DrlFile.Literal literal) {
        try {
            return (Object) accessors
                    .computeIfAbsent(literal.type() + "." + literal.field(), key -> accessor(literal))
                    .invokeExact(fact);
        } catch (Throwable e) {
            throw new IllegalStateException(literal.type() + "." + literal.field() + " cannot be read", e);
        }
    }

    private static MethodHandle accessor(DrlFile.Literal literal) {
        try {
            Class<? extends Fact> type = FactTypes.named(literal.type()).orElseThrow();
            return MethodHandles.publicLookup()
                    .unreflect(type.getMethod(literal.field()))
                    .asType(MethodType.methodType(Object.class, Fact.class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(literal.type() + " has no component " + literal.field(), e);
        }
    }
}
