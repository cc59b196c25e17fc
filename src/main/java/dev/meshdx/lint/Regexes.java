package dev.meshdx.lint;

import dev.meshdx.rules.Expression;
import dev.meshdx.rules.Place;
import dev.meshdx.rules.RuleSyntax;
import java.util.ArrayList;
import java.util.List;

/** The regular expressions of a failure mode. */
final class Regexes {

    private Regexes() {}

    /** An expression, the file that holds it, and where. */
    record Regex(String text, Source file, Place at) {}

    static List<Regex> of(Unit unit) {
        List<Regex> all = new ArrayList<>();
        for (RuleSyntax rule : unit.rules()) {
            for (RuleSyntax.Pattern pattern : rule.patterns()) {
                for (RuleSyntax.Constraint constraint : pattern.constraints()) {
                    List<Expression.Token> tokens = constraint.expression().tokens();
                    for (int i = 1; i < tokens.size(); i++) {
                        if (tokens.get(i - 1).is("matches") && tokens.get(i).kind() == Expression.Kind.STRING) {
                            all.add(new Regex(
                                    tokens.get(i).unquoted(),
                                    unit.drl(),
                                    tokens.get(i).at()));
                        }
                    }
                }
            }
        }
        for (YamlNode log : unit.entry().root().get("logs").items()) {
            YamlNode regex = log.get("regex");
            if (!regex.isMissing()) {
                all.add(new Regex(regex.text(), unit.entry().source(), regex.at()));
            }
        }
        return all;
    }
}
