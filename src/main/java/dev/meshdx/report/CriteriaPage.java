package dev.meshdx.report;

import dev.meshdx.criteria.Criterion;
import dev.meshdx.criteria.Criterion.State;
import dev.meshdx.diagnosis.Verification;
import dev.meshdx.diagnosis.Verification.Change;
import dev.meshdx.diagnosis.Verification.Fate;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** What {@code meshdx verify} answers, as text and as JSON. */
public final class CriteriaPage {

    private static final int MAX_OFFENDERS = 5;
    private static final int LABEL = 4;
    private static final int INDENT = 13;

    private CriteriaPage() {}

    /** Text for people. */
    public static void write(Verification verification, boolean compared, Style style, Appendable out)
            throws IOException {
        var page = new Page(style, out);
        boolean bad = verification.failed();
        Ink headline = bad ? Ink.ALARM : verification.undecidable() ? Ink.WARNING : Ink.BOLD;
        page.flow(0, new Span(verification.headline(), headline));
        if (compared) {
            changes(verification.changes(), page);
        }
        page.blank();
        for (Criterion criterion : verification.criteria()) {
            criterion(criterion, page);
        }
    }

    /** JSON of schema {@code meshdx.verify/v1}. */
    public static void writeJson(Verification verification, Appendable out) throws IOException {
        try (var json = new Json(out)) {
            json.object(() -> {
                json.text("schema", "meshdx.verify/v1");
                json.text("headline", verification.headline());
                json.bool("failed", verification.failed());
                json.objects("criteria", verification.criteria(), criterion -> json(json, criterion));
                json.objects("changes", verification.changes(), change -> {
                    json.text("fate", change.fate().word());
                    json.bool("root", change.root());
                    json.text("id", change.id());
                    json.text("title", change.title());
                    json.text("severity", change.severity());
                    json.object("subject", () -> {
                        json.text("cluster", change.subject().cluster());
                        json.text("namespace", change.subject().namespace());
                        json.text("kind", change.subject().kind());
                        json.text("name", change.subject().name());
                    });
                    json.texts("missing", change.missing());
                });
            });
        }
        out.append('\n');
    }

    static void json(Json json, Criterion criterion) throws IOException {
        json.text("id", criterion.id());
        json.text("title", criterion.title());
        json.text("state", criterion.state().word());
        json.text("measured", criterion.measured());
        json.text("threshold", criterion.threshold());
        json.texts("offenders", criterion.offenders());
        json.texts("commands", criterion.commands());
    }

    private static void changes(List<Change> changes, Page page) throws IOException {
        for (Fate fate : Fate.values()) {
            List<Change> these =
                    changes.stream().filter(change -> change.fate() == fate).toList();
            if (these.isEmpty()) {
                continue;
            }
            page.heading(fate.word().substring(0, 1).toUpperCase(Locale.ROOT)
                    + fate.word().substring(1));
            for (Change change : these) {
                page.hanging(
                        3,
                        new Span(change.severity().toUpperCase(Locale.ROOT), Ink.ofSeverity(change.severity()))
                                .padded(10),
                        Span.bold(change.title() + ":"),
                        Span.of(change.subject()
                                + (change.root() ? "" : " (an effect)")
                                + (change.missing().isEmpty()
                                        ? ""
                                        : "; not captured: " + String.join(", ", change.missing()))));
            }
        }
    }

    private static void criterion(Criterion criterion, Page page) throws IOException {
        page.label(0, criterion.id());
        page.hanging(
                LABEL,
                new Span(word(criterion.state()), ink(criterion.state())).padded(INDENT - LABEL),
                Span.bold(criterion.title() + ":"),
                Span.of(criterion.measured()));
        List<String> offenders = criterion.offenders();
        for (String offender : offenders.subList(0, Math.min(MAX_OFFENDERS, offenders.size()))) {
            page.hanging(INDENT, Span.of(page.glyphs().refutes + " "), Span.of(offender));
        }
        if (offenders.size() > MAX_OFFENDERS) {
            page.row(INDENT, Span.dim(page.glyphs().more + " " + (offenders.size() - MAX_OFFENDERS) + " more"));
        }
        if (criterion.state() != State.PASS && criterion.state() != State.NOT_APPLICABLE) {
            page.flow(INDENT, Span.dim("passes with: " + criterion.threshold()));
        }
        for (String command : criterion.commands()) {
            Steps.command(page, INDENT, command);
        }
    }

    private static String word(State state) {
        return state == State.NOT_APPLICABLE ? "n/a" : state == State.FAIL ? "FAIL" : state.word();
    }

    private static Ink ink(State state) {
        return switch (state) {
            case PASS -> Ink.GREEN;
            case WARN -> Ink.YELLOW;
            case FAIL -> Ink.ALARM;
            default -> Ink.DIM;
        };
    }
}
