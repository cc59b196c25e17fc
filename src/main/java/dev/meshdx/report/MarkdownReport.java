package dev.meshdx.report;

import dev.meshdx.diagnosis.Report;
import dev.meshdx.diagnosis.Report.Command;
import dev.meshdx.diagnosis.Report.Diagnosis;
import dev.meshdx.diagnosis.Report.Evidence;
import dev.meshdx.diagnosis.Report.Missing;
import dev.meshdx.diagnosis.Report.NextStep;
import dev.meshdx.diagnosis.Report.PackNotLoaded;
import dev.meshdx.diagnosis.Report.Undecided;
import dev.meshdx.facts.Origin;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** The report for a ticket or a pull request: GitHub's Markdown without HTML of its own, so that it reads well raw, too. */
final class MarkdownReport {

    private static final int MAX_ROOTS = 10;
    private static final int MAX_EFFECTS = 20;
    private static final int MAX_OPEN = 10;
    private static final int MAX_PLACES = 2;

    private final Report report;
    private final Effects effects;
    private final Appendable out;

    MarkdownReport(Report report, Appendable out) {
        this.report = report;
        this.effects = new Effects(report);
        this.out = out;
    }

    void write() throws IOException {
        boolean undecidable = report.verdict().equals("undecidable");
        String headline = undecidable ? TextReport.undecidable(report.headline()) : report.headline();
        line("# " + Markdown.text(headline));
        line("");
        line(Markdown.text(capture()));
        for (PackNotLoaded pack : report.tool().packsNotLoaded()) {
            line("");
            line("**Pack " + Markdown.code(pack.name()) + " was not loaded:** " + Markdown.text(pack.reason()));
        }
        List<Diagnosis> roots =
                report.diagnoses().stream().filter(Diagnosis::isRoot).toList();
        if (roots.size() > 1) {
            overview(roots);
        }
        for (Diagnosis root : roots.subList(0, Math.min(MAX_ROOTS, roots.size()))) {
            root(root);
        }
        undecided();
        next();
        notes();
    }

    private String capture() {
        var capture = report.capture();
        String where = capture.clusters().isEmpty() ? "" : "Cluster " + Phrases.names(capture.clusters(), 5) + ", ";
        return where + CaptureSummary.time(capture) + ". "
                + Phrases.count(report.ruledOut().size(), "failure mode") + " ruled out, "
                + report.undecided().size() + " not decided.";
    }

    private void overview(List<Diagnosis> roots) throws IOException {
        line("");
        line("| # | Severity | Certainty | Cause | Subject | Explains |");
        line("|--:|---|--:|---|---|--:|");
        for (Diagnosis root : roots) {
            line("| " + root.rank() + " | " + root.severity() + " | " + Phrases.percent(root.certainty()) + " | "
                    + Markdown.text(root.title()) + " | " + Markdown.text(where(root)) + " | " + effects.count(root)
                    + " |");
        }
    }

    private void root(Diagnosis root) throws IOException {
        line("");
        line("## " + root.rank() + ". " + Markdown.text(root.title()));
        line("");
        line("**" + root.severity().toUpperCase(Locale.ROOT) + "**, " + root.band() + " "
                + Phrases.percent(root.certainty()) + ": " + Markdown.text(where(root)) + ", "
                + Markdown.code(root.id()));
        paragraph(root.summary());
        paragraph(root.why());
        if (!root.evidence().isEmpty()) {
            line("");
            line("### Evidence");
            line("");
        }
        for (Evidence evidence : root.evidence()) {
            line("- " + (evidence.decibans() < 0 ? "Against: " : "") + Markdown.text(evidence.statement())
                    + places(evidence));
        }
        effects(root);
        steps("Confirm", root.confirm());
        steps("Fix", root.fix());
        steps("Verify", root.verify());
    }

    private static String places(Evidence evidence) {
        List<String> places = evidence.facts().stream()
                .filter(proof -> !proof.file().isEmpty())
                .map(proof -> Markdown.code(new Origin(proof.file(), proof.line(), proof.pointer()).toString()))
                .distinct()
                .toList();
        return places.isEmpty() ? "" : " (" + Phrases.names(places, MAX_PLACES) + ")";
    }

    private void effects(Diagnosis root) throws IOException {
        int count = effects.count(root);
        if (count == 0) {
            return;
        }
        line("");
        line("### Explains " + Phrases.count(count, "finding"));
        line("");
        int left = effects(root, "", MAX_EFFECTS);
        if (left < 0) {
            line("- and " + Phrases.count(-left, "more finding"));
        }
    }

    /** Writes as many as are left and counts on below zero. */
    private int effects(Diagnosis cause, String indent, int limit) throws IOException {
        int left = limit;
        for (Diagnosis effect : effects.of(cause)) {
            if (left-- > 0) {
                line(indent + "- " + Markdown.code(effect.id()) + " " + Markdown.text(where(effect)));
            }
            left = effects(effect, indent + "  ", left);
        }
        return left;
    }

    private void steps(String title, List<Command> steps) throws IOException {
        if (steps.isEmpty()) {
            return;
        }
        line("");
        line("### " + title);
        int number = 0;
        for (Command step : steps) {
            line("");
            String purpose = step.purpose().isEmpty() ? "" : " " + Markdown.text(step.purpose());
            line(++number + ". *" + step.effect() + "*" + (purpose.isEmpty() ? "" : ":" + purpose));
            if (!step.run().isEmpty()) {
                line("");
                out.append(Markdown.block(step.run(), "sh", "   "));
            }
        }
    }

    private void undecided() throws IOException {
        if (report.undecided().isEmpty()) {
            return;
        }
        line("");
        line("## Cannot be excluded");
        line("");
        line("| Failure mode | Severity | Certainty | Needs |");
        line("|---|---|--:|---|");
        for (Undecided mode : report.undecided().stream().limit(MAX_OPEN).toList()) {
            List<String> missing = mode.missing().stream().map(Missing::kind).toList();
            line("| " + Markdown.text(mode.title()) + " | " + mode.severity() + " | "
                    + Phrases.percent(mode.certainty()) + " | " + Markdown.text(String.join(", ", missing)) + " |");
        }
        if (report.undecided().size() > MAX_OPEN) {
            paragraph("and " + (report.undecided().size() - MAX_OPEN) + " more");
        }
    }

    private void next() throws IOException {
        if (report.next().isEmpty()) {
            return;
        }
        line("");
        line("## Capture next");
        for (NextStep step : report.next().stream().limit(MAX_OPEN).toList()) {
            line("");
            out.append(Markdown.block(step.run(), "sh", ""));
            paragraph("decides " + Phrases.names(step.decides(), 5));
        }
    }

    private void notes() throws IOException {
        list("Accepted by the site", SiteLines.accepted(report));
        list("Tuned by the site", SiteLines.tuned(report));
        list("Notes", report.notes());
    }

    private void list(String title, List<String> lines) throws IOException {
        if (!lines.isEmpty()) {
            line("");
            line("## " + title);
            line("");
        }
        for (String each : lines) {
            line("- " + Markdown.text(each));
        }
    }

    private String where(Diagnosis diagnosis) {
        return Phrases.where(diagnosis.subject(), report.capture());
    }

    private void paragraph(String text) throws IOException {
        if (!text.isEmpty()) {
            line("");
            line(Markdown.text(text));
        }
    }

    private void line(String text) throws IOException {
        out.append(text).append('\n');
    }
}
