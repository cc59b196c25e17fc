package dev.meshdx.report;

import dev.meshdx.diagnosis.Report;
import dev.meshdx.diagnosis.Report.Suppressed;
import dev.meshdx.diagnosis.Report.Tuned;
import java.util.List;

/** What a site accepts and tunes, a sentence each, the same in every format. */
final class SiteLines {

    private SiteLines() {}

    /** The accepted findings. */
    static List<String> accepted(Report report) {
        return report.site().suppressed().stream()
                .map(finding -> finding.id() + " on " + finding.subject() + " until " + reason(finding))
                .toList();
    }

    /** Until when and why a finding is accepted. */
    static String reason(Suppressed finding) {
        return finding.until() + ": " + finding.reason();
    }

    /** What the site sets. */
    static List<String> tuned(Report report) {
        return report.site().tuned().stream().map(SiteLines::tuned).toList();
    }

    private static String tuned(Tuned tuned) {
        return tuned.what() + " " + tuned.id()
                + (tuned.value().isEmpty() ? " added" : " is " + tuned.value() + " instead of " + tuned.standard());
    }
}
