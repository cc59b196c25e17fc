package dev.meshdx.rules;

import dev.meshdx.rules.RuleText.Part;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Holds a parsed rule file against the subset of DRL that rules may use; what it refuses never reaches Drools. */
final class RuleGate {

    private static final Pattern CONSEQUENCE =
            Pattern.compile("conclude\\(\\s*kcontext\\s*,\\s*\\$\\w+(\\.\\w+\\(\\s*\\))?\\s*\\)\\s*;");
    private static final String FACTS_IMPORT = "dev.meshdx.facts.*";
    private static final String CONCLUDE_IMPORT = "static " + Conclusions.class.getName() + ".conclude";
    private static final Set<String> FUNCTIONS =
            Set.of("count", "sum", "min", "max", "average", "collectList", "collectSet");

    private final RuleText file;
    private final List<Mistake> mistakes = new ArrayList<>();

    RuleGate(RuleText file) {
        this.file = file;
    }

    List<Mistake> mistakes() {
        for (Part imported : file.imports()) {
            if (!imported.name().equals(FACTS_IMPORT) && !imported.name().equals(CONCLUDE_IMPORT)) {
                refuse(
                        Fault.IMPORT,
                        imported.at(),
                        "import of " + imported.name() + " is not allowed",
                        "rules import " + FACTS_IMPORT + " and " + CONCLUDE_IMPORT + " only");
            }
        }
        for (Part declaration : file.declarations()) {
            refuse(
                    Fault.DECLARATION,
                    declaration.at(),
                    declaration.name() + " is not allowed",
                    "a rule file holds rules only");
        }
        if (file.rules().isEmpty()) {
            refuse(Fault.EMPTY_WHEN, file.packageAt(), "the file holds no rule", "");
        }
        Set<String> names = new HashSet<>();
        for (RuleSyntax rule : file.rules()) {
            if (!names.add(rule.name())) {
                refuse(
                        Fault.DUPLICATE_RULE,
                        rule.at(),
                        "rule \"" + rule.name() + "\" exists twice",
                        "give one of them another name");
            }
            rule(rule);
        }
        return mistakes;
    }

    private void rule(RuleSyntax rule) {
        String name = "rule \"" + rule.name() + "\" ";
        for (Part attribute : rule.attributes()) {
            refuse(
                    Fault.ATTRIBUTE,
                    attribute.at(),
                    name + "has attribute " + attribute.name() + "; attributes are not allowed",
                    "leave it out; results do not depend on the order of firing");
        }
        for (Part annotation : rule.annotations()) {
            refuse(
                    Fault.ANNOTATION,
                    annotation.at(),
                    name + "has annotation @" + annotation.name(),
                    "leave it out; what it says belongs into the entry");
        }
        for (Part foreign : rule.foreign()) {
            refuse(
                    Fault.ELEMENT,
                    foreign.at(),
                    foreign.name() + " is not allowed in a rule",
                    foreign.name().equals("from") ? "join facts instead" : "write patterns, not, exists or accumulate");
        }
        for (RuleSyntax.Count count : rule.counts()) {
            count(count);
        }
        if (!CONSEQUENCE.matcher(rule.consequence()).matches()) {
            refuse(
                    Fault.CONSEQUENCE,
                    rule.consequenceAt(),
                    name + "must have one consequence of the form: conclude( kcontext, $x.subject() );",
                    "");
        }
        boolean positive = rule.patterns().stream()
                .anyMatch(pattern ->
                        pattern.role() == RuleSyntax.Role.MATCHED || pattern.role() == RuleSyntax.Role.EXISTS);
        if (!positive) {
            refuse(
                    Fault.EMPTY_WHEN,
                    rule.at(),
                    name + "has no condition that a fact must meet, so it would always fire",
                    "");
        }
        new ConditionGate(rule, mistakes).check();
    }

    private void count(RuleSyntax.Count count) {
        if (count.functions().isEmpty()) {
            refuse(
                    Fault.ELEMENT,
                    count.at(),
                    "accumulate names no function",
                    "write accumulate( pattern; $n : count(); $n > 1 )");
        }
        for (RuleSyntax.Function function : count.functions()) {
            if (!FUNCTIONS.contains(function.name())) {
                refuse(
                        Fault.ELEMENT,
                        count.at(),
                        "accumulate knows no function " + function.name() + Closest.hint(function.name(), FUNCTIONS),
                        "");
            }
        }
    }

    private void refuse(Fault fault, Place at, String message, String fix) {
        mistakes.add(new Mistake(fault, at, message, fix));
    }
}
