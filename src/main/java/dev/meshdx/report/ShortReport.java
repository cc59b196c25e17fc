package dev.meshdx.report;

import dev.meshdx.diagnosis.Report;
import dev.meshdx.diagnosis.Report.Diagnosis;
import dev.meshdx.diagnosis.Report.PackNotLoaded;
import dev.meshdx.diagnosis.Report.Suppressed;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One line per diagnosis: rank, severity, certainty, failure mode, subject, summary. What a root explains is indented below
 * it. Lines are never clipped or wrapped, so that grep sees all of them.
 */
final class ShortReport {

    private ShortReport() {}

    static void write(Report report, Page page) throws IOException {
        found(report, page);
        for (Suppressed finding : report.site().suppressed()) {
            page.verbatim(
                    0,
                    Span.dim("accepted until " + finding.until() + ": " + finding.id() + " "
                            + Phrases.where(finding.subject(), report.capture()) + " (" + finding.reason() + ")"));
        }
        for (PackNotLoaded pack : report.tool().packsNotLoaded()) {
            String name = pack.version().isEmpty() ? pack.name() : pack.name() + " " + pack.version();
            page.verbatim(0, new Span("pack " + name + " not loaded: " + pack.reason(), Ink.WARNING));
        }
    }

    private static void found(Report report, Page page) throws IOException {
        List<Diagnosis> found = report.diagnoses();
        if (found.isEmpty()) {
            boolean undecidable = report.verdict().equals("undecidable");
            String line = undecidable ? TextReport.undecidable(report.headline()) : report.headline();
            page.verbatim(0, new Span(line, undecidable ? Ink.WARNING : Ink.HEALTHY));
            return;
        }
        Map<String, Integer> depths = depths(found);
        int ids = columns(found.stream().map(one -> id(one, depths)).toList());
        int subjects = columns(found.stream()
                .map(one -> Phrases.where(one.subject(), report.capture()))
                .toList());
        int ranks = columns(found.stream().map(ShortReport::rank).toList());
        for (Diagnosis one : found) {
            String percent = Phrases.percent(one.certainty());
            page.verbatim(
                    0,
                    Span.bold(rank(one)).padded(ranks),
                    new Span(one.severity(), Ink.ofSeverity(one.severity())).padded(10),
                    Span.of(" ".repeat(4 - percent.length()) + percent + "  "),
                    Span.of(id(one, depths)).padded(ids),
                    Span.of(Phrases.where(one.subject(), report.capture())).padded(subjects),
                    Span.of(one.summary()));
        }
    }

    /** Distance of each diagnosis from its root, by reference; causes come before their effects. */
    private static Map<String, Integer> depths(List<Diagnosis> found) {
        var depths = new HashMap<String, Integer>();
        for (Diagnosis one : found) {
            depths.put(one.ref(), one.isRoot() ? 0 : depths.getOrDefault(one.explainedBy(), 0) + 1);
        }
        return depths;
    }

    private static String rank(Diagnosis one) {
        return one.rank() == 0 ? "-" : Integer.toString(one.rank());
    }

    private static String id(Diagnosis one, Map<String, Integer> depths) {
        return "  ".repeat(depths.getOrDefault(one.ref(), 0)) + one.id();
    }

    private static int columns(List<String> texts) {
        return 2
                + texts.stream().mapToInt(text -> Span.of(text).columns()).max().orElse(0);
    }
}
