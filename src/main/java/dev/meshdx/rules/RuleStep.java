package dev.meshdx.rules;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.drools.model.AccumulatePattern;
import org.drools.model.Condition;
import org.drools.model.Pattern;
import org.drools.model.Variable;
import org.drools.model.functions.accumulate.AccumulateFunction;

/**
 * One condition of a rule file as Drools compiled it.
 *
 * @param head pattern, not, exists, accumulate or or
 * @param results patterns over what an accumulate counted: Drools makes conditions of their own of them
 */
record RuleStep(Condition head, List<Pattern<?>> results) {

    /** The steps of a conjunction, in the order of the rule file. */
    static List<RuleStep> of(List<Condition> conditions) {
        List<RuleStep> steps = new ArrayList<>();
        Set<Variable<?>> counted = new HashSet<>();
        for (Condition condition : conditions) {
            if (condition.getType() == Condition.Type.CONSEQUENCE) {
                continue;
            }
            if (condition.getType() == Condition.Type.AND) {
                steps.addAll(of(condition.getSubConditions()));
            } else if (condition instanceof Pattern<?> pattern
                    && condition.getType() == Condition.Type.PATTERN
                    && counted.contains(pattern.getPatternVariable())) {
                steps.get(steps.size() - 1).results().add(pattern);
            } else {
                steps.add(new RuleStep(condition, new ArrayList<>()));
                if (condition instanceof AccumulatePattern<?> accumulate) {
                    for (AccumulateFunction function : accumulate.getAccumulateFunctions()) {
                        counted.add(function.getResult());
                    }
                }
            }
        }
        return steps;
    }

    /** Its conditions as Drools has them. */
    List<Condition> conditions() {
        List<Condition> all = new ArrayList<>(List.of(head));
        all.addAll(results);
        return all;
    }

    /** The conditions of several steps. */
    static List<Condition> conditions(List<RuleStep> steps) {
        return steps.stream().flatMap(step -> step.conditions().stream()).toList();
    }

    /** The steps below a not, an exists or one alternative. */
    List<RuleStep> inner() {
        return of(head.getSubConditions());
    }
}
