package dev.meshdx.lint;

import dev.meshdx.lint.YamlNode.Pair;
import dev.meshdx.rules.Expression.Token;
import java.util.Set;
import java.util.stream.Collectors;

/** A threshold that no rule asks for. */
final class UnusedParameter extends Check.OfUnit {

    UnusedParameter() {
        super("unused-parameter", Severity.WARNING, "A site that sets it would wonder why nothing changes.");
    }

    @Override
    void check(Unit unit, Findings findings) {
        if (!unit.readable()) {
            return;
        }
        Set<String> asked = unit.rules().stream()
                .flatMap(rule -> rule.patterns().stream())
                .filter(pattern -> pattern.type().equals("Parameter"))
                .flatMap(pattern -> UnknownParameter.asked(pattern).stream())
                .map(Token::unquoted)
                .collect(Collectors.toSet());
        for (Pair parameter : unit.entry().root().get("parameters").pairs()) {
            if (!asked.contains(unit.id() + "." + parameter.name())) {
                findings.add(
                        unit.entry().source(),
                        parameter.key().at(),
                        "no rule asks for parameter '" + parameter.name() + "'",
                        "use it in a rule, or delete it");
            }
        }
    }
}
