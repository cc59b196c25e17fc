package dev.meshdx.audit;

import dev.meshdx.report.Html;
import dev.meshdx.report.HtmlDocument;
import dev.meshdx.report.Phrases;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The audit as one page for a browser. Without the script all is there but the filters and copying. */
final class AuditHtml {

    /** States in the order of how much they matter; which of them there are depends on whether there was a baseline. */
    private static final List<String> STATES = List.of("found", "new", "still", "gone", "not-judged", "accepted");

    private final AuditReport report;
    private final Html html;

    AuditHtml(AuditReport report, Appendable out) {
        this.report = report;
        this.html = new Html(out);
    }

    void write() throws IOException {
        var heading = new HtmlDocument.Heading(
                "meshdx audit", "verdict-" + verdict(), report.headline(), facts(), sections());
        new HtmlDocument(
                        HtmlDocument.resource(AuditHtml.class, "audit.css"),
                        HtmlDocument.resource(AuditHtml.class, "audit.js"))
                .write(html, heading, report.tool(), this::content);
    }

    private void content() throws IOException {
        changes();
        new AuditMatrix(report, html).write();
        new AuditCauses(report, html).write();
        var fleet = new AuditFleet(report, html);
        fleet.accepted();
        fleet.certificates();
        fleet.versions();
        fleet.undecided();
        fleet.captures();
    }

    /** As of a report: green only when everything could be judged and nothing was found. */
    private String verdict() {
        if (report.causes().stream().anyMatch(cause -> cause.present() > 0)) {
            return "findings";
        }
        return report.captureStates().keySet().equals(java.util.Set.of("healthy")) ? "healthy" : "undecidable";
    }

    private Map<String, String> facts() {
        Map<String, Integer> states = states(report.of("finding"));
        Map<String, String> facts = new LinkedHashMap<>();
        if (report.compared()) {
            facts.put("New since the baseline", findings(states, "new"));
            facts.put("Still there", findings(states, "still"));
            facts.put("Gone", findings(states, "gone"));
            if (states.containsKey("not-judged")) {
                facts.put("No longer judged", findings(states, "not-judged"));
            }
        } else {
            facts.put("Found", findings(states, "found"));
        }
        if (states.containsKey("accepted")) {
            facts.put("Accepted by the site", findings(states, "accepted"));
        }
        facts.put("Clusters", String.valueOf(report.clusters().size()));
        facts.put("Unreadable captures", String.valueOf(report.captureStates().getOrDefault("broken", 0)));
        List<String> times = report.of("capture").stream()
                .map(AuditRow::time)
                .filter(time -> !time.isEmpty())
                .sorted()
                .toList();
        if (!times.isEmpty()) {
            String first = AuditRow.minute(times.get(0));
            String last = AuditRow.minute(times.get(times.size() - 1));
            facts.put("Captured (UTC)", first.equals(last) ? first : first + " to " + last);
        }
        return facts;
    }

    private static String findings(Map<String, Integer> states, String state) {
        return Phrases.count(states.getOrDefault(state, 0), "finding");
    }

    private Map<String, String> sections() {
        Map<String, String> sections = new LinkedHashMap<>();
        sections.put("changes", report.compared() ? "What changed" : "By severity");
        sections.put("matrix", "Causes and clusters");
        sections.put("causes", "Causes");
        link(sections, "accepted", "Accepted", report.accepted());
        link(sections, "certificates", "Certificates", report.of("certificate"));
        link(sections, "versions", "Versions", report.of("mesh"));
        link(sections, "undecided", "Not judged", report.of("undecided"));
        sections.put("captures", "Captures");
        return sections;
    }

    private static void link(Map<String, String> sections, String id, String name, List<?> content) {
        if (!content.isEmpty()) {
            sections.put(id, name);
        }
    }

    /** How many findings per severity and state. */
    private void changes() throws IOException {
        Map<String, List<AuditRow>> bySeverity = new TreeMap<>();
        report.of("finding")
                .forEach(row -> bySeverity
                        .computeIfAbsent(row.severity(), severity -> new ArrayList<>())
                        .add(row));
        Map<String, Integer> all = states(report.of("finding"));
        List<String> states = STATES.stream()
                .filter(state -> all.containsKey(state)
                        || (report.compared()
                                ? List.of("new", "still", "gone").contains(state)
                                : state.equals("found")))
                .toList();
        List<String> columns = new ArrayList<>(List.of("Severity"));
        states.forEach(state -> columns.add("#" + state));
        html.raw("<section><h2 id=\"changes\">" + (report.compared() ? "What changed" : "By severity") + "</h2>\n");
        html.table(
                report.compared() ? "Findings against the baseline" : "Findings by severity",
                columns.toArray(String[]::new),
                () -> {
                    for (int at = AuditRow.SEVERITIES.size() - 1; at >= 0; at--) {
                        String severity = AuditRow.SEVERITIES.get(at);
                        Map<String, Integer> counts = states(bySeverity.getOrDefault(severity, List.of()));
                        html.raw("<tr><td>").badge(severity).raw("</td>");
                        for (String state : states) {
                            html.element("td", "number", String.valueOf(counts.getOrDefault(state, 0)));
                        }
                        html.raw("</tr>\n");
                    }
                });
        html.raw("</section>\n");
    }

    private static Map<String, Integer> states(List<AuditRow> findings) {
        Map<String, Integer> states = new TreeMap<>();
        findings.forEach(row -> states.merge(row.state(), 1, Integer::sum));
        return states;
    }
}
