package dev.meshdx.rules;

import dev.meshdx.facts.Fact;
import dev.meshdx.facts.FactTypes;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which rules can fire at all, given the facts: those whose positive patterns find a fact of their type and, for each literal
 * that a pattern asks for, a fact that has it. Everything else need not even be loaded, which is most of the start of a run.
 */
final class Relevance {

    private final Map<String, Boolean> types = new HashMap<>();
    private final Map<String, Set<Object>> values = new HashMap<>();
    private final Map<String, List<Fact>> byType = new HashMap<>();

    Relevance(List<Fact> facts) {
        for (Fact fact : facts) {
            byType.computeIfAbsent(fact.getClass().getSimpleName(), type -> new java.util.ArrayList<>())
                    .add(fact);
        }
        byType.keySet().forEach(type -> types.put(type, true));
    }

    boolean canFire(RuleIndex.Need need) {
        for (String type : need.reads()) {
            if (!types.containsKey(type)) {
                return false;
            }
        }
        for (DrlFile.Literal literal : need.literals()) {
            Set<Object> present = values.computeIfAbsent(
                    literal.type() + "." + literal.field(), key -> collect(literal.type(), literal.field()));
            if (literal.values().stream().noneMatch(present::contains)) {
                return false;
            }
        }
        return true;
    }

    private Set<Object> collect(String type, String field) {
        Set<Object> found = new HashSet<>();
        List<Fact> facts = byType.getOrDefault(type, List.of());
        if (facts.isEmpty()) {
            return found;
        }
        try {
            MethodHandle accessor = MethodHandles.publicLookup()
                    .findVirtual(FactTypes.named(type).orElseThrow(), field, MethodType.methodType(String.class));
            for (Fact fact : facts) {
                found.add(accessor.invoke(fact));
            }
        } catch (Throwable e) {
            throw new IllegalStateException(type + "." + field + " is no text component", e);
        }
        return found;
    }
}
