package dev.meshdx.report;

import dev.meshdx.diagnosis.Report;
import dev.meshdx.diagnosis.Report.NextStep;
import dev.meshdx.diagnosis.Report.PackNotLoaded;
import dev.meshdx.diagnosis.Report.Undecided;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The report as one page for a browser. Without the script all is there but copying and filtering. */
final class HtmlReport {

    private static final int MAX_OPEN = 200;

    private final Report report;
    private final Html html;

    private HtmlReport(Report report, Html html) {
        this.report = report;
        this.html = html;
    }

    static void write(Report report, Appendable out) throws IOException {
        new HtmlReport(report, new Html(out)).page();
    }

    private void page() throws IOException {
        var capture = report.capture();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Cluster", capture.clusters().isEmpty() ? "unknown" : Phrases.names(capture.clusters(), 5));
        facts.put(
                "Mesh",
                capture.meshes().isEmpty()
                        ? "none recognised"
                        : Phrases.names(
                                capture.meshes().stream()
                                        .map(Phrases::mesh)
                                        .distinct()
                                        .toList(),
                                4));
        facts.put("Time", CaptureSummary.time(capture));
        facts.put("Source", Phrases.names(capture.sources(), 4));
        facts.put(
                "Outcome",
                Phrases.count(report.diagnoses().size(), "finding") + ", "
                        + report.undecided().size() + " undecided, "
                        + report.ruledOut().size() + " ruled out");
        var heading = new HtmlDocument.Heading(
                "meshdx diagnosis", "verdict-" + report.verdict(), headline(), facts, sections());
        new HtmlDocument("", HtmlDocument.resource(HtmlReport.class, "report.js"))
                .write(html, heading, report.tool(), this::content);
    }

    private void content() throws IOException {
        for (PackNotLoaded pack : report.tool().packsNotLoaded()) {
            html.element("p", "note", "Pack " + pack.name() + " was not loaded: " + pack.reason());
        }
        new HtmlCauses(report, html).write();
        undecided();
        next();
        new HtmlPicture(report, html).write();
        notes();
    }

    /** The sections that are there, by their ids. */
    private Map<String, String> sections() {
        Map<String, String> sections = new LinkedHashMap<>();
        sections.put("causes", "Causes");
        link(sections, "undecided", "Not excluded", report.undecided());
        link(sections, "next", "Capture next", report.next());
        link(sections, "timeline", "Timeline", report.picture().timeline());
        link(sections, "certificates", "Certificates", report.picture().certificates());
        link(sections, "calls", "Calls", report.picture().calls());
        sections.put("coverage", "Coverage");
        return sections;
    }

    private static void link(Map<String, String> sections, String id, String name, List<?> content) {
        if (!content.isEmpty()) {
            sections.put(id, name);
        }
    }

    private String headline() {
        return report.verdict().equals("undecidable") ? TextReport.undecidable(report.headline()) : report.headline();
    }

    private void undecided() throws IOException {
        if (report.undecided().isEmpty()) {
            return;
        }
        html.raw("<section><h2 id=\"undecided\">Cannot be excluded</h2>\n<details class=\"bulk\"><summary>");
        html.text(Phrases.count(report.undecided().size(), "failure mode")
                + " that the capture cannot decide, the most important first");
        html.raw("</summary><div class=\"body\">");
        html.table("Undecided", new String[] {"Failure mode", "Severity", "#Certainty", "Needs"}, () -> {
            for (Undecided mode : report.undecided().stream().limit(MAX_OPEN).toList()) {
                html.raw("<tr>").element("td", mode.title());
                html.raw("<td>").badge(mode.severity()).raw("</td>");
                html.element("td", "number", Phrases.percent(mode.certainty()));
                html.element(
                        "td",
                        String.join(
                                ", ",
                                mode.missing().stream()
                                        .map(Report.Missing::kind)
                                        .toList()));
                html.raw("</tr>\n");
            }
        });
        html.raw("</div></details></section>\n");
    }

    private void next() throws IOException {
        if (report.next().isEmpty()) {
            return;
        }
        html.raw("<section><h2 id=\"next\">Capture next</h2>\n");
        for (NextStep step : report.next()) {
            html.command(step.run());
            html.element("p", "dim", "decides " + Phrases.names(step.decides(), 6));
        }
        html.raw("</section>\n");
    }

    private void notes() throws IOException {
        list("accepted", "Accepted by the site", SiteLines.accepted(report));
        list("tuned", "Tuned by the site", SiteLines.tuned(report));
        list("notes", "Notes", report.notes());
    }

    private void list(String id, String title, List<String> lines) throws IOException {
        if (!lines.isEmpty()) {
            html.raw("<section><h2 id=\"" + id + "\">" + title + "</h2>\n<ul>");
            for (String line : lines) {
                html.element("li", line);
            }
            html.raw("</ul></section>\n");
        }
    }
}
