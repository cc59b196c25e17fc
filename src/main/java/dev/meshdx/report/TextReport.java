package dev.meshdx.report;

import dev.meshdx.diagnosis.Report;
import dev.meshdx.diagnosis.Report.Diagnosis;
import dev.meshdx.diagnosis.Report.Missing;
import dev.meshdx.diagnosis.Report.NextStep;
import dev.meshdx.diagnosis.Report.Undecided;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** The report for the person who is paged: the answer first, then what to do, then what remains open. */
final class TextReport {

    private static final int MAX_BLOCKS = 3;
    private static final int MAX_LINES = 20;
    private static final int MAX_OPEN = 3;

    /** Above every prior: below it nothing in the capture speaks for the failure mode. */
    private static final double MIN_CERTAINTY = 0.15;

    private static final double CONFIRMED = 0.9;
    private static final int INDENT = 3;

    private final Report report;
    private final Page page;
    private final boolean details;

    TextReport(Report report, Page page) {
        this.report = report;
        this.page = page;
        this.details = page.style().details();
    }

    void write() throws IOException {
        var capture = new CaptureSummary(report.capture(), page);
        headline();
        capture.facts();
        List<Diagnosis> roots =
                report.diagnoses().stream().filter(Diagnosis::isRoot).toList();
        roots(roots);
        if (roots.isEmpty()) {
            capture.seen();
            outcomes();
        }
        List<Undecided> open = report.undecided().stream()
                .filter(mode -> details || mode.certainty() >= MIN_CERTAINTY)
                .toList();
        undecided(open);
        if (details || !open.isEmpty() || roots.isEmpty() || roots.get(0).certainty() < CONFIRMED) {
            next();
        }
        capture.notSeen();
        site();
        notes();
    }

    private void headline() throws IOException {
        switch (report.verdict()) {
            case "undecidable" -> {
                page.flow(0, new Span(undecidable(report.headline()), Ink.WARNING));
                page.flow(0, Span.of("This says nothing about the health of the cluster."));
            }
            case "healthy" -> page.flow(0, new Span(report.headline(), Ink.HEALTHY));
            default -> page.flow(0, new Span(report.headline(), Ink.BOLD));
        }
    }

    /** The headline, unmistakably not a good result. */
    static String undecidable(String headline) {
        String verdict = "Nothing could be judged";
        return headline.startsWith(verdict) ? headline : verdict + ": " + headline;
    }

    private void roots(List<Diagnosis> roots) throws IOException {
        var block = new DiagnosisBlock(report, new Effects(report), page);
        int blocks = Math.min(details ? roots.size() : MAX_BLOCKS, roots.size());
        for (Diagnosis root : roots.subList(0, blocks)) {
            page.blank();
            if (details || root.ref().equals(roots.get(0).ref())) {
                block.full(root);
            } else {
                block.compact(root);
            }
        }
        List<Diagnosis> rest = roots.subList(blocks, roots.size());
        List<Diagnosis> lines = rest.subList(0, Math.min(MAX_LINES, rest.size()));
        int idColumns =
                lines.stream().mapToInt(root -> root.id().length()).max().orElse(0);
        if (!lines.isEmpty()) {
            page.heading("Also found");
        }
        for (Diagnosis root : lines) {
            block.line(root, idColumns);
        }
        if (rest.size() > lines.size()) {
            page.row(0, Span.dim(page.glyphs().more + " " + (rest.size() - lines.size()) + " more"));
        }
    }

    private void outcomes() throws IOException {
        page.flow(
                INDENT,
                Span.of(Phrases.count(report.ruledOut().size(), "failure mode") + " ruled out, "
                        + report.undecided().size() + " not decided"));
    }

    private void undecided(List<Undecided> open) throws IOException {
        List<Undecided> shown = open.subList(0, Math.min(details ? open.size() : MAX_OPEN, open.size()));
        if (shown.isEmpty()) {
            return;
        }
        int idColumns =
                shown.stream().mapToInt(mode -> mode.id().length()).max().orElse(0);
        page.heading("Cannot be excluded");
        for (Undecided mode : shown) {
            String missing =
                    String.join(", ", mode.missing().stream().map(Missing::kind).toList());
            page.row(
                    INDENT,
                    new Span(mode.severity().toUpperCase(Locale.ROOT), Ink.ofSeverity(mode.severity())).padded(10),
                    Span.of(Phrases.percent(mode.certainty())).padded(6),
                    Span.of(mode.id()).padded(idColumns + 2),
                    Span.dim(missing.isEmpty() ? "" : "needs " + missing));
        }
    }

    private void next() throws IOException {
        int limit = Math.min(
                details ? report.next().size() : MAX_OPEN, report.next().size());
        if (limit > 0) {
            page.heading("Next: capture this");
        }
        for (NextStep step : report.next().subList(0, limit)) {
            Steps.command(page, INDENT, step.run());
            page.row(INDENT + 2, Span.dim("decides " + String.join(", ", step.decides())));
        }
    }

    /** What the site accepts and tunes stands in every report, or nobody would know why something is not there. */
    private void site() throws IOException {
        lines("Accepted by " + report.site().file(), SiteLines.accepted(report));
        lines("Tuned by " + report.site().file(), SiteLines.tuned(report));
    }

    private void notes() throws IOException {
        lines("Notes", report.notes());
    }

    private void lines(String title, List<String> lines) throws IOException {
        if (!lines.isEmpty()) {
            page.heading(title);
        }
        for (String line : lines) {
            page.flow(INDENT, Span.of(line));
        }
    }
}
