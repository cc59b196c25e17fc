package dev.meshdx.lint;

import dev.meshdx.rules.Expression.Member;
import dev.meshdx.rules.Expression.Operand;
import dev.meshdx.rules.RuleSyntax;
import java.util.List;

/** A member of a value of a map, which may not be there. */
final class MapValueMember extends Check.OfRule {

    MapValueMember() {
        super(
                "map-value-member",
                Severity.WARNING,
                "A map without the key gives null, and a member of null throws in the middle of a run.");
    }

    @Override
    void check(Unit unit, RuleSyntax rule, Findings findings) {
        for (RuleSyntax.Pattern pattern : rule.patterns()) {
            for (RuleSyntax.Constraint constraint : pattern.constraints()) {
                for (Operand operand : constraint.expression().operands()) {
                    List<Member> members = operand.members();
                    boolean map = List.of("fields", "labels", "annotations", "values", "selector")
                            .contains(operand.root());
                    if (map && members.size() > 1 && members.get(0).name().equals("[]")) {
                        findings.add(
                                unit.drl(),
                                members.get(1).at(),
                                "." + members.get(1).name() + " fails when the key is not there",
                                "compare the value itself: ==, matches and contains take null");
                    }
                }
            }
        }
    }
}
