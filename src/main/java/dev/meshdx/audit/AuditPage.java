package dev.meshdx.audit;

import dev.meshdx.report.Style;
import dev.meshdx.report.Terminal;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
        List<AuditReport.Cause> causes = report.causes();
        List<AuditRow> captures = report.of("capture");
        Map<String, Integer> states = new TreeMap<>();
        captures.forEach(row -> states.merge(row.state(), 1, Integer::sum));
        long present = causes.stream().filter(cause -> cause.present() > 0).count();
        line(present
                + (present == 1 ? " cause in " : " causes in ")
                + captures.size()
                + (captures.size() == 1 ? " capture: " : " captures: ")
                + counts(states));
        causes(causes);
        certificates();
        meshes();
        undecided();
        broken(captures);
    }

    private void causes(List<AuditReport.Cause> causes) throws IOException {
        heading("Causes");
        if (causes.isEmpty()) {
            line("  none found");
        }
        for (AuditReport.Cause cause : causes) {
            line(String.format("  %-8s  %s  (%s)", cause.severity(), cause.title(), cause.id()));
            Map<String, Integer> states = new TreeMap<>();
            cause.clusters()
                    .values()
                    .forEach(hit -> hit.states().forEach((state, count) -> states.merge(state, count, Integer::sum)));
            line("            " + counts(states) + (cause.since().isEmpty() ? "" : "; since " + cause.since()));
            line("            in " + list(List.copyOf(cause.clusters().keySet())));
        }
    }

    private void certificates() throws IOException {
        List<AuditRow> certificates = report.certificates();
        if (certificates.isEmpty()) {
            return;
        }
        heading("Certificates by days left");
        Map<String, Integer> bands = new LinkedHashMap<>();
        List.of("ended", "0 to 7 days", "8 to 30 days", "31 to 90 days", "more than 90 days")
                .forEach(band -> bands.put(band, 0));
        certificates.forEach(row -> bands.merge(band(row.days()), 1, Integer::sum));
        for (Map.Entry<String, Integer> band : bands.entrySet()) {
            line(String.format("  %6d  %s", band.getValue(), band.getKey()));
        }
        List<AuditRow> soon = certificates.stream()
                .filter(row -> row.days() <= SOON_DAYS && !row.role().equals("leaf"))
                .toList();
        for (AuditRow row : first(soon)) {
            line("  " + row.days() + " days: " + row.role() + " of " + row.kind() + " " + row.namespace() + "/"
                    + row.name() + " in " + row.cluster() + ", until " + row.until());
        }
    }

    private static String band(long days) {
        return days < 0
                ? "ended"
                : days <= 7
                        ? "0 to 7 days"
                        : days <= 30 ? "8 to 30 days" : days <= 90 ? "31 to 90 days" : "more than 90 days";
    }

    private void meshes() throws IOException {
        List<AuditRow> meshes = report.of("mesh");
        if (meshes.isEmpty()) {
            return;
        }
        heading("Versions in use");
        Map<String, List<String>> clusters = new TreeMap<>();
        for (AuditRow row : meshes) {
            String support = row.until().isEmpty()
                    ? "end of support unknown"
                    : row.days() < 0 ? "support ended " + row.until() : "supported until " + row.until();
            String version = row.version().isEmpty() ? "version unknown" : row.version();
            clusters.computeIfAbsent(row.id() + " " + version + ", " + support, key -> new java.util.ArrayList<>())
                    .add(row.cluster());
        }
        for (Map.Entry<String, List<String>> version : clusters.entrySet()) {
            line("  " + version.getKey() + ": "
                    + list(version.getValue().stream().distinct().toList()));
        }
    }

    private void undecided() throws IOException {
        Map<String, List<AuditRow>> undecided = report.undecided();
        if (undecided.isEmpty()) {
            return;
        }
        heading("Could not be judged");
        int left = SHORT_LIST;
        for (Map.Entry<String, List<AuditRow>> mode : undecided.entrySet()) {
            if (left-- == 0) {
                line("  and " + (undecided.size() - SHORT_LIST) + " more failure modes");
                break;
            }
            List<AuditRow> rows = mode.getValue();
            line("  " + mode.getKey() + " in " + rows.size() + (rows.size() == 1 ? " capture" : " captures")
                    + ", lacking " + rows.get(0).detail());
        }
    }

    private void broken(List<AuditRow> captures) throws IOException {
        List<AuditRow> broken =
                captures.stream().filter(row -> row.state().equals("broken")).toList();
        if (broken.isEmpty()) {
            return;
        }
        heading("Could not be read");
        for (AuditRow row : broken) {
            line("  " + row.capture() + ": " + row.detail());
        }
    }

    private static String counts(Map<String, Integer> counts) {
        return String.join(
                ", ",
                counts.entrySet().stream()
                        .map(count -> count.getValue() + " " + count.getKey())
                        .toList());
    }

    private String list(List<String> names) {
        List<String> shown = first(names);
        return String.join(", ", shown)
                + (shown.size() < names.size() ? " and " + (names.size() - shown.size()) + " more" : "");
    }

    private <T> List<T> first(List<T> items) {
        return style.details() || items.size() <= SHORT_LIST ? items : items.subList(0, SHORT_LIST);
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
