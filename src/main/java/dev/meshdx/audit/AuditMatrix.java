package dev.meshdx.audit;

import dev.meshdx.report.Html;
import dev.meshdx.report.Terminal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Which failure mode hits which cluster: a row per failure mode, a column per cluster, both with the worst first. */
final class AuditMatrix {

    private static final int MAX_CLUSTERS = 400;

    /** With {@link #MAX_CLUSTERS} as many cells as a browser lays out without a pause. */
    private static final int MAX_CAUSES = 150;

    /** Clusters of one fleet often begin alike, so the end of a long name is shown. */
    private static final int HEADING_WIDTH = 26;

    private final List<AuditReport.Cause> causes;
    private final List<String> clusters;
    private final Html html;
    private final Set<String> undecided = new HashSet<>();
    private final int allClusters;

    AuditMatrix(AuditReport report, Html html) {
        this.causes = report.causes();
        this.html = html;
        this.allClusters = report.clusters().size();
        this.clusters = report.clusters().stream()
                .sorted(worstFirst(causes, report.clusters()).thenComparing(Comparator.naturalOrder()))
                .limit(MAX_CLUSTERS)
                .toList();
        report.of("undecided").forEach(row -> undecided.add(key(row.cluster(), row.id())));
    }

    /** By the number of critical failure modes, then of high ones and so on. */
    private static Comparator<String> worstFirst(List<AuditReport.Cause> causes, List<String> clusters) {
        Map<String, long[]> counts = new java.util.HashMap<>();
        clusters.forEach(cluster -> counts.put(cluster, new long[AuditRow.SEVERITIES.size()]));
        for (AuditReport.Cause cause : causes) {
            int severity = AuditRow.SEVERITIES.size() - 1 - Math.max(0, AuditRow.SEVERITIES.indexOf(cause.severity()));
            cause.clusters().forEach((cluster, hit) -> {
                if (hit.present() > 0) {
                    counts.getOrDefault(cluster, new long[AuditRow.SEVERITIES.size()])[severity]++;
                }
            });
        }
        return (one, other) -> java.util.Arrays.compare(counts.get(other), counts.get(one));
    }

    private static String key(String cluster, String id) {
        return cluster + '\0' + id;
    }

    void write() throws IOException {
        html.raw("<section><h2 id=\"matrix\">Causes and clusters</h2>\n");
        if (causes.isEmpty()) {
            html.element("p", "None found.").raw("</section>\n");
            return;
        }
        html.element("p", "dim", order());
        html.raw("<p class=\"legend dim\"><span class=\"mark critical\">2</span> findings "
                + "<span class=\"mark critical\"><strong>+2</strong></span> of them at least one new "
                + "<span class=\"mark\">\u22122</span> gone "
                + "<span class=\"mark\">a</span> accepted "
                + "<span class=\"mark\">?</span> could not be judged; empty: not found</p>\n");
        html.raw(
                "<div class=\"scroll matrix\" tabindex=\"0\" role=\"region\" aria-label=\"Causes and clusters\"><table>");
        html.raw("<thead><tr><th scope=\"col\">Cause</th><th scope=\"col\" class=\"number\">Clusters</th>");
        for (String cluster : clusters) {
            html.raw("<th scope=\"col\" class=\"cluster\" title=\"" + Html.attribute(cluster) + "\"><span>");
            html.text(heading(cluster)).raw("</span></th>");
        }
        html.raw("</tr></thead><tbody>\n");
        int number = 0;
        for (AuditReport.Cause cause : causes.subList(0, Math.min(MAX_CAUSES, causes.size()))) {
            row(cause, ++number);
        }
        html.raw("</tbody></table></div></section>\n");
    }

    /** The end of the name; a name may be as long as whoever made the capture likes. */
    private static String heading(String cluster) {
        String end = cluster.substring(Math.max(0, cluster.length() - 4 * HEADING_WIDTH));
        return Terminal.clipLeft(Terminal.clean(end), HEADING_WIDTH, "\u2026");
    }

    private String order() {
        return Stream.of(
                        "The worst causes on top, the worst clusters on the left.",
                        clusters.size() < allClusters
                                ? "The first " + clusters.size() + " of " + allClusters + " clusters."
                                : "",
                        causes.size() > MAX_CAUSES
                                ? "The first " + MAX_CAUSES + " of " + causes.size() + " causes."
                                : "")
                .filter(sentence -> !sentence.isEmpty())
                .reduce("", (one, other) -> one.isEmpty() ? other : one + " " + other);
    }

    /** Without end tags of cells, which HTML lets out: there may be tens of thousands. */
    private void row(AuditReport.Cause cause, int number) throws IOException {
        html.raw("<tr data-cause=\"cause-" + number + "\"><th scope=\"row\">").badge(cause.severity());
        html.raw("<a href=\"#cause-" + number + "\">").text(cause.title()).raw("</a></th>");
        html.raw("<td class=\"number\">" + cause.present());
        for (String cluster : clusters) {
            AuditReport.Hit hit = cause.clusters().get(cluster);
            if (hit == null) {
                html.raw(undecided.contains(key(cluster, cause.id())) ? "<td class=\"open\">?" : "<td>");
            } else {
                html.raw(hit.present() > 0 ? "<td class=\"" + Html.attribute(cause.severity()) + "\">" : "<td>");
                html.raw(mark(hit));
            }
        }
        html.raw("</tr>\n");
    }

    private static String mark(AuditReport.Hit hit) {
        List<String> marks = new ArrayList<>();
        Map<String, Integer> states = hit.states();
        if (hit.present() > 0) {
            marks.add(
                    states.containsKey("new")
                            ? "<strong>+" + hit.present() + "</strong>"
                            : String.valueOf(hit.present()));
        }
        if (states.containsKey("gone")) {
            marks.add("\u2212" + states.get("gone"));
        }
        if (states.containsKey("accepted")) {
            marks.add("a");
        }
        if (states.containsKey("not-judged")) {
            marks.add("?");
        }
        return String.join(" ", marks);
    }
}
