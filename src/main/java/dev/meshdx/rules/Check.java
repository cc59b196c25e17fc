package dev.meshdx.rules;

import dev.meshdx.facts.Fact;
import dev.meshdx.rules.RuleShortfall.Unmet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.drools.model.Binding;
import org.drools.model.Constraint;
import org.drools.model.Pattern;
import org.drools.model.SingleConstraint;
import org.drools.model.Variable;

/** The constraints of one pattern, each tested by the compiled code that Drools runs. */
final class Check {

    private final Pattern<?> pattern;
    private final List<Constraint> constraints;

    Check(Pattern<?> pattern) {
        this.pattern = pattern;
        this.constraints = single(pattern.getConstraint());
    }

    /** Number of constraints. */
    int size() {
        return constraints.size();
    }

    /** Class that a fact must have. */
    Class<?> type() {
        return pattern.getPatternVariable().getType();
    }

    /** Name of the variable that the fact is bound to. */
    String variable() {
        return pattern.getPatternVariable().getName();
    }

    /** Names of the variables of earlier patterns that the constraints look at. */
    Set<String> joins() {
        Set<String> names = new LinkedHashSet<>();
        constraints.forEach(constraint -> names(constraint, names));
        pattern.getBindings().forEach(binding -> {
            for (Variable<?> input : binding.getInputVariables()) {
                names.add(input.getName());
            }
        });
        names.remove(variable());
        pattern.getBindings()
                .forEach(binding -> names.remove(binding.getBoundVariable().getName()));
        return names;
    }

    /** The constraints that the object does not meet beside that row. */
    List<Constraint> unmet(Object object, Map<String, Object> row) {
        Map<String, Object> values = values(object, row);
        return constraints.stream()
                .filter(constraint -> !holds(constraint, values))
                .toList();
    }

    /** The same for people. */
    List<Unmet> described(List<Constraint> unmet, Object object, Map<String, Object> row) {
        Map<String, Object> values = values(object, row);
        Fact fact = object instanceof Fact looked ? looked : null;
        return unmet.stream()
                .map(constraint -> new Unmet(text(constraint), Actual.of(text(constraint), fact, values)))
                .toList();
    }

    private Map<String, Object> values(Object object, Map<String, Object> row) {
        Map<String, Object> values = new HashMap<>(row);
        values.put(variable(), object);
        for (Binding binding : pattern.getBindings()) {
            try {
                Object value = binding.eval(arguments(binding.getInputVariables(), values));
                if (value != null) {
                    values.put(binding.getBoundVariable().getName(), value);
                }
            } catch (RuntimeException e) {
                // What can't be read stays unbound, and a constraint that needs it does not hold.
                values.remove(binding.getBoundVariable().getName());
            }
        }
        return values;
    }

    /** A test that throws does not hold: Drools would end the run with it. */
    private static boolean holds(Constraint constraint, Map<String, Object> values) {
        if (constraint instanceof SingleConstraint single) {
            try {
                return single.getPredicate().test(arguments(single.getVariables(), values));
            } catch (Exception e) {
                return false;
            }
        }
        return constraint.getType() == Constraint.Type.OR
                ? constraint.getChildren().stream().anyMatch(child -> holds(child, values))
                : constraint.getChildren().stream().allMatch(child -> holds(child, values));
    }

    private static Object[] arguments(Variable<?>[] variables, Map<String, Object> values) {
        Object[] arguments = new Object[variables.length];
        for (int i = 0; i < variables.length; i++) {
            arguments[i] = values.get(variables[i].getName());
        }
        return arguments;
    }

    private static List<Constraint> single(Constraint constraint) {
        if (constraint instanceof SingleConstraint || constraint.getType() == Constraint.Type.OR) {
            return text(constraint).isEmpty() ? List.of() : List.of(constraint);
        }
        List<Constraint> all = new ArrayList<>();
        constraint.getChildren().forEach(child -> all.addAll(single(child)));
        return all;
    }

    private static String text(Constraint constraint) {
        if (constraint instanceof SingleConstraint single) {
            return single.predicateInformation()
                    .getStringConstraint()
                    .replaceAll("\\s+", " ")
                    .strip();
        }
        String word = constraint.getType() == Constraint.Type.OR ? " || " : ", ";
        return String.join(
                word, constraint.getChildren().stream().map(Check::text).toList());
    }

    private static void names(Constraint constraint, Set<String> names) {
        if (constraint instanceof SingleConstraint single) {
            for (Variable<?> variable : single.getVariables()) {
                names.add(variable.getName());
            }
        }
        constraint.getChildren().forEach(child -> names(child, names));
    }
}
