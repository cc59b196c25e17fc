package dev.meshdx.lint;

import dev.meshdx.facts.EvidenceKind;
import dev.meshdx.facts.FactTypes;
import dev.meshdx.rules.Expression.Kind;
import dev.meshdx.rules.RuleSyntax;
import dev.meshdx.rules.RuleSyntax.Role;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A {@code not} of a decisive rule that holds as well when nothing of the kind was captured. */
final class UnguardedNot extends Check.OfRule {

    UnguardedNot() {
        super(
                "unguarded-not",
                Severity.WARNING,
                "What was not captured is unknown, not absent: in a rule that decides alone, 'not' needs a complete coverage beside it.");
    }

    @Override
    void check(Unit unit, RuleSyntax rule, Findings findings) {
        if (unit.evidence().stream().noneMatch(each -> each.rule().equals(rule.name()) && isDecisive(unit, each))) {
            return;
        }
        Set<String> read = new HashSet<>();
        Set<String> guarded = new HashSet<>();
        for (RuleSyntax.Pattern pattern : rule.patterns()) {
            if (pattern.role() != Role.NEGATED) {
                read.add(pattern.type());
                read.addAll(kinds(pattern.type()));
            }
            if (pattern.type().equals("Coverage")) {
                pattern.constraints()
                        .forEach(constraint -> constraint.expression().tokens().stream()
                                .filter(token -> token.kind() == Kind.STRING)
                                .forEach(token -> guarded.add(token.unquoted())));
            }
        }
        for (RuleSyntax.Pattern pattern : rule.patterns()) {
            List<String> kinds = kinds(pattern.type());
            boolean open = pattern.role() == Role.NEGATED
                    && !kinds.isEmpty()
                    && !read.contains(pattern.type())
                    && kinds.stream().noneMatch(kind -> guarded.contains(kind) || read.contains(kind));
            if (open) {
                findings.add(
                        unit.drl(),
                        pattern.at(),
                        "not " + pattern.type() + " holds as well when no " + String.join(", ", kinds)
                                + " was captured",
                        "add Coverage( kind == \"" + kinds.get(0) + "\", complete ) before it");
            }
        }
    }

    /** Whether the rule alone makes the failure mode found; weaker ones only add to what others saw. */
    private static boolean isDecisive(Unit unit, Unit.Evidence evidence) {
        return evidence.weight()
                .filter(weight -> NeverFound.probability(unit, weight.logRatio()) >= NeverFound.FOUND)
                .isPresent();
    }

    private static List<String> kinds(String type) {
        return FactTypes.named(type).map(FactTypes::filledBy).orElse(List.of());
    }

    /** Kinds that a coverage may name. */
    static Set<String> known() {
        Set<String> kinds = new HashSet<>();
        FactTypes.all().forEach(type -> kinds.addAll(FactTypes.filledBy(type)));
        for (EvidenceKind kind : EvidenceKind.values()) {
            kinds.add(kind.key());
        }
        return kinds;
    }
}
