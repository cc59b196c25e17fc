package dev.meshdx.report;

import dev.meshdx.diagnosis.Picture;
import dev.meshdx.diagnosis.Picture.Call;
import dev.meshdx.diagnosis.Picture.HeldCertificate;
import dev.meshdx.diagnosis.Picture.Moment;
import dev.meshdx.diagnosis.Report;
import dev.meshdx.facts.CapturedFile;
import dev.meshdx.facts.Coverage;
import dev.meshdx.facts.Subject;
import java.io.IOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Timeline, certificates, calls and coverage of the page. */
final class HtmlPicture {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int UNFOLDED = 25;
    private static final int MAX_ROWS = 500;
    private static final int HOURS_PER_DAY = 24;

    private final Report report;
    private final Picture picture;
    private final Html html;

    HtmlPicture(Report report, Html html) {
        this.report = report;
        this.picture = report.picture();
        this.html = html;
    }

    void write() throws IOException {
        timeline(picture.timeline());
        certificates(picture.certificates());
        calls(picture.calls());
        coverage();
    }

    private void timeline(List<Moment> moments) throws IOException {
        if (moments.isEmpty()) {
            return;
        }
        html.raw("<section><h2 id=\"timeline\">Timeline</h2>\n<p class=\"dim\">Times are UTC.</p>\n");
        folded(moments.size(), "moment", () -> {
            boolean known = !report.capture().timeFrom().equals("unknown");
            boolean past = true;
            html.raw("<ol class=\"timeline\">");
            for (Moment moment : moments) {
                if (past && known && moment.time().isAfter(report.capture().time())) {
                    now();
                    past = false;
                }
                html.raw("<li><time datetime=\"" + moment.time() + "\">" + TIME.format(moment.time()) + "</time> ");
                html.badge(moment.kind()).text(where(moment.subject()) + ": " + moment.what());
                html.raw(
                        moment.count() > 1
                                ? " <span class=\"dim\">\u00D7" + moment.count() + "</span></li>\n"
                                : "</li>\n");
            }
            if (past && known) {
                now();
            }
            html.raw("</ol>\n");
        });
        html.raw("</section>\n");
    }

    private void now() throws IOException {
        html.raw("<li class=\"now\"><time>" + TIME.format(report.capture().time()) + "</time> Capture</li>\n");
    }

    private void certificates(List<HeldCertificate> certificates) throws IOException {
        if (certificates.isEmpty()) {
            return;
        }
        html.raw("<section><h2 id=\"certificates\">Certificates</h2>\n");
        folded(
                certificates.size(),
                "certificate",
                () -> html.table(
                        "By the time that was left when the capture was taken",
                        new String[] {"State", "#Left", "Ends (UTC)", "Role", "Held by", "Name"},
                        () -> {
                            for (HeldCertificate one :
                                    certificates.subList(0, Math.min(MAX_ROWS, certificates.size()))) {
                                html.raw("<tr><td>").badge(one.state()).raw("</td>");
                                html.element("td", "number", left(one.remainingHours()));
                                html.element("td", TIME.format(one.notAfter())).element("td", one.role());
                                html.element(
                                        "td",
                                        where(one.holder())
                                                + (one.holders() > 1 ? " and " + (one.holders() - 1) + " more" : ""));
                                html.element("td", one.name()).raw("</tr>\n");
                            }
                        }));
        html.raw("</section>\n");
    }

    private static String left(long hours) {
        long days = hours / HOURS_PER_DAY;
        return Math.abs(days) < 3 ? hours + " h" : days + " d";
    }

    private void calls(List<Call> calls) throws IOException {
        if (calls.isEmpty()) {
            return;
        }
        html.raw("<section><h2 id=\"calls\">Calls</h2>\n");
        new HtmlGraph(calls, report.capture(), html).write();
        folded(
                calls.size(),
                "call",
                () -> html.table(
                        "Who calls whom, the failing ones first",
                        new String[] {"State", "From", "To", "#Requests", "#Failed", "With"},
                        () -> {
                            for (Call call : calls.subList(0, Math.min(MAX_ROWS, calls.size()))) {
                                html.raw("<tr><td>")
                                        .badge(call.failed() > 0 ? "failing" : "ok")
                                        .raw("</td>");
                                html.element("td", where(call.from())).element("td", where(call.to()));
                                html.element("td", "number", String.valueOf(call.requests()));
                                html.element("td", "number", String.valueOf(call.failed()));
                                html.element("td", String.join(", ", call.flags()))
                                        .raw("</tr>\n");
                            }
                        }));
        html.raw("</section>\n");
    }

    private void coverage() throws IOException {
        html.raw("<section><h2 id=\"coverage\">Coverage</h2>\n");
        List<Coverage> coverage = report.capture().coverage();
        folded(
                coverage.size(),
                "kind",
                () -> html.table(
                        "What the capture could have shown",
                        new String[] {"Kind", "Cluster", "Namespace", "State", "#Count"},
                        () -> {
                            for (Coverage one : coverage.subList(0, Math.min(MAX_ROWS, coverage.size()))) {
                                html.raw("<tr>").element("td", one.kind()).element("td", one.cluster());
                                html.element("td", one.namespace())
                                        .raw("<td>")
                                        .badge(one.state())
                                        .raw("</td>");
                                html.element("td", "number", String.valueOf(one.count()))
                                        .raw("</tr>\n");
                            }
                        }));
        List<CapturedFile> unread = report.capture().files().stream()
                .filter(file ->
                        List.of("unreadable", "partly-read", "unrecognised").contains(file.state()))
                .limit(MAX_ROWS)
                .toList();
        if (!unread.isEmpty()) {
            folded(
                    unread.size(),
                    "file",
                    () -> html.table(
                            "Files that were not, or not wholly, read",
                            new String[] {"File", "State", "Reason"},
                            () -> {
                                for (CapturedFile file : unread) {
                                    html.raw("<tr>").element("td", "place", file.path());
                                    html.element("td", file.state())
                                            .element("td", file.reason())
                                            .raw("</tr>\n");
                                }
                            }));
        }
        html.raw("</section>\n");
    }

    /** Long lists start folded. */
    private void folded(int count, String noun, Html.Content content) throws IOException {
        html.raw(count <= UNFOLDED ? "<details open><summary>" : "<details class=\"bulk\"><summary>");
        html.text(Phrases.count(count, noun)).raw("</summary><div class=\"body\">");
        content.write();
        html.raw("</div></details>\n");
    }

    private String where(Subject subject) {
        return Phrases.where(subject, report.capture());
    }
}
