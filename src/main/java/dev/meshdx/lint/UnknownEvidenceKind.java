package dev.meshdx.lint;

import dev.meshdx.rules.Closest;
import dev.meshdx.rules.Expression.Kind;
import dev.meshdx.rules.Expression.Token;
import dev.meshdx.rules.Place;
import dev.meshdx.rules.RuleSyntax;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A kind of evidence that no reader of captures knows. */
final class UnknownEvidenceKind extends Check {

    UnknownEvidenceKind() {
        super(
                "unknown-evidence-kind",
                Severity.ERROR,
                "Coverage of a kind that nothing is read from is never complete, so the rule never fires.");
    }

    @Override
    void check(Catalogue catalogue, Findings findings) {
        Set<String> known = new TreeSet<>(UnguardedNot.known());
        catalogue
                .units()
                .flatMap(unit -> unit.rules().stream())
                .forEach(rule -> rule.patterns().stream()
                        .filter(pattern -> pattern.type().startsWith("Resource"))
                        .flatMap(pattern -> kinds(pattern).stream())
                        .forEach(token -> known.add(token.unquoted())));
        catalogue.units().forEach(unit -> {
            for (RuleSyntax rule : unit.rules()) {
                rule.patterns().stream()
                        .filter(pattern -> pattern.type().equals("Coverage"))
                        .flatMap(pattern -> kinds(pattern).stream())
                        .forEach(token -> kind(known, unit.drl(), token.unquoted(), token.at(), findings));
            }
            for (YamlNode each : unit.cases()) {
                each.get("absent").items().stream()
                        .filter(kind -> !kind.text().equals("all"))
                        .forEach(kind -> kind(known, unit.test().source(), kind.text(), kind.at(), findings));
            }
        });
    }

    private static List<Token> kinds(RuleSyntax.Pattern pattern) {
        return pattern.constraints().stream()
                .map(constraint -> constraint.expression().tokens())
                .filter(tokens -> !tokens.isEmpty() && tokens.get(0).is("kind"))
                .flatMap(List::stream)
                .filter(token -> token.kind() == Kind.STRING)
                .toList();
    }

    private static void kind(Set<String> known, Source file, String kind, Place at, Findings findings) {
        if (!known.contains(kind)) {
            findings.add(
                    file,
                    at,
                    "no evidence is of kind '" + kind + "'" + Closest.hint(kind, known),
                    "Kubernetes kinds go by their names, such as DestinationRule; others are like access-log");
        }
    }
}
