package dev.meshdx.report;

import dev.meshdx.diagnosis.Changes;
import dev.meshdx.diagnosis.Changes.Change;
import dev.meshdx.diagnosis.Changes.Relation;
import dev.meshdx.diagnosis.Changes.Value;
import java.io.IOException;
import java.util.List;

/** What {@code meshdx diff} answers, as text and as JSON. */
public final class ChangesPage {

    private static final int INDENT = 3;
    private static final int VALUES = 8;

    private ChangesPage() {}

    /** Text for people. */
    public static void write(Changes changes, Style style, Appendable out) throws IOException {
        var page = new Page(style, out);
        page.flow(0, Span.bold(changes.headline()));
        for (Change change : changes.changes()) {
            change(page, change);
        }
        if (changes.notJudged() > 0) {
            page.flow(
                    0,
                    Span.dim(Phrases.count(changes.notJudged(), "thing")
                            + " only in one of the captures, of which the other does not tell whether it existed"));
        }
    }

    private static void change(Page page, Change change) throws IOException {
        Span mark = switch (change.what()) {
            case "removed" -> new Span("- ", Ink.RED);
            case "added" -> new Span("+ ", Ink.GREEN);
            default -> new Span("~ ", Ink.YELLOW);
        };
        String relation = change.relation() == Relation.NONE
                ? ""
                : change.relation().words() + (change.relation() == Relation.MESH ? ", " : " ") + change.explains();
        page.hanging(
                INDENT,
                mark,
                Span.bold(change.aspect()),
                Span.of(change.subject() + (change.part().isEmpty() ? "" : " " + change.part()) + " " + change.what()),
                Span.dim(relation));
        List<Value> values = change.values();
        for (Value value : values.subList(0, Math.min(VALUES, values.size()))) {
            page.hanging(
                    INDENT + 2,
                    Span.dim(value.name() + ": "),
                    Span.of(text(value.before()) + " became " + text(value.after())));
        }
        if (values.size() > VALUES) {
            page.row(INDENT + 2, Span.dim(page.glyphs().more + " " + (values.size() - VALUES) + " more"));
        }
    }

    private static String text(List<String> values) {
        return values.isEmpty() ? "nothing" : String.join(", ", values);
    }

    /** JSON of schema {@code meshdx.diff/v1}. */
    public static void writeJson(Changes changes, Appendable out) throws IOException {
        try (var json = new Json(out)) {
            json.object(() -> {
                json.text("schema", "meshdx.diff/v1");
                json.text("headline", changes.headline());
                json.objects("changes", changes.changes(), change -> {
                    json.text("what", change.what());
                    json.text("aspect", change.aspect());
                    json.object("subject", () -> JsonReport.subject(json, change.subject()));
                    json.textOrNull("part", change.part());
                    json.bool("cause", change.cause());
                    json.text("relation", change.relation().words());
                    json.textOrNull("explains", change.explains());
                    json.objects("values", change.values(), value -> {
                        json.text("name", value.name());
                        json.texts("before", value.before());
                        json.texts("after", value.after());
                    });
                });
                json.number("notJudged", changes.notJudged());
            });
        }
        out.append('\n');
    }
}
