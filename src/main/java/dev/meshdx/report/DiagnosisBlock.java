package dev.meshdx.report;

import dev.meshdx.diagnosis.Report;
import dev.meshdx.diagnosis.Report.Diagnosis;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A root and what to do about it. The root to look at first gets everything that fits on a screen; the next ones what tells
 * whether to look at them too.
 */
final class DiagnosisBlock {

    private static final int INDENT = 3;
    private static final int CONTENT = INDENT + Steps.MARGIN;
    private static final int ALL = Integer.MAX_VALUE;

    private final Report report;
    private final Effects effects;
    private final Page page;

    DiagnosisBlock(Report report, Effects effects, Page page) {
        this.report = report;
        this.effects = effects;
        this.page = page;
    }

    void full(Diagnosis root) throws IOException {
        boolean details = page.style().details();
        head(root);
        prose("Why", root.why());
        evidence(root, details ? ALL : 3);
        if (effects.count(root) > 0) {
            page.label(INDENT, "Explains");
            effects.write(root, CONTENT, page);
        }
        if (!(root.confirm().isEmpty() && root.fix().isEmpty() && root.verify().isEmpty())) {
            page.blank();
        }
        Steps.write(page, CONTENT, "Confirm", root.confirm(), details ? ALL : 2);
        Steps.writeNumbered(page, CONTENT, "Fix", root.fix(), ALL);
        Steps.write(page, CONTENT, "Verify", root.verify(), details ? ALL : 2);
        effort(root);
        if (details) {
            background(root);
        }
    }

    void compact(Diagnosis root) throws IOException {
        head(root);
        evidence(root, 2);
        int explained = effects.count(root);
        if (explained > 0) {
            page.label(INDENT, "Explains");
            page.flow(CONTENT, Span.of(Phrases.count(explained, "finding")));
        }
        Steps.writeNumbered(page, CONTENT, "Fix", root.fix(), 1);
    }

    /** One line for a root that is not worth more yet. */
    void line(Diagnosis root, int idColumns) throws IOException {
        page.row(
                0,
                Span.bold(Integer.toString(root.rank())).padded(INDENT),
                severity(root),
                Span.of(certainty(root)).padded(16),
                Span.of(root.id()).padded(idColumns + 2),
                Span.dim(Phrases.where(root.subject(), report.capture())));
    }

    private void head(Diagnosis root) throws IOException {
        page.label(0, Integer.toString(root.rank()));
        Span separator = Span.dim(page.glyphs().separator);
        page.hanging(INDENT, severity(root), Span.bold(root.id()), separator, Span.bold(root.title()));
        var about = new ArrayList<Span>();
        about.add(Span.of(certainty(root)));
        about.add(Span.of(Phrases.where(root.subject(), report.capture())));
        String reach = Phrases.reach(root.reach());
        if (!reach.isEmpty()) {
            about.add(Span.of(reach));
        }
        page.phrases(INDENT, about);
        page.flow(INDENT, Span.of(root.summary()));
    }

    private static Span severity(Diagnosis root) {
        return new Span(root.severity().toUpperCase(Locale.ROOT), Ink.ofSeverity(root.severity())).padded(10);
    }

    private static String certainty(Diagnosis root) {
        return root.band() + " " + Phrases.percent(root.certainty());
    }

    private void evidence(Diagnosis root, int limit) throws IOException {
        if (!root.evidence().isEmpty()) {
            page.label(INDENT, "Evidence");
            EvidenceList.write(page, CONTENT, root.evidence(), limit);
        }
    }

    private void effort(Diagnosis root) throws IOException {
        List<String> effort = Phrases.effort(root.identifyTime(), root.fixTime(), root.timeSource(), root.expertise());
        if (!effort.isEmpty()) {
            page.label(INDENT, "Effort");
            page.phrases(CONTENT, effort.stream().map(Span::dim).toList());
        }
    }

    private void background(Diagnosis root) throws IOException {
        list("Unless", root.falsePositives());
        list("See", root.references());
        list("Codes", root.aliases());
        var factors = root.factors().entrySet().stream()
                .map(factor -> factor.getKey() + " " + Numbers.rounded(factor.getValue()))
                .toList();
        list("Score", List.of(Numbers.rounded(root.score()) + " = " + String.join(" x ", factors)));
    }

    private void list(String label, List<String> items) throws IOException {
        page.label(INDENT, items.isEmpty() ? "" : label);
        for (String item : items) {
            page.flow(CONTENT, Span.of(item));
        }
    }

    private void prose(String label, String text) throws IOException {
        if (!text.isEmpty()) {
            page.label(INDENT, label);
            page.flow(CONTENT, Span.of(text));
        }
    }
}
