package dev.meshdx.audit;

import dev.meshdx.report.Html;
import dev.meshdx.report.Phrases;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The causes to unfold, each with its clusters and findings, and the filters above them. */
final class AuditCauses {

    /** Findings that are listed one by one, of a cause and of all; the JSON lines have them all. */
    private static final int MAX_OF_A_CAUSE = 1_000;

    private static final int MAX_LISTED = 10_000;

    private final AuditReport report;
    private final Html html;
    private int listed;

    AuditCauses(AuditReport report, Html html) {
        this.report = report;
        this.html = html;
    }

    void write() throws IOException {
        html.raw("<section><h2 id=\"causes\">Causes</h2>\n");
        List<AuditReport.Cause> causes = report.causes();
        if (causes.isEmpty()) {
            html.element("p", "None found.").raw("</section>\n");
            return;
        }
        filters(causes);
        Map<String, List<AuditRow>> findings = new HashMap<>();
        report.of("finding")
                .forEach(row -> findings.computeIfAbsent(row.id(), id -> new ArrayList<>())
                        .add(row));
        int number = 0;
        for (AuditReport.Cause cause : causes) {
            cause(cause, ++number, findings.getOrDefault(cause.id(), List.of()));
        }
        html.raw("</section>\n");
    }

    private void filters(List<AuditReport.Cause> causes) throws IOException {
        html.raw("<form class=\"filter\" id=\"filters\" hidden role=\"search\">");
        html.raw("<label>Text <input type=\"search\" id=\"filter\" autocomplete=\"off\"></label>\n");
        List<String> severities = new ArrayList<>(AuditRow.SEVERITIES);
        severities.sort(Comparator.comparingInt(severity -> -AuditRow.SEVERITIES.indexOf(severity)));
        severities.removeIf(
                severity -> causes.stream().noneMatch(cause -> cause.severity().equals(severity)));
        choice("severity", "Severity", severities);
        choice(
                "state",
                "State",
                report.of("finding").stream()
                        .map(AuditRow::state)
                        .distinct()
                        .sorted()
                        .toList());
        choice(
                "cluster",
                "Cluster",
                report.of("finding").stream()
                        .map(AuditRow::cluster)
                        .distinct()
                        .sorted()
                        .toList());
        html.raw("<button type=\"reset\">Show all</button></form>\n");
    }

    private void choice(String id, String name, List<String> values) throws IOException {
        html.raw("<label>" + name + " <select id=\"" + id + "\"><option value=\"\">all</option>");
        for (String value : values) {
            html.element("option", value);
        }
        html.raw("</select></label>\n");
    }

    private void cause(AuditReport.Cause cause, int number, List<AuditRow> findings) throws IOException {
        html.raw("<details class=\"root cause\" data-severity=\"" + Html.attribute(cause.severity()) + "\"><summary>");
        html.badge(cause.severity()).element("h3", cause.title());
        html.element(
                "span",
                "where",
                AuditReport.counts(cause.states()) + " in "
                        + Phrases.count(cause.clusters().size(), "cluster")
                        + (cause.since().isEmpty() ? "" : ", since " + AuditRow.minute(cause.since())));
        html.raw("</summary><div class=\"body\" id=\"cause-" + number + "\">\n");
        if (cause.roots() > 0) {
            html.element("p", "dim", Phrases.count(cause.roots(), "finding") + " that nothing else explains");
        }
        html.command("meshdx explain " + cause.id());
        clusters(cause);
        findings(cause.id(), findings);
        html.raw("</div></details>\n");
    }

    private void clusters(AuditReport.Cause cause) throws IOException {
        html.table("Clusters with " + cause.id(), new String[] {"Cluster", "Findings", "#Certainty", "Since"}, () -> {
            for (Map.Entry<String, AuditReport.Hit> cluster : cause.clusters().entrySet()) {
                AuditReport.Hit hit = cluster.getValue();
                html.raw("<tr>").element("td", cluster.getKey());
                html.element("td", AuditReport.counts(hit.states()));
                html.element("td", "number", Phrases.percent(hit.certainty()));
                html.element("td", AuditRow.minute(hit.since())).raw("</tr>\n");
            }
        });
    }

    private void findings(String id, List<AuditRow> findings) throws IOException {
        int count = Math.min(findings.size(), Math.min(MAX_OF_A_CAUSE, MAX_LISTED - listed));
        listed += count;
        html.raw("<details class=\"bulk findings\"><summary>");
        html.text(Phrases.count(findings.size(), "finding")).raw("</summary><div class=\"body\">\n");
        html.table("Findings of " + id, new String[] {"Cluster", "State", "Subject", "#Certainty", "What"}, () -> {
            for (AuditRow row : findings.subList(0, count)) {
                html.raw("<tr>").element("td", row.cluster()).element("td", row.state());
                html.element("td", row.subject());
                html.element("td", "number", Phrases.percent(row.certainty()));
                html.element("td", (row.role().equals("explained") ? "Explained by another: " : "") + row.detail());
                html.raw("</tr>\n");
            }
        });
        if (count < findings.size()) {
            html.element("p", "dim", "and " + (findings.size() - count) + " more; the JSON lines have them all");
        }
        html.raw("</div></details>\n");
    }
}
