package dev.meshdx.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import dev.meshdx.diagnosis.Report;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportFormatTest {

    private static final String HOSTILE =
            "a\u001B[31mb\u0007c\u009B2Jd\u202Ee\u0000f\ng\th\uD800i\u001B]0;title\u0007j";

    @Test
    void oneRootWithEffects() throws IOException {
        approve("one-root", Reports.oneRootWithEffects());
    }

    @Test
    void twoRoots() throws IOException {
        approve("two-roots", Reports.twoRoots());
    }

    @Test
    void healthy() throws IOException {
        approve("healthy", Reports.healthy());
    }

    @Test
    void undecidable() throws IOException {
        approve("undecidable", Reports.undecidable());
    }

    @Test
    void detailsLeaveNothingOut() throws IOException {
        Approved.check("two-roots.details.80", text(Reports.twoRoots(), new Style(80, false, true, true)));
    }

    @Test
    void plainTerminalsGetAsciiMarks() throws IOException {
        String text = text(Reports.oneRootWithEffects(), new Style(80, false, false, false));
        assertThat(text.chars()).allMatch(c -> c < 0x7F);
    }

    @Test
    void colourChangesNoText() throws IOException {
        String coloured = text(Reports.twoRoots(), new Style(80, true, false, true));
        assertThat(coloured).contains("\u001B[");
        assertThat(coloured.replaceAll("\u001B\\[[0-9;]*m", "")).isEqualTo(text(Reports.twoRoots(), Style.plain(80)));
    }

    @Test
    void undecidableNeverLooksHealthy() throws IOException {
        assertThat(text(Reports.undecidable(), Style.plain(80))).startsWith("Nothing could be judged: ");
        assertThat(write(ReportFormat.SHORT, Reports.undecidable(), Style.plain(80)))
                .startsWith("Nothing could be judged: ");
    }

    @Test
    void onlyCommandsAreWiderThanTheTerminal() throws IOException {
        String path = "must-gather/quay-io-openshift-release/".repeat(6) + "pods.yaml";
        for (int width : List.of(40, 80, 120, 160)) {
            for (boolean details : List.of(true, false)) {
                for (Report report : List.of(
                        Reports.twoRoots(),
                        Reports.healthy(),
                        Reports.undecidable(),
                        Reports.of(path),
                        Reports.of("漢字 " + "漢".repeat(200)),
                        Reports.roots(30))) {
                    assertThat(text(report, new Style(width, false, details, true))
                                    .lines())
                            .filteredOn(line -> !line.strip().startsWith("$ "))
                            .allMatch(line -> Terminal.columns(line) <= width);
                }
            }
        }
    }

    @Test
    void commandsAreNeverBroken() throws IOException {
        String command =
                Reports.oneRootWithEffects().diagnoses().get(0).fix().get(0).run();
        assertThat(text(Reports.oneRootWithEffects(), Style.plain(80)).lines())
                .contains(" ".repeat(13) + "$ " + command);
    }

    @Test
    void manyRootsStayShortUnlessDetailsAreWanted() throws IOException {
        assertThat(text(Reports.roots(30), Style.plain(80)))
                .contains("4  HIGH      likely 80%      proxy-oomkilled  Workload shop/workload-4", "… 7 more");
        assertThat(text(Reports.roots(30), new Style(80, false, true, true)))
                .contains("Proxies of Workload shop/workload-30");
    }

    @Test
    void capturedTextCannotSteerTheTerminal() throws IOException {
        for (ReportFormat format : List.of(ReportFormat.TEXT, ReportFormat.SHORT)) {
            String text = write(format, Reports.of(HOSTILE), Style.plain(80));
            assertThat(text.chars().filter(c -> c != '\n')).allMatch(c -> !Character.isISOControl(c) && c != 0x202E);
            assertThat(text).contains("abcdef g h\uFFFDij");
        }
    }

    @Test
    void jsonKeepsCapturedTextAsEscapes() throws IOException {
        String json = write(ReportFormat.JSON, Reports.of(HOSTILE), Style.plain(80));
        assertThat(json).contains("\\u001B[31m", "\\u009b", "\\u202e", "\\ud800");
        assertThat(json.chars().filter(c -> c != '\n')).allMatch(c -> c >= ' ' && c < 0x7F);
        assertThat(headline(json)).isEqualTo(HOSTILE);
    }

    @Test
    void theSameReportGivesTheSameBytes() throws IOException {
        for (ReportFormat format : ReportFormat.values()) {
            assertThat(write(format, Reports.twoRoots(), Style.plain(80)))
                    .isEqualTo(write(format, Reports.twoRoots(), Style.plain(80)))
                    .endsWith("\n");
        }
    }

    @Test
    void isFoundByItsName() {
        assertThat(ReportFormat.named("json")).contains(ReportFormat.JSON);
        assertThat(ReportFormat.named("toml")).isEmpty();
    }

    private static void approve(String name, Report report) throws IOException {
        Approved.check(name + ".80", text(report, Style.plain(80)));
        Approved.check(name + ".160", text(report, Style.plain(160)));
        Approved.check(name + ".short", write(ReportFormat.SHORT, report, Style.plain(80)));
        Approved.check(name + ".json", write(ReportFormat.JSON, report, Style.plain(80)));
    }

    private static String text(Report report, Style style) throws IOException {
        return write(ReportFormat.TEXT, report, style);
    }

    private static String write(ReportFormat format, Report report, Style style) throws IOException {
        var out = new StringBuilder();
        format.write(report, style, out);
        return out.toString();
    }

    private static String headline(String json) throws IOException {
        try (var parser = new JsonFactory().createParser(json)) {
            while (!(parser.nextToken() == JsonToken.FIELD_NAME
                    && parser.currentName().equals("headline"))) {
                // the headline stands behind the capture
            }
            return parser.nextTextValue();
        }
    }
}
