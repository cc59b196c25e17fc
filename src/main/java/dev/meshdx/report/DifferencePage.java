package dev.meshdx.report;

import dev.meshdx.diagnosis.Difference;
import dev.meshdx.diagnosis.Difference.Change;
import dev.meshdx.diagnosis.Fragility;
import java.io.IOException;
import java.util.List;

/** What edited facts change, as text and as JSON. */
public final class DifferencePage {

    private static final int INDENT = 3;
    private static final int MAX_EDITS = 10;

    private DifferencePage() {}

    /**
     * Text for people.
     *
     * @param edits what was edited
     * @param difference what it changed
     * @param fragile how fragile the diagnoses are, empty when nobody asked
     */
    public static void write(
            List<String> edits, Difference difference, List<Fragility> fragile, Style style, Appendable out)
            throws IOException {
        var page = new Page(style, out);
        for (String edit : edits.subList(0, Math.min(MAX_EDITS, edits.size()))) {
            page.hanging(0, Span.dim("What if: "), Span.of(edit));
        }
        if (edits.size() > MAX_EDITS) {
            page.row(0, Span.dim(page.glyphs().more + " " + (edits.size() - MAX_EDITS) + " more"));
        }
        if (!edits.isEmpty()) {
            page.flow(0, Span.bold(headline(difference)));
            page.hanging(INDENT, Span.dim("before  "), Span.of(difference.before()));
            page.hanging(INDENT, Span.dim("after   "), Span.of(difference.after()));
            for (Change change : difference.changes()) {
                change(page, change);
            }
        }
        if (!fragile.isEmpty()) {
            page.heading("How much each diagnosis rests on");
            for (Fragility one : fragile) {
                fragility(page, one);
            }
        }
    }

    private static String headline(Difference difference) {
        if (difference.changes().isEmpty()) {
            return "Nothing changes: " + difference.unchanged()
                    + (difference.unchanged() == 1 ? " diagnosis" : " diagnoses") + " as before.";
        }
        return count(difference, "lost") + " lost, " + count(difference, "gained") + " gained, "
                + count(difference, "changed") + " changed, " + difference.unchanged() + " as before.";
    }

    private static long count(Difference difference, String what) {
        return difference.changes().stream()
                .filter(change -> change.what().equals(what))
                .count();
    }

    private static void change(Page page, Change change) throws IOException {
        Span mark = switch (change.what()) {
            case "lost" -> new Span("- ", Ink.GREEN);
            case "gained" -> new Span("+ ", Ink.RED);
            default -> new Span("~ ", Ink.YELLOW);
        };
        page.hanging(
                INDENT,
                mark,
                Span.bold(change.id()),
                Span.of("on " + change.subject()),
                Span.dim(certainty(change) + cause(change)));
    }

    private static String certainty(Change change) {
        return switch (change.what()) {
            case "lost" -> "was " + Phrases.percent(change.before());
            case "gained" -> Phrases.percent(change.after());
            default -> Phrases.percent(change.before()) + " becomes " + Phrases.percent(change.after());
        };
    }

    private static String cause(Change change) {
        if (!change.what().equals("changed") || change.causeBefore().equals(change.causeAfter())) {
            return change.causeAfter().isEmpty() ? "" : ", explained by " + change.causeAfter();
        }
        return ", " + (change.causeAfter().isEmpty() ? "now a root cause" : "now explained by " + change.causeAfter());
    }

    private static void fragility(Page page, Fragility one) throws IOException {
        page.flow(
                INDENT,
                Span.bold(one.diagnosis().id()),
                Span.of("on " + one.diagnosis().subject()),
                Span.dim(Phrases.percent(one.diagnosis().certainty())));
        if (one.decisive().size() == 1) {
            page.flow(
                    INDENT + 2,
                    new Span("rests on one single fact: " + one.decisive().get(0), Ink.YELLOW));
        } else if (one.decisive().isEmpty()) {
            page.flow(INDENT + 2, Span.of("stands without any one of its " + Phrases.count(one.tried(), "fact")));
        } else {
            page.flow(INDENT + 2, Span.of("falls without any one of these:"));
            for (String fact : one.decisive()) {
                page.hanging(INDENT + 2, Span.dim("- "), Span.of(fact));
            }
        }
        if (one.untried() > 0) {
            page.flow(INDENT + 2, Span.dim(Phrases.count(one.untried(), "further fact") + " not tried"));
        }
    }

    /** JSON of schema {@code meshdx.what-if/v1}. */
    public static void writeJson(List<String> edits, Difference difference, List<Fragility> fragile, Appendable out)
            throws IOException {
        try (var json = new Json(out)) {
            json.object(() -> {
                json.text("schema", "meshdx.what-if/v1");
                json.texts("edits", edits);
                json.text("before", difference.before());
                json.text("after", difference.after());
                json.objects("changes", difference.changes(), change -> {
                    json.text("what", change.what());
                    json.text("id", change.id());
                    json.object("subject", () -> JsonReport.subject(json, change.subject()));
                    json.number("before", change.before());
                    json.number("after", change.after());
                    json.textOrNull("causeBefore", change.causeBefore());
                    json.textOrNull("causeAfter", change.causeAfter());
                });
                json.number("unchanged", difference.unchanged());
                json.objects("fragile", fragile, one -> {
                    json.text("id", one.diagnosis().id());
                    json.object(
                            "subject",
                            () -> JsonReport.subject(json, one.diagnosis().subject()));
                    json.number("certainty", one.diagnosis().certainty());
                    json.texts("decisive", one.decisive());
                    json.number("tried", one.tried());
                    json.number("untried", one.untried());
                });
            });
        }
        out.append('\n');
    }
}
