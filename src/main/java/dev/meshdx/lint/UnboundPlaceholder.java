package dev.meshdx.lint;

import dev.meshdx.facts.Fact;
import dev.meshdx.rules.Closest;
import dev.meshdx.rules.FactMembers;
import dev.meshdx.rules.Placeholder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** A placeholder that the rules do not fill. */
final class UnboundPlaceholder extends Check.OfUnit {

    UnboundPlaceholder() {
        super(
                "unbound-placeholder",
                Severity.ERROR,
                "A text shows the bare name, and a command is left out, where no rule binds the variable.");
    }

    @Override
    void check(Unit unit, Findings findings) {
        if (!unit.readable()) {
            return;
        }
        Map<String, RuleScope> scopes = new TreeMap<>();
        unit.rules().forEach(rule -> scopes.put(rule.name(), new RuleScope(rule)));
        for (Unit.Evidence each : unit.evidence()) {
            RuleScope scope = scopes.get(each.rule());
            if (scope != null) {
                text(unit, each.fields().get("says"), List.of(scope), true, "rule " + each.rule(), findings);
            }
        }
        for (String key : List.of("summary", "why")) {
            YamlNode text = unit.entry().root().get(key);
            text(unit, text, scopes.values(), false, "any rule", findings);
            Placeholder.in(text.text()).forEach(each -> undecided(unit, text, each, scopes, findings));
        }
        for (Unit.Step step : unit.steps()) {
            String when = step.fields().get("when").text();
            RuleScope scope = scopes.get(when);
            Collection<RuleScope> of = scope == null ? scopes.values() : List.of(scope);
            String who = scope == null ? "any rule" : "rule " + when;
            text(unit, step.run(), of, scope != null, who, findings);
            text(unit, step.fields().get("purpose"), of, scope != null, who, findings);
        }
    }

    /** A text of the whole must not depend on a rule that may stay quiet while the others decide. */
    private static void undecided(
            Unit unit, YamlNode text, Placeholder placeholder, Map<String, RuleScope> scopes, Findings findings) {
        boolean given = placeholder.path().size() == 1 && Placeholder.GIVEN.contains(placeholder.root());
        if (given || scopes.values().stream().noneMatch(scope -> scope.binds(placeholder.root()))) {
            return;
        }
        Map<String, Double> groups = new TreeMap<>();
        List<String> silent = new ArrayList<>();
        for (Unit.Evidence each : unit.evidence()) {
            RuleScope scope = scopes.get(each.rule());
            if (scope != null && each.supports() && !scope.binds(placeholder.root())) {
                silent.add(each.rule());
                each.weight().ifPresent(weight -> groups.merge(each.group(), weight.logRatio(), Math::max));
            }
        }
        double others =
                groups.values().stream().mapToDouble(Double::doubleValue).sum();
        if (!silent.isEmpty() && NeverFound.probability(unit, others) >= NeverFound.FOUND) {
            findings.add(
                    unit.entry().source(),
                    text.find(placeholder.text()),
                    placeholder.text() + " is not bound by " + String.join(", ", silent)
                            + ", which can decide without the other rules",
                    "bind $" + placeholder.root() + " there, or name what is always known");
        }
    }

    /** Whether all of the rules, or at least one, must bind what a text names. */
    private static void text(
            Unit unit, YamlNode text, Collection<RuleScope> scopes, boolean all, String who, Findings findings) {
        for (Placeholder each : Placeholder.in(text.text())) {
            boolean given = each.path().size() == 1 && Placeholder.GIVEN.contains(each.root());
            boolean bound = all
                    ? scopes.stream().allMatch(scope -> scope.binds(each.root()))
                    : scopes.stream().anyMatch(scope -> scope.binds(each.root()));
            if (!given && !bound) {
                TreeSet<String> names = new TreeSet<>(Placeholder.GIVEN);
                scopes.forEach(scope -> names.addAll(scope.names()));
                names.remove(each.root());
                findings.add(
                        unit.entry().source(),
                        text.find(each.text()),
                        each.text() + " is not bound by " + who + Closest.hint(each.root(), names),
                        all ? "bind $" + each.root() + " there, or name what is always known" : "");
            } else if (!each.format().isEmpty() && !Placeholder.FORMATS.contains(each.format())) {
                findings.add(
                        unit.entry().source(),
                        text.find(each.text()),
                        each.text() + " asks for an unknown format" + Closest.hint(each.format(), Placeholder.FORMATS),
                        "formats are " + String.join(", ", new TreeSet<>(Placeholder.FORMATS)));
            } else if (each.path().size() > 1) {
                scopes.stream()
                        .filter(scope -> scope.binds(each.root()))
                        .map(scope -> component(scope.record(each.root()), each))
                        .filter(problem -> !problem.isEmpty())
                        .findFirst()
                        .ifPresent(problem -> findings.add(unit.entry().source(), text.find(each.text()), problem, ""));
            }
        }
    }

    private static String component(Optional<Class<?>> record, Placeholder placeholder) {
        Optional<Class<?>> type = record;
        for (String name : placeholder.path().subList(1, placeholder.path().size())) {
            if (type.isEmpty() || !type.get().isRecord()) {
                return "";
            }
            Class<?> owner = type.get();
            type = FactMembers.component(owner, name);
            if (type.isEmpty()) {
                return placeholder.text() + ": " + owner.getSimpleName() + " has no field '" + name + "'"
                        + Closest.hint(name, names(owner));
            }
        }
        return "";
    }

    private static List<String> names(Class<?> owner) {
        return java.util.Arrays.stream(owner.getRecordComponents())
                .map(component -> component.getName())
                .filter(name -> !name.equals("origin") || Fact.class.isAssignableFrom(owner))
                .toList();
    }
}
