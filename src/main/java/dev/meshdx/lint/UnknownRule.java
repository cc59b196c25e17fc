package dev.meshdx.lint;

import dev.meshdx.rules.Closest;
import dev.meshdx.rules.RuleSyntax;
import java.util.List;

/** A rule that an entry or a test names and the rule file does not have. */
final class UnknownRule extends Check.OfUnit {

    UnknownRule() {
        super("unknown-rule", Severity.ERROR, "Evidence, when and rules name rules of the .drl beside them.");
    }

    @Override
    boolean acceptable() {
        return false;
    }

    @Override
    void check(Unit unit, Findings findings) {
        if (!unit.readable()) {
            return;
        }
        unit.evidence().forEach(each -> name(unit, unit.entry(), each.key(), findings));
        unit.steps().forEach(step -> name(unit, unit.entry(), step.fields().get("when"), findings));
        for (YamlNode each : unit.cases()) {
            each.get("expect")
                    .items()
                    .forEach(finding ->
                            finding.get("rules").items().forEach(rule -> name(unit, unit.test(), rule, findings)));
        }
    }

    private static void name(Unit unit, Document file, YamlNode node, Findings findings) {
        if (!node.isMissing() && unit.rule(node.text()).isEmpty()) {
            List<String> names = unit.rules().stream().map(RuleSyntax::name).toList();
            findings.add(
                    file.source(),
                    node.at(),
                    unit.id() + ".drl has no rule '" + node.text() + "'" + Closest.hint(node.text(), names),
                    "");
        }
    }
}
