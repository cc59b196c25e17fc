package dev.meshdx.report;

import dev.meshdx.checklist.Checklist;
import dev.meshdx.checklist.Checklist.Answer;
import dev.meshdx.checklist.Checklist.Point;
import dev.meshdx.checklist.Checklist.Step;
import dev.meshdx.diagnosis.Report.Diagnosis;
import java.io.IOException;

/** The ticked checklist, as text and as JSON. */
public final class ChecklistPage {

    private static final int LABEL = 4;
    private static final int INDENT = 6;
    private static final int MAX_FOUND = 3;

    private ChecklistPage() {}

    /** Text for people; points that do not apply and, without details, the meaning of clear ones are left out. */
    public static void write(Checklist checklist, Style style, Appendable out) throws IOException {
        var page = new Page(style, out);
        page.flow(0, Span.bold(checklist.headline()));
        int number = 0;
        for (Step step : checklist.steps()) {
            number++;
            if (step.answer() == Answer.NOT_APPLICABLE) {
                continue;
            }
            page.blank();
            page.label(0, Integer.toString(number));
            page.flow(LABEL, Span.bold(step.question()));
            for (Point point : step.points()) {
                point(point, page);
            }
        }
    }

    /** JSON of schema {@code meshdx.checklist/v1}. */
    public static void writeJson(Checklist checklist, Appendable out) throws IOException {
        try (var json = new Json(out)) {
            json.object(() -> {
                json.text("schema", "meshdx.checklist/v1");
                json.text("headline", checklist.headline());
                json.objects("steps", checklist.steps(), step -> {
                    json.text("id", step.id());
                    json.text("question", step.question());
                    json.number("seconds", step.seconds());
                    json.text("answer", step.answer().word());
                    json.objects("points", step.points(), point -> {
                        json.text("id", point.id());
                        json.text("question", point.question());
                        json.text("answer", point.answer().word());
                        json.text("seen", point.seen());
                        json.objects("found", point.found(), diagnosis -> {
                            json.text("id", diagnosis.id());
                            json.text("subject", diagnosis.subject().toString());
                        });
                        json.text("meaning", point.meaning());
                        json.texts("missing", point.missing());
                        json.texts("commands", point.commands());
                    });
                });
            });
        }
        out.append('\n');
    }

    private static void point(Point point, Page page) throws IOException {
        if (point.answer() == Answer.NOT_APPLICABLE) {
            return;
        }
        page.hanging(
                LABEL,
                mark(point.answer(), page.glyphs()),
                Span.of(point.question()),
                Span.dim(point.seen().isEmpty() ? "" : "(" + point.seen() + ")"));
        int shown = 0;
        for (Diagnosis diagnosis : point.found()) {
            if (shown++ < MAX_FOUND) {
                page.flow(
                        INDENT,
                        Span.bold(diagnosis.id()),
                        Span.of(diagnosis.subject().toString()));
            }
        }
        if (point.found().size() > MAX_FOUND) {
            page.row(INDENT, Span.dim(page.glyphs().more + " " + (point.found().size() - MAX_FOUND) + " more"));
        }
        if (point.answer() == Answer.FOUND || page.style().details()) {
            page.flow(INDENT, Span.of(point.meaning()));
        }
        if (!point.found().isEmpty()) {
            Steps.command(page, INDENT, "meshdx explain " + point.found().get(0).id());
        }
        if (point.answer() == Answer.UNKNOWN) {
            if (!point.missing().isEmpty()) {
                page.flow(INDENT, Span.dim("not captured: " + Phrases.names(point.missing(), 6)));
            }
            for (String command : point.commands()) {
                Steps.command(page, INDENT, command);
            }
        }
    }

    private static Span mark(Answer answer, Glyphs glyphs) {
        return switch (answer) {
            case FOUND -> new Span(glyphs.refutes + " ", Ink.ALARM);
            case CLEAR -> new Span(glyphs.supports + " ", Ink.GREEN);
            default -> new Span("? ", Ink.YELLOW);
        };
    }
}
