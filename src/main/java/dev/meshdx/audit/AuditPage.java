package dev.meshdx.audit;

import dev.meshdx.report.Phrases;
import dev.meshdx.report.Style;
import dev.meshdx.report.Terminal;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The audit for a person: causes with the clusters they hit, then what needs a look soon, then what could not be judged. */
final class AuditPage {

    private static final int SHORT_LIST = 10;
    private static final int SOON_DAYS = 30;

    private final AuditReport report;
    private final Style style;
    private final Appendable out;

    AuditPage(AuditReport report, Style style, Appendable out) {
        this.report = report;
        this.style = style;
        this.out = out;
    }

    void write() throws IOException {
        line(report.headline());
        causes();
        accepted();
        certificates();
        meshes();
        undecided();
        broken();
    }

    private void causes() throws IOException {
        heading("Causes");
        List<AuditReport.Cause> causes = report.causes().stream()
                .filter(cause -> !cause.states().keySet().equals(Set.of("accepted")))
                .toList();
        if (causes.isEmpty()) {
            line("  none found");
        }
        for (AuditReport.Cause cause : causes) {
            line(String.format("  %-8s  %s  (%s)", cause.severity(), cause.title(), cause.id()));
            line("            " + AuditReport.counts(cause.states())
                    + (cause.since().isEmpty() ? "" : "; since " + cause.since()));
            line("            in " + list(List.copyOf(cause.clusters().keySet())));
        }
    }

    private void accepted() throws IOException {
        List<AuditRow> accepted = report.accepted();
        if (accepted.isEmpty()) {
            return;
        }
        heading("Accepted by the site");
        for (AuditRow row : first(accepted)) {
            line("  " + row.id() + " on " + row.subject() + " in " + row.cluster());
            line("            until " + row.until() + ": " + row.detail());
        }
        more(accepted.size());
    }

    private void certificates() throws IOException {
        List<AuditRow> certificates = report.certificates();
        if (certificates.isEmpty()) {
            return;
        }
        heading("Certificates by days left");
        for (Map.Entry<String, Integer> band : report.certificateBands().entrySet()) {
            line(String.format("  %6d  %s", band.getValue(), band.getKey()));
        }
        List<AuditRow> soon = certificates.stream()
                .filter(row -> row.days() <= SOON_DAYS && !row.role().equals("leaf"))
                .toList();
        for (AuditRow row : first(soon)) {
            line("  " + row.days() + " days: " + row.role() + " of " + row.subject() + " in " + row.cluster()
                    + ", until " + row.until());
        }
    }

    private void meshes() throws IOException {
        List<AuditReport.Version> versions = report.versions();
        if (versions.isEmpty()) {
            return;
        }
        heading("Versions in use");
        for (AuditReport.Version version : versions) {
            String number = version.version().isEmpty() ? "version unknown" : version.version();
            line("  " + version.mesh() + " " + number + ", " + version.support() + ": " + list(version.clusters()));
        }
    }

    private void undecided() throws IOException {
        Map<String, List<AuditRow>> undecided = report.undecided();
        if (undecided.isEmpty()) {
            return;
        }
        heading("Could not be judged");
        for (Map.Entry<String, List<AuditRow>> mode : first(List.copyOf(undecided.entrySet()))) {
            List<AuditRow> rows = mode.getValue();
            line("  " + mode.getKey() + " in " + Phrases.count(rows.size(), "capture") + ", lacking "
                    + rows.get(0).detail());
        }
        more(undecided.size());
    }

    private void broken() throws IOException {
        List<AuditRow> broken = report.of("capture").stream()
                .filter(row -> row.state().equals("broken"))
                .toList();
        if (broken.isEmpty()) {
            return;
        }
        heading("Could not be read");
        for (AuditRow row : broken) {
            line("  " + row.capture() + ": " + row.detail());
        }
    }

    private String list(List<String> names) {
        List<String> shown = first(names);
        return String.join(", ", shown)
                + (shown.size() < names.size() ? " and " + (names.size() - shown.size()) + " more" : "");
    }

    private <T> List<T> first(List<T> items) {
        return style.details() || items.size() <= SHORT_LIST ? items : items.subList(0, SHORT_LIST);
    }

    /** Says how many the first ones leave out. */
    private void more(int all) throws IOException {
        if (!style.details() && all > SHORT_LIST) {
            line("  and " + (all - SHORT_LIST) + " more; --details lists all");
        }
    }

    private void heading(String text) throws IOException {
        out.append('\n')
                .append(style.colour() ? "\u001B[1m" + text + "\u001B[0m" : text)
                .append('\n');
    }

    private void line(String text) throws IOException {
        out.append(Terminal.clip(Terminal.clean(text), style.details() ? Integer.MAX_VALUE : style.width(), "…"))
                .append('\n');
    }
}
