package dev.meshdx.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshdx.diagnosis.Report;
import dev.meshdx.report.Approved;
import dev.meshdx.report.Style;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The audit's page as bytes; {@code src/test/browser} drives it in a browser. */
class AuditHtmlTest {

    private static final Report.Tool TOOL =
            new Report.Tool("1.2.3", List.of(new Report.Pack("istio", "0.1.0", "ab")), List.of());

    @Test
    void golden() throws IOException {
        Approved.check("audit", "audit.html", page(fleet()));
    }

    @Test
    void theOrderOfTheRowsDoesNotMatter() throws IOException {
        List<AuditRow> turned = new ArrayList<>(fleet());
        Collections.reverse(turned);
        assertThat(page(turned)).isEqualTo(page(fleet()));
    }

    @Test
    void theWorstClusterStandsOnTheLeftAndEachCellSaysWhatBecameOfIt() throws IOException {
        String page = page(fleet());
        assertThat(texts(page, "<th scope=\"col\" class=\"cluster\" title=\"(.*?)\">"))
                .containsExactly("prod-us", "prod-eu", "dark", "staging");
        Matcher row = Pattern.compile("<tr data-cause=\"cause-1\">.*?</tr>", Pattern.DOTALL)
                .matcher(page);
        assertThat(row.find()).isTrue();
        assertThat(row.group())
                .contains("Root certificate expired</a></th><td class=\"number\">1")
                .contains("<td class=\"critical\"><strong>+1</strong>")
                .contains("<td>\u22121")
                .contains("<td class=\"open\">?");
    }

    @Test
    void nothingOfARowBecomesMarkup() throws IOException {
        String hostile = "\"><img src=x onerror=alert(1)><!--</title></script>\u202E\u001B[2J'";
        AuditRow finding = row("finding", hostile, hostile, hostile, "new", hostile);
        String page = page(List.of(
                finding,
                row("finding", hostile, "b", "b", "accepted", hostile),
                row("undecided", hostile, hostile, "", "undecided", hostile),
                row("capture", hostile, "", "", "broken", hostile),
                row("certificate", hostile, hostile, hostile, "", hostile),
                row("mesh", hostile, hostile, "", "", hostile)));
        String body = page.replaceAll("(?s)<(script|style)>.*?</\\1>", "");
        assertThat(Pattern.compile("<(img|script|style|!--)").matcher(body).find())
                .isFalse();
        assertThat(Pattern.compile("<[a-z](?:[^<>\"]|\"[^\"]*\")*>")
                        .matcher(body)
                        .results()
                        .map(tag -> tag.group().replaceAll("\"[^\"]*\"", "")))
                .as("names of attributes, without their values")
                .noneMatch(tag -> Pattern.compile(" (?:src|style|on[a-z]+)\\b")
                        .matcher(tag)
                        .find());
        assertThat(body.split("</title>", -1)).hasSize(2);
        assertThat(body.chars().filter(c -> c != '\n')).allMatch(c -> !Character.isISOControl(c) && c != 0x202E);
    }

    @Test
    void runsAndLoadsNothingButItsOwn() throws Exception {
        String page = page(fleet());
        for (String kind : List.of("style", "script")) {
            Matcher element = Pattern.compile("<" + kind + ">(.*?)</" + kind + ">", Pattern.DOTALL)
                    .matcher(page);
            assertThat(element.find()).isTrue();
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(element.group(1).getBytes(StandardCharsets.UTF_8));
            assertThat(page)
                    .contains(kind + "-src 'sha256-" + Base64.getEncoder().encodeToString(digest) + "'");
        }
        assertThat(page).contains("default-src 'none'");
    }

    @Test
    void nothingToJudgeByIsNotGreen() throws IOException {
        assertThat(page(List.of(row("capture", "c", "", "", "healthy", ""))))
                .contains("<h1 class=\"verdict-healthy\">");
        assertThat(page(List.of(
                        row("capture", "c", "", "", "broken", "cut"), row("capture", "d", "", "", "healthy", ""))))
                .contains("<h1 class=\"verdict-undecidable\">");
        assertThat(page(List.of())).contains("<h1 class=\"verdict-undecidable\">");
    }

    @Test
    void manyFindingsStayOnePageAndWhatIsLeftOutIsSaid() throws IOException {
        List<AuditRow> rows = new ArrayList<>();
        for (int number = 0; number < 5_000; number++) {
            rows.add(row(
                    "finding", "cluster-" + number % 300, "mode-" + number % 7, "w-" + number, "new", "It is hit."));
        }
        assertThat(page(rows).length()).isLessThan(2_000_000);
        assertThat(page(rows)).doesNotContain(" more; the JSON lines have them all");
        for (int number = 0; number < 50_000; number++) {
            rows.add(row(
                    "finding", "cluster-" + number % 900, "mode-" + number % 200, "x-" + number, "new", "It is hit."));
        }
        String page = page(rows);
        assertThat(page.length()).isLessThan(10_000_000);
        assertThat(page)
                .contains(" more; the JSON lines have them all")
                .contains("The first 400 of 900 clusters.")
                .contains("The first 150 of 200 causes.");
    }

    private static List<AuditRow> fleet() {
        return List.of(
                row("capture", "prod-eu", "", "", "findings", ""),
                row("capture", "prod-us", "", "", "findings", ""),
                row("capture", "staging", "", "", "healthy", ""),
                row("capture", "dark", "", "", "broken", "the archive is cut after 812 bytes"),
                row("finding", "prod-us", "root-expired", "istio", "new", "No proxy trusts another."),
                row("finding", "prod-eu", "root-expired", "istio", "gone", "No proxy trusts another."),
                row("undecided", "staging", "root-expired", "", "undecided", "config-dump"),
                row("finding", "prod-eu", "proxy-oom", "cart", "still", "cart was killed."),
                row("finding", "prod-eu", "proxy-oom", "mail", "accepted", "moves with MESH-1, owner team-edge"),
                row("finding", "prod-us", "proxy-oom", "cart", "not-judged", "cart was killed."),
                row("certificate", "prod-eu", "17", "cart", "", "spiffe://shop/cart"),
                row("mesh", "prod-eu", "istio-sidecar", "", "", "istio.io"));
    }

    private static AuditRow row(String record, String cluster, String id, String name, String state, String detail) {
        boolean critical = id.equals("root-expired");
        RowBuilder row = new RowBuilder(
                record,
                "nightly/" + cluster + ".tar.gz",
                "ab12",
                "2026-11-30T02:17:00Z",
                cluster,
                id,
                name.isEmpty() ? "" : "shop",
                name.isEmpty() ? "" : "Deployment",
                name,
                0.9,
                state);
        row.mode(critical ? "Root certificate expired" : "Title of " + id, critical ? "critical" : "high", "root");
        if (record.equals("certificate") || state.equals("accepted")) {
            row.until("2026-12-05T00:00:00Z", 4);
        }
        if (record.equals("mesh")) {
            row.version("1.26.3").until("2025-12-22", -344);
        }
        return row.since(record.equals("finding") ? "2026-11-29T08:00:00Z" : "")
                .detail(detail)
                .build();
    }

    private static String page(List<AuditRow> rows) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        AuditFormat.HTML.write(new AuditReport(TOOL, true, rows), Style.plain(80), out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static List<String> texts(String page, String pattern) {
        return Pattern.compile(pattern)
                .matcher(page)
                .results()
                .map(found -> found.group(1))
                .toList();
    }
}
