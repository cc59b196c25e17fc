package dev.meshdx.rules;

import dev.meshdx.facts.Fact;
import dev.meshdx.facts.FactTypes;
import dev.meshdx.rules.DrlFile.Literal;
import dev.meshdx.rules.RuleSyntax.Constraint;
import dev.meshdx.rules.RuleSyntax.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a rule needs before it can fire: fact types, literals that some fact must have, coverage that it asks for. */
final class Literals {

    private static final Pattern EQUALS_LITERAL = Pattern.compile("^\\s*(\\w+)\\s*==\\s*\"([^\"]*)\"\\s*$");
    private static final Pattern IN_LITERALS = Pattern.compile("^\\s*(\\w+)\\s+in\\s*\\(([^)]*)\\)\\s*$");
    private static final Pattern COMPARISON =
            Pattern.compile("^\\s*(\\w+)\\s*(==|>=|<=|>|<)\\s*(-?[0-9][0-9_.]*)\\s*$");
    private static final Pattern THRESHOLD = Pattern.compile("^\\s*(\\w+)\\s*(>=|<=|>|<)\\s*(\\$\\w+)\\s*$");
    private static final Pattern FLAG = Pattern.compile("^\\s*(\\w+)\\s*(?:==\\s*(true|false)\\s*)?$");
    private static final Pattern LITERAL = Pattern.compile("\"([^\"]*)\"");
    private static final Set<Class<?>> NUMBERS = Set.of(int.class, long.class, double.class);

    private final TreeSet<String> reads = new TreeSet<>();
    private final TreeSet<String> guards = new TreeSet<>();
    private final TreeSet<String> counted = new TreeSet<>();
    private final List<Literal> literals = new ArrayList<>();
    private final List<Literal> countedLiterals = new ArrayList<>();
    private final Map<String, List<String>> named = new LinkedHashMap<>();
    /** Variables that hold the value of a parameter, with its id. */
    private final Map<String, String> thresholds = new HashMap<>();

    private int patterns;

    private Literals() {}

    static DrlFile.Rule of(RuleSyntax rule) {
        Literals found = new Literals();
        rule.patterns().forEach(found::pattern);
        TreeSet<String> variables = new TreeSet<>();
        rule.bindings().forEach(binding -> variables.add(binding.name()));
        return new DrlFile.Rule(
                rule.name(),
                rule.at().line(),
                List.copyOf(found.reads),
                List.copyOf(found.guards),
                List.copyOf(found.literals),
                List.copyOf(found.counted),
                List.copyOf(found.countedLiterals),
                found.named,
                List.copyOf(variables));
    }

    private void pattern(RuleSyntax.Pattern pattern) {
        Class<? extends Fact> type = FactTypes.named(pattern.type()).orElseThrow();
        boolean positive = pattern.role() == Role.MATCHED || pattern.role() == Role.EXISTS;
        boolean counting = pattern.role() == Role.COUNTED;
        if (positive) {
            reads.add(pattern.type());
        } else if (counting) {
            counted.add(pattern.type());
        }
        patterns++;
        boolean complete = false;
        String kind = "";
        for (Constraint constraint : pattern.constraints()) {
            complete |= constraint.body().strip().equals("complete");
            Optional<Literal> found = literal(type, constraint.body());
            if (found.isEmpty()) {
                continue;
            }
            Literal literal = found.get();
            if (positive) {
                literals.add(literal);
            } else if (counting) {
                countedLiterals.add(literal);
            }
            if (literal.isText() && List.of("metric", "name").contains(literal.field())) {
                named.computeIfAbsent(pattern.type(), t -> new ArrayList<>()).addAll(literal.values());
            }
            if (literal.isText()
                    && literal.field().equals("kind")
                    && literal.values().size() == 1) {
                kind = literal.values().get(0);
            }
        }
        if (pattern.type().equals("Coverage") && complete && !kind.isEmpty()) {
            guards.add(kind);
        }
        if (pattern.type().equals("Parameter")) {
            threshold(pattern);
        }
    }

    private void threshold(RuleSyntax.Pattern pattern) {
        String id = "";
        String variable = "";
        for (Constraint constraint : pattern.constraints()) {
            Matcher equals = EQUALS_LITERAL.matcher(constraint.body());
            if (equals.matches() && equals.group(1).equals("id")) {
                id = equals.group(2);
            } else if (constraint.body().strip().equals("value")) {
                variable = constraint.variable();
            }
        }
        thresholds.put(variable, id);
    }

    private Optional<Literal> literal(Class<? extends Fact> type, String body) {
        Matcher equals = EQUALS_LITERAL.matcher(body);
        if (equals.matches() && has(type, equals.group(1), Set.of(String.class))) {
            return literal(type, equals.group(1), "in", List.of(equals.group(2)));
        }
        Matcher in = IN_LITERALS.matcher(body);
        if (in.matches() && has(type, in.group(1), Set.of(String.class))) {
            List<String> values = new ArrayList<>();
            Matcher each = LITERAL.matcher(in.group(2));
            while (each.find()) {
                values.add(each.group(1));
            }
            return literal(type, in.group(1), "in", values);
        }
        Matcher comparison = COMPARISON.matcher(body);
        if (comparison.matches() && has(type, comparison.group(1), NUMBERS)) {
            String number = comparison.group(3).replace("_", "");
            return literal(type, comparison.group(1), comparison.group(2), List.of(number));
        }
        Matcher threshold = THRESHOLD.matcher(body);
        if (threshold.matches()
                && thresholds.containsKey(threshold.group(3))
                && has(type, threshold.group(1), NUMBERS)) {
            String id = Literal.PARAMETER + thresholds.get(threshold.group(3));
            return literal(type, threshold.group(1), threshold.group(2), List.of(id));
        }
        Matcher flag = FLAG.matcher(body);
        if (flag.matches() && has(type, flag.group(1), Set.of(boolean.class))) {
            return literal(type, flag.group(1), "false".equals(flag.group(2)) ? "false" : "true", List.of());
        }
        return Optional.empty();
    }

    private Optional<Literal> literal(Class<? extends Fact> type, String field, String operator, List<String> values) {
        return Optional.of(new Literal(patterns, type.getSimpleName(), field, operator, values));
    }

    private static boolean has(Class<? extends Fact> type, String field, Set<Class<?>> ofTypes) {
        return FactMembers.component(type, field).filter(ofTypes::contains).isPresent();
    }
}
