package dev.meshdx.report;

import dev.meshdx.diagnosis.Report;
import dev.meshdx.diagnosis.Report.NextStep;
import dev.meshdx.diagnosis.Report.PackNotLoaded;
import dev.meshdx.diagnosis.Report.Undecided;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/**
 * The report as one page that loads nothing: style and script stand in it, and its security policy admits these two by their
 * digests and nothing else. Without the script all is there but copying and filtering.
 */
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
        String style = resource("report.css");
        String script = resource("report.js");
        html.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        html.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '"
                + digest(style) + "'; script-src '" + digest(script) + "'; base-uri 'none'; form-action 'none'\">\n");
        html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
        html.text(headline()).raw("</title>\n<style>").raw(style).raw("</style>\n</head>\n<body>\n");
        header();
        html.raw("<main>\n");
        for (PackNotLoaded pack : report.tool().packsNotLoaded()) {
            html.element("p", "note", "Pack " + pack.name() + " was not loaded: " + pack.reason());
        }
        new HtmlCauses(report, html).write();
        undecided();
        next();
        new HtmlPicture(report, html).write();
        notes();
        html.raw("</main>\n<footer>meshdx ").text(report.tool().version());
        for (var pack : report.tool().packs()) {
            html.text(", pack " + pack.name() + " " + pack.version());
        }
        html.raw(". Judged at the time of the capture, from the files of the capture only.</footer>\n");
        html.raw("<script>").raw(script).raw("</script>\n</body>\n</html>\n");
    }

    private void header() throws IOException {
        var capture = report.capture();
        html.raw("<header>\n<div class=\"top\"><span>meshdx diagnosis</span>");
        html.raw("<fieldset><legend>Colours</legend>");
        for (String theme : List.of("auto", "light", "dark")) {
            html.raw("<label><input type=\"radio\" name=\"theme\" id=\"theme-" + theme + "\""
                    + (theme.equals("auto") ? " checked" : "") + "> " + theme + "</label>");
        }
        html.raw("</fieldset></div>\n");
        html.element("h1", "verdict-" + report.verdict(), headline());
        html.raw("<dl class=\"facts\">");
        fact("Cluster", capture.clusters().isEmpty() ? "unknown" : Phrases.names(capture.clusters(), 5));
        fact(
                "Mesh",
                capture.meshes().isEmpty()
                        ? "none recognised"
                        : Phrases.names(
                                capture.meshes().stream()
                                        .map(Phrases::mesh)
                                        .distinct()
                                        .toList(),
                                4));
        fact("Time", CaptureSummary.time(capture));
        fact("Source", Phrases.names(capture.sources(), 4));
        fact(
                "Outcome",
                Phrases.count(report.diagnoses().size(), "finding") + ", "
                        + report.undecided().size() + " undecided, "
                        + report.ruledOut().size() + " ruled out");
        html.raw("</dl>\n<nav aria-label=\"Sections\"><ul>");
        link("causes", "Causes", true);
        link("undecided", "Not excluded", !report.undecided().isEmpty());
        link("next", "Capture next", !report.next().isEmpty());
        link("timeline", "Timeline", !report.picture().timeline().isEmpty());
        link("certificates", "Certificates", !report.picture().certificates().isEmpty());
        link("calls", "Calls", !report.picture().calls().isEmpty());
        link("coverage", "Coverage", true);
        html.raw("</ul></nav>\n<p id=\"status\" role=\"status\" class=\"dim\"></p>\n</header>\n");
    }

    private String headline() {
        return report.verdict().equals("undecidable") ? TextReport.undecidable(report.headline()) : report.headline();
    }

    private void fact(String name, String value) throws IOException {
        html.raw("<div>").element("dt", name).element("dd", value).raw("</div>");
    }

    private void link(String id, String name, boolean there) throws IOException {
        if (there) {
            html.raw("<li><a href=\"#" + id + "\">" + name + "</a></li>");
        }
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
            HtmlCauses.command(html, step.run());
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

    private static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(HtmlReport.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
