package dev.meshdx.audit;

import dev.meshdx.report.Html;
import dev.meshdx.report.Phrases;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What the page says of the fleet beside its causes: acceptances, certificates, versions, gaps and the captures themselves. */
final class AuditFleet {

    private static final int UNFOLDED = 25;
    private static final int MAX_ROWS = 1_000;
    private static final int SOON_DAYS = 90;
    private static final int BAR_WIDTH = 240;
    private static final int NAMES = 8;

    private final AuditReport report;
    private final Html html;

    AuditFleet(AuditReport report, Html html) {
        this.report = report;
        this.html = html;
    }

    /** Writes the cells of one row. */
    private interface Cells<T> {
        void write(T item) throws IOException;
    }

    void accepted() throws IOException {
        List<AuditRow> accepted = report.accepted();
        if (accepted.isEmpty()) {
            return;
        }
        heading("accepted", "Accepted by the site");
        list("finding", "Known and not counted", accepted, "Cause,Cluster,Subject,Until,Reason", row -> {
            html.element("td", row.title()).element("td", row.cluster()).element("td", row.subject());
            html.element("td", row.until()).element("td", row.detail());
        });
        html.raw("</section>\n");
    }

    void certificates() throws IOException {
        List<AuditRow> certificates = report.certificates();
        if (certificates.isEmpty()) {
            return;
        }
        heading("certificates", "Certificates");
        html.table("Days left when the capture was taken", new String[] {"Days", "#Certificates", "Share"}, () -> {
            for (Map.Entry<String, Integer> band : report.certificateBands().entrySet()) {
                int width = (int) Math.round((double) BAR_WIDTH * band.getValue() / certificates.size());
                html.raw("<tr>").element("td", band.getKey());
                html.element("td", "number", String.valueOf(band.getValue()));
                html.raw("<td><svg width=\"" + BAR_WIDTH + "\" height=\"14\" aria-hidden=\"true\"><rect width=\""
                        + width + "\" height=\"14\"/></svg></td></tr>\n");
            }
        });
        List<AuditRow> soon =
                certificates.stream().filter(row -> row.days() <= SOON_DAYS).toList();
        if (!soon.isEmpty()) {
            list(
                    "certificate",
                    "At most " + SOON_DAYS + " days left",
                    soon,
                    "#Days,Ends (UTC),Role,Cluster,Held by,Name",
                    row -> {
                        html.element("td", "number", String.valueOf(row.days()));
                        html.element("td", AuditRow.minute(row.until())).element("td", row.role());
                        html.element("td", row.cluster())
                                .element("td", row.subject())
                                .element("td", row.detail());
                    });
        }
        html.raw("</section>\n");
    }

    void versions() throws IOException {
        List<AuditReport.Version> versions = report.versions();
        if (versions.isEmpty()) {
            return;
        }
        heading("versions", "Versions in use");
        list("version", "By mesh", versions, "Mesh,Version,Support,#Clusters,Which", version -> {
            html.element("td", Phrases.meshKind(version.mesh()));
            html.element("td", version.version().isEmpty() ? "unknown" : version.version())
                    .raw("<td>");
            if (version.ended()) {
                html.element("span", "badge expired", version.support());
            } else {
                html.text(version.support());
            }
            html.raw("</td>")
                    .element("td", "number", String.valueOf(version.clusters().size()));
            html.element("td", Phrases.names(version.clusters(), NAMES));
        });
        html.raw("</section>\n");
    }

    void undecided() throws IOException {
        List<Map.Entry<String, List<AuditRow>>> undecided =
                List.copyOf(report.undecided().entrySet());
        if (undecided.isEmpty()) {
            return;
        }
        heading("undecided", "Could not be judged");
        list(
                "failure mode",
                "What captures leave open",
                undecided,
                "Failure mode,Severity,#Captures,Lacks,Which",
                mode -> {
                    List<AuditRow> rows = mode.getValue();
                    html.element("td", rows.get(0).title())
                            .raw("<td>")
                            .badge(rows.get(0).severity());
                    html.raw("</td>").element("td", "number", String.valueOf(rows.size()));
                    html.element(
                            "td",
                            Phrases.names(
                                    rows.stream()
                                            .map(AuditRow::detail)
                                            .distinct()
                                            .sorted()
                                            .toList(),
                                    NAMES));
                    html.element(
                            "td",
                            Phrases.names(
                                    rows.stream()
                                            .map(AuditRow::cluster)
                                            .distinct()
                                            .sorted()
                                            .toList(),
                                    NAMES));
                });
        html.raw("</section>\n");
    }

    void captures() throws IOException {
        heading("captures", "Captures");
        List<AuditRow> captures = report.of("capture");
        List<AuditRow> broken =
                captures.stream().filter(row -> row.state().equals("broken")).toList();
        if (!broken.isEmpty()) {
            html.raw("<details open><summary>");
            html.text(Phrases.count(broken.size(), "capture") + " that could not be read")
                    .raw("</summary>");
            table("Could not be read", broken, "Capture,Reason", row -> {
                html.element("td", "place", row.capture());
                html.element("td", row.detail());
            });
            html.raw("</details>\n");
        }
        list("capture", "All captures", captures, "State,Capture,Cluster,Time (UTC),Not read", row -> {
            html.raw("<td>").badge(row.state()).raw("</td>").element("td", "place", row.capture());
            html.element("td", row.cluster())
                    .element("td", AuditRow.minute(row.time()))
                    .element("td", row.detail());
        });
        html.raw("</section>\n");
    }

    private void heading(String id, String title) throws IOException {
        html.raw("<section><h2 id=\"" + id + "\">" + title + "</h2>\n");
    }

    /** Long lists start folded. */
    private <T> void list(String noun, String caption, List<T> items, String columns, Cells<T> cells)
            throws IOException {
        html.raw(items.size() <= UNFOLDED ? "<details open><summary>" : "<details class=\"bulk\"><summary>");
        html.text(Phrases.count(items.size(), noun)).raw("</summary>");
        table(caption, items, columns, cells);
        html.raw("</details>\n");
    }

    private <T> void table(String caption, List<T> items, String columns, Cells<T> cells) throws IOException {
        html.raw("<div class=\"body\">");
        html.table(caption, columns.split(","), () -> {
            for (T item : items.subList(0, Math.min(MAX_ROWS, items.size()))) {
                html.raw("<tr>");
                cells.write(item);
                html.raw("</tr>\n");
            }
        });
        if (items.size() > MAX_ROWS) {
            html.element("p", "dim", "and " + (items.size() - MAX_ROWS) + " more; the JSON lines have them all");
        }
        html.raw("</div>");
    }
}
