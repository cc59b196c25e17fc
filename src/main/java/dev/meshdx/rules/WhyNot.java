package dev.meshdx.rules;

import dev.meshdx.facts.Coverage;
import dev.meshdx.facts.Fact;
import dev.meshdx.facts.FactTypes;
import dev.meshdx.facts.Subject;
import dev.meshdx.rules.RuleShortfall.Near;
import dev.meshdx.rules.RuleShortfall.Stop;
import dev.meshdx.rules.RuleShortfall.Unmet;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.drools.model.AccumulatePattern;
import org.drools.model.Condition;
import org.drools.model.Pattern;
import org.drools.model.Rule;
import org.jspecify.annotations.Nullable;

/**
 * Why a rule does not fire: how far its conditions hold together, and what the first one that does not lacks. Drools itself
 * answers both, with the compiled rule: beginnings of the rule run as rules of their own, and single constraints are tested
 * by the code that Drools would call.
 */
final class WhyNot {

    /** Facts that are named of a condition. */
    static final int MAX_NEAR = 3;

    private final WrittenRule text;
    private final List<RuleStep> steps;
    private final List<List<String>> needs;
    private final List<Fact> facts;
    private final List<Coverage> coverage;
    private final Predicate<Subject> about;
    private final PartialRun run;

    private WhyNot(Rule rule, WrittenRule text, List<List<String>> needs, List<Fact> facts, Predicate<Subject> about) {
        this.text = text;
        this.needs = needs;
        this.coverage = facts.stream()
                .filter(Coverage.class::isInstance)
                .map(Coverage.class::cast)
                .toList();
        this.steps = RuleStep.of(rule.getView().getSubConditions());
        this.facts = relevant(facts, rule.getView());
        this.about = about;
        this.run = new PartialRun(this.facts, row -> concerns(row.values()));
    }

    /**
     * How far a rule gets.
     *
     * @param rule compiled rule
     * @param text the same rule as its author wrote it
     * @param needs kinds of evidence that it needs: of each inner list one
     * @param facts facts
     * @param about which subjects the rule would have to conclude about
     */
    static RuleShortfall of(
            Rule rule, WrittenRule text, List<List<String>> needs, List<Fact> facts, Predicate<Subject> about) {
        WhyNot whyNot = new WhyNot(rule, text, needs, facts, about);
        try {
            return whyNot.shortfall();
        } catch (RuntimeException | StackOverflowError e) {
            return new RuleShortfall(text.name(), text.place(), whyNot.steps.size(), 0, List.of(), Culprit.message(e));
        }
    }

    private RuleShortfall shortfall() {
        List<List<Condition>> beginnings = new ArrayList<>();
        for (int length = 0; length <= steps.size(); length++) {
            beginnings.add(RuleStep.conditions(steps.subList(0, length)));
        }
        List<List<Row>> rows = run.rows(beginnings);
        int held = held(rows);
        List<Stop> stops =
                held == steps.size() ? List.of() : stops(held, steps.get(held), beginnings.get(held), rows.get(held));
        return new RuleShortfall(text.name(), text.place(), steps.size(), held, stops, "");
    }

    private static int held(List<List<Row>> rows) {
        int held = 0;
        while (held + 1 < rows.size() && !rows.get(held + 1).isEmpty()) {
            held++;
        }
        return held;
    }

    private List<Stop> stops(int at, RuleStep step, List<Condition> before, List<Row> rows) {
        return switch (step.head().getType()) {
            case NOT -> List.of(defeated(at, step, before));
            case EXISTS -> within(at, step.inner(), before, rows);
            case OR -> {
                List<Stop> stops = new ArrayList<>();
                for (Condition alternative : step.head().getSubConditions()) {
                    stops.addAll(within(at, RuleStep.of(List.of(alternative)), before, rows));
                }
                yield stops;
            }
            case ACCUMULATE -> List.of(counted(at, step, before));
            default -> List.of(pattern(at, (Pattern<?>) step.head(), rows));
        };
    }

    /** The first of some inner conditions that falls short after those before it. */
    private List<Stop> within(int at, List<RuleStep> inner, List<Condition> before, List<Row> rows) {
        List<List<Condition>> beginnings = new ArrayList<>();
        for (int length = 0; length <= inner.size(); length++) {
            List<Condition> beginning = new ArrayList<>(before);
            beginning.addAll(RuleStep.conditions(inner.subList(0, length)));
            beginnings.add(beginning);
        }
        List<List<Row>> all = new ArrayList<>(run.rows(beginnings));
        all.set(0, rows);
        int held = held(all);
        return held == inner.size() ? List.of() : stops(at, inner.get(held), beginnings.get(held), all.get(held));
    }

    private Stop pattern(int at, Pattern<?> pattern, List<Row> rows) {
        Check check = new Check(pattern);
        List<Fact> own = facts.stream().filter(check.type()::isInstance).toList();
        List<Fact> concerned = own.stream()
                .filter(fact -> concerns(Map.of(check.variable(), fact)))
                .toList();
        boolean elsewhere = concerned.isEmpty() && !own.isEmpty();
        NearFacts near = new NearFacts(check, elsewhere ? own : concerned, rows);
        List<Near> best = elsewhere ? near.first(MAX_NEAR) : near.best(MAX_NEAR);
        return stop(
                "pattern",
                at,
                check.type().getSimpleName(),
                own.size(),
                elsewhere,
                best,
                near.asNear(best),
                List.of(),
                List.of(),
                near.sampled());
    }

    private Stop counted(int at, RuleStep step, List<Condition> before) {
        List<Condition> counting = new ArrayList<>(before);
        counting.add(step.head());
        List<Row> rows = run.rows(List.of(counting)).get(0);
        List<Unmet> unmet = new ArrayList<>();
        if (!rows.isEmpty()) {
            Map<String, Object> values = best(rows, step.results()).values();
            for (Pattern<?> result : step.results()) {
                unmet.addAll(unmet(result, values));
            }
        }
        String type = text.conditions().get(at).type();
        int candidates = (int) facts.stream()
                .filter(fact -> fact.getClass().getSimpleName().equals(type))
                .count();
        if (((AccumulatePattern<?>) step.head()).getCondition() instanceof Pattern<?> inner) {
            List<Row> beside = rows.isEmpty() ? run.rows(List.of(before)).get(0) : rows;
            NearFacts near = new NearFacts(new Check(inner), facts, beside);
            List<Near> best = near.best(MAX_NEAR);
            return stop(
                    "accumulate",
                    at,
                    type,
                    candidates,
                    false,
                    best,
                    near.asNear(best),
                    List.of(),
                    unmet,
                    near.sampled());
        }
        return stop("accumulate", at, type, candidates, false, List.of(), 0, List.of(), unmet, false);
    }

    private static Row best(List<Row> rows, List<Pattern<?>> results) {
        Row best = rows.get(0);
        int fewest = Integer.MAX_VALUE;
        for (Row row : rows) {
            int unmet = 0;
            for (Pattern<?> result : results) {
                unmet += unmet(result, row.values()).size();
            }
            if (unmet < fewest) {
                best = row;
                fewest = unmet;
            }
        }
        return best;
    }

    private static List<Unmet> unmet(Pattern<?> result, Map<String, Object> values) {
        Check check = new Check(result);
        @Nullable Object value = values.get(check.variable());
        return value == null ? List.of() : check.described(check.unmet(value, values), value, values);
    }

    private Stop defeated(int at, RuleStep step, List<Condition> before) {
        List<RuleStep> inner = step.inner();
        List<Condition> together = new ArrayList<>(before);
        together.addAll(RuleStep.conditions(inner));
        Set<String> variables = new HashSet<>();
        inner.forEach(each -> {
            if (each.head() instanceof Pattern<?> pattern) {
                variables.add(pattern.getPatternVariable().getName());
            }
        });
        TreeSet<Fact> defeating = new TreeSet<>(Fact.ORDER);
        for (Row row : run.rows(List.of(together)).get(0)) {
            row.values().forEach((name, value) -> {
                if (variables.contains(name) && value instanceof Fact fact) {
                    defeating.add(fact);
                }
            });
        }
        String type = text.conditions().get(at).type();
        return stop(
                "not",
                at,
                type,
                defeating.size(),
                false,
                List.of(),
                0,
                defeating.stream().limit(MAX_NEAR).toList(),
                List.of(),
                false);
    }

    private Stop stop(
            String form,
            int at,
            String type,
            int candidates,
            boolean elsewhere,
            List<Near> near,
            int asNear,
            List<Fact> defeating,
            List<Unmet> unmet,
            boolean sampled) {
        WrittenRule.Condition condition = text.conditions().get(at);
        List<String> kinds = kinds(type);
        return new Stop(
                form,
                text.file() + ":" + condition.line(),
                condition.text(),
                type,
                candidates,
                kinds,
                coverage.stream().filter(each -> kinds.contains(each.kind())).toList(),
                elsewhere,
                near,
                asNear,
                defeating,
                form.equals("not") ? candidates - defeating.size() : 0,
                unmet,
                sampled);
    }

    /** Kinds that give facts of a type: those that the rule needs for it, where its constraints say more than the type. */
    private List<String> kinds(String type) {
        List<String> filled = FactTypes.named(type).map(FactTypes::filledBy).orElse(List.of());
        return needs.stream()
                .filter(kinds ->
                        filled.isEmpty() ? type.startsWith("Resource") && special(kinds) : filled.containsAll(kinds))
                .findFirst()
                .orElse(filled);
    }

    private static boolean special(List<String> kinds) {
        return FactTypes.all().stream()
                .noneMatch(type -> FactTypes.filledBy(type).equals(kinds));
    }

    /** Whether what the rule would conclude about is wanted; true as long as it is not bound. */
    private boolean concerns(Map<String, Object> values) {
        String[] path = text.concludes().split("\\.", -1);
        Object value = values.get(path[0]);
        if (value == null) {
            return true;
        }
        Object subject = path.length > 1 ? member(value, path[1]) : value;
        return !(subject instanceof Subject named) || about.test(named);
    }

    private static @Nullable Object member(Object value, String name) {
        try {
            return value.getClass().getMethod(name).invoke(value);
        } catch (IllegalAccessException | NoSuchMethodException | InvocationTargetException e) {
            return null;
        }
    }

    /** Facts of the types that the rule looks at; the others need not be inserted. */
    private static List<Fact> relevant(List<Fact> facts, Condition view) {
        Set<Class<?>> types = new LinkedHashSet<>();
        types(view, types);
        return facts.stream().filter(fact -> types.contains(fact.getClass())).toList();
    }

    private static void types(Condition condition, Set<Class<?>> types) {
        if (condition instanceof Pattern<?> pattern) {
            types.add(pattern.getPatternVariable().getType());
        }
        if (condition instanceof AccumulatePattern<?> accumulate) {
            types(accumulate.getCondition(), types);
        } else {
            condition.getSubConditions().forEach(child -> types(child, types));
        }
    }
}
