package dev.meshdx.report;

import dev.meshdx.diagnosis.NextPlan;
import dev.meshdx.diagnosis.NextPlan.Decision;
import dev.meshdx.diagnosis.NextPlan.Step;
import java.io.IOException;

/** What to capture next, as text and as JSON. */
public final class NextPage {

    private static final int INDENT = 3;

    private NextPage() {}

    /** Text for people. */
    public static void write(NextPlan plan, Style style, Appendable out) throws IOException {
        var page = new Page(style, out);
        if (plan.steps().isEmpty()) {
            page.flow(0, Span.bold("Nothing is open that a further capture would decide."));
            return;
        }
        page.flow(0, Span.bold("Capture this next, the one that tells most first. All of it only reads."));
        int number = 0;
        for (Step step : plan.steps()) {
            page.blank();
            number++;
            page.label(0, Integer.toString(number));
            page.flow(INDENT, Span.bold(step.kind()));
            Steps.command(page, INDENT, command(step));
            if (!step.substitute().isEmpty()) {
                page.flow(INDENT, Span.of(step.substitute()));
            }
            for (Decision decision : step.decisions()) {
                decision(page, decision);
            }
        }
        page.heading("Then");
        Steps.command(page, INDENT, plan.again());
    }

    private static String command(Step step) {
        int end = step.file().lastIndexOf('/');
        return "mkdir -p " + step.file().substring(0, end) + " && " + step.run() + " > " + step.file();
    }

    private static void decision(Page page, Decision decision) throws IOException {
        page.hanging(
                INDENT, Span.dim("- "), Span.bold(decision.id()), Span.of("now " + Phrases.percent(decision.now())));
        page.hanging(
                INDENT + 2,
                new Span(page.glyphs().supports + " ", Ink.GREEN),
                Span.of((decision.finds() ? "found, " : "not enough alone, ") + Phrases.percent(decision.ifSeen())
                        + ", if:"),
                Span.of(decision.sign()),
                Span.dim(besides(decision)));
        page.hanging(
                INDENT + 2,
                new Span(page.glyphs().refutes + " ", Ink.RED),
                Span.of((decision.excludes() ? "ruled out, " : "less likely, ") + Phrases.percent(decision.ifNot())
                        + ", if not"));
    }

    private static String besides(Decision decision) {
        return decision.besides().isEmpty() ? "" : "(needs " + String.join(", ", decision.besides()) + ", too)";
    }

    /** JSON of schema {@code meshdx.next/v1}. */
    public static void writeJson(NextPlan plan, Appendable out) throws IOException {
        try (var json = new Json(out)) {
            json.object(() -> {
                json.text("schema", "meshdx.next/v1");
                json.objects("steps", plan.steps(), step -> {
                    json.text("run", step.run());
                    json.text("kind", step.kind());
                    json.text("file", step.file());
                    json.textOrNull("substitute", step.substitute());
                    json.number("value", step.value());
                    json.objects("decisions", step.decisions(), decision -> {
                        json.text("id", decision.id());
                        json.text("title", decision.title());
                        json.number("now", decision.now());
                        json.text("rule", decision.rule());
                        json.text("sign", decision.sign());
                        json.number("ifSeen", decision.ifSeen());
                        json.number("ifNot", decision.ifNot());
                        json.texts("besides", decision.besides());
                    });
                });
                json.text("again", plan.again());
            });
        }
        out.append('\n');
    }
}
