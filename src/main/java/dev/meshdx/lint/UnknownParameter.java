package dev.meshdx.lint;

import dev.meshdx.rules.Closest;
import dev.meshdx.rules.Expression.Kind;
import dev.meshdx.rules.Expression.Token;
import dev.meshdx.rules.RuleSyntax;
import java.util.List;

/** A rule that asks for a threshold that its entry does not define. */
final class UnknownParameter extends Check.OfRule {

    UnknownParameter() {
        super(
                "unknown-parameter",
                Severity.ERROR,
                "A rule that asks for a parameter that its entry lacks never fires; a meshdx.yaml can only set one that exists.");
    }

    @Override
    boolean acceptable() {
        return false;
    }

    @Override
    void check(Unit unit, RuleSyntax rule, Findings findings) {
        List<String> known = ids(unit);
        for (RuleSyntax.Pattern pattern : rule.patterns()) {
            if (!pattern.type().equals("Parameter")) {
                continue;
            }
            List<Token> asked = asked(pattern);
            if (asked.isEmpty()) {
                findings.add(
                        unit.drl(),
                        pattern.at(),
                        "this pattern takes every parameter of every failure mode",
                        "ask for one: Parameter( id == \"" + unit.id() + ".name\", $name : value )");
            }
            for (Token id : asked) {
                if (!known.contains(id.unquoted())) {
                    findings.add(
                            unit.drl(),
                            id.at(),
                            "the entry has no parameter for '" + id.unquoted() + "'"
                                    + Closest.hint(id.unquoted(), known),
                            known.isEmpty()
                                    ? "define it under parameters: of the entry"
                                    : "its parameters are " + String.join(", ", known));
                }
            }
        }
    }

    /** Ids of the parameters that an entry defines, as rules name them. */
    static List<String> ids(Unit unit) {
        return unit.entry().root().get("parameters").pairs().stream()
                .map(pair -> unit.id() + "." + pair.name())
                .toList();
    }

    /** The ids that a pattern asks for. */
    static List<Token> asked(RuleSyntax.Pattern pattern) {
        return pattern.constraints().stream()
                .map(constraint -> constraint.expression().tokens())
                .filter(tokens -> tokens.size() == 3
                        && tokens.get(0).is("id")
                        && tokens.get(1).is("=="))
                .map(tokens -> tokens.get(2))
                .filter(token -> token.kind() == Kind.STRING)
                .toList();
    }
}
