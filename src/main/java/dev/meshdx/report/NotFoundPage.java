package dev.meshdx.report;

import dev.meshdx.diagnosis.NotFound;
import dev.meshdx.diagnosis.Report.Missing;
import dev.meshdx.facts.Fact;
import dev.meshdx.rules.RuleShortfall;
import dev.meshdx.rules.RuleShortfall.Stop;
import dev.meshdx.rules.RuleShortfall.Unmet;
import java.io.IOException;
import java.util.List;

/** Why something was not found: how far each rule gets and what it lacks, as text and as JSON. */
public final class NotFoundPage {

    private static final int INDENT = 3;

    private final Page page;

    private NotFoundPage(Page page) {
        this.page = page;
    }

    /** Text for people, one part per cluster. */
    public static void write(List<NotFound> clusters, Style style, Appendable out) throws IOException {
        var page = new Page(style, out);
        boolean first = true;
        for (NotFound one : clusters) {
            if (!first) {
                page.blank();
            }
            first = false;
            new NotFoundPage(page).write(one, clusters.size() > 1);
        }
    }

    private void write(NotFound one, boolean several) throws IOException {
        page.flow(0, Span.bold(one.id()), Span.dim(page.glyphs().separator), Span.bold(one.title()));
        String where =
                (one.subject().isEmpty() ? "" : " for " + one.subject()) + (several ? " in " + one.cluster() : "");
        page.flow(0, new Span(outcome(one) + where, one.outcome().equals("found") ? Ink.ALARM : Ink.BOLD));
        for (String reason : one.reasons()) {
            page.flow(INDENT, Span.of(reason));
        }
        if (one.outcome().equals("not-applicable")) {
            return;
        }
        page.heading("Certainty");
        WhyPage.certainty(page, one.certainty());
        rules("Speaks for it", one, true);
        rules("Would speak against it", one, false);
        if (!one.missing().isEmpty()) {
            page.heading("Capture this to decide");
            for (Missing missing : one.missing()) {
                page.flow(INDENT, Span.dim(missing.kind()));
                Steps.command(page, INDENT, missing.command());
            }
        }
    }

    private static String outcome(NotFound one) {
        return switch (one.outcome()) {
            case "found" -> "It is found";
            case "undecided" -> "Not found, and not ruled out";
            case "not-applicable" -> "Not found: it does not apply";
            case "not-assessed" -> "Not assessed";
            default -> "Not found: ruled out";
        };
    }

    private void rules(String title, NotFound one, boolean supporting) throws IOException {
        List<NotFound.Rule> rules = one.rules().stream()
                .filter(rule -> rule.supports() == supporting)
                .filter(rule ->
                        supporting || rule.shortfall().fires() || page.style().details())
                .toList();
        if (rules.isEmpty()) {
            return;
        }
        page.heading(supporting ? title : page.style().details() ? title : "Speaks against it");
        for (NotFound.Rule rule : rules) {
            boolean fires = rule.shortfall().fires();
            String mark = fires ? page.glyphs().supports : page.glyphs().refutes;
            page.hanging(
                    INDENT,
                    new Span(mark + " ", fires ? Ink.GREEN : Ink.DIM),
                    Span.of(rule.weight() + ":"),
                    Span.of(rule.statement()));
            for (String line : rule.shortfall().lines()) {
                String text = line.stripLeading();
                page.hanging(INDENT + 2 + line.length() - text.length(), Span.of(""), Span.dim(text));
            }
        }
    }

    /** JSON of schema {@code meshdx.why-not/v1}. */
    public static void writeJson(List<NotFound> clusters, Appendable out) throws IOException {
        try (var json = new Json(out)) {
            json.object(() -> {
                json.text("schema", "meshdx.why-not/v1");
                json.objects("clusters", clusters, one -> {
                    json.text("cluster", one.cluster());
                    json.text("id", one.id());
                    json.textOrNull("subject", one.subject());
                    json.text("outcome", one.outcome());
                    json.texts("reasons", one.reasons());
                    json.texts(
                            "found",
                            one.found().stream().map(found -> found.ref()).toList());
                    json.object("arithmetic", () -> WhyPage.certainty(json, one.certainty()));
                    json.objects("rules", one.rules(), rule -> rule(json, rule));
                    json.objects("missing", one.missing(), missing -> {
                        json.text("kind", missing.kind());
                        json.text("command", missing.command());
                    });
                });
            });
        }
        out.append('\n');
    }

    private static void rule(Json json, NotFound.Rule rule) throws IOException {
        RuleShortfall shortfall = rule.shortfall();
        json.text("rule", shortfall.rule());
        json.text("place", shortfall.place());
        json.text("weight", rule.weight());
        json.bool("fires", shortfall.fires());
        json.number("conditions", shortfall.conditions());
        json.number("held", shortfall.held());
        json.textOrNull("failure", shortfall.failure());
        json.objects("stops", shortfall.stops(), stop -> stop(json, stop));
    }

    private static void stop(Json json, Stop stop) throws IOException {
        json.text("form", stop.form());
        json.text("place", stop.place());
        json.text("condition", stop.text());
        json.text("type", stop.type());
        json.number("candidates", stop.candidates());
        json.bool("captured", stop.captured());
        json.texts("kinds", stop.kinds());
        json.bool("elsewhere", stop.elsewhere());
        json.objects("near", stop.near(), near -> {
            fact(json, near.fact());
            json.number("met", near.met());
            json.number("of", near.of());
            json.objects("unmet", near.unmet(), unmet -> unmet(json, unmet));
        });
        json.number("asNear", stop.asNear());
        json.objects("defeating", stop.defeating(), fact -> fact(json, fact));
        json.number("moreDefeating", stop.moreDefeating());
        json.objects("unmet", stop.unmet(), unmet -> unmet(json, unmet));
        json.bool("sampled", stop.sampled());
    }

    private static void unmet(Json json, Unmet unmet) throws IOException {
        json.text("constraint", unmet.constraint());
        json.text("actual", unmet.actual());
    }

    private static void fact(Json json, Fact fact) throws IOException {
        json.text("type", fact.getClass().getSimpleName());
        json.text("subject", fact.subject().toString());
        json.textOrNull("place", fact.origin().toString());
    }
}
