package dev.meshdx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a {@code meshdx.yaml} changes, from the file to the report. */
class SiteTest {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** Envoy's statistics: 1,200 lines; and a log line with a time, so that the capture has one. */
    @BeforeEach
    void capture() throws IOException {
        StringBuilder stats = new StringBuilder();
        for (int i = 0; i < 1_200; i++) {
            stats.append("cluster.outbound|80||svc-")
                    .append(i)
                    .append(".shop.svc.cluster.local.upstream_cx_total: 1\n");
        }
        Files.createDirectories(folder.resolve("capture"));
        Files.writeString(folder.resolve("capture/web-7d9f8b6c5-x2x4z.stats.txt"), stats);
        Files.writeString(folder.resolve("capture/pods.json"), """
                { "apiVersion": "v1", "kind": "PodList", "metadata": {"resourceVersion": "1"}, "items": [{
                  "apiVersion": "v1", "kind": "Pod",
                  "metadata": { "name": "web-7d9f8b6c5-x2x4z", "namespace": "shop", "creationTimestamp": "2026-11-02T10:00:00Z" },
                  "spec": { "containers": [ { "name": "web", "image": "web:1" } ] },
                  "status": { "phase": "Running", "containerStatuses": [ { "name": "web", "ready": false, "restartCount": 4,
                    "lastState": { "terminated": { "exitCode": 1, "reason": "Error", "finishedAt": "2026-11-02T10:00:00Z" } },
                    "state": { "waiting": { "reason": "CrashLoopBackOff" } } } ] } }] }
                """);
    }

    @Test
    void aThresholdDecidesWhatIsFound() throws IOException {
        assertThat(ids(diagnose(""))).doesNotContain("envoy-stats-cardinality");
        JsonNode report = diagnose("thresholds: { envoy-stats-cardinality.many-lines: 1000 }\n");
        assertThat(ids(report)).contains("envoy-stats-cardinality");
        assertThat(report.get("tuned").toString())
                .isEqualTo("[{\"what\":\"threshold\",\"id\":\"envoy-stats-cardinality.many-lines\","
                        + "\"value\":\"1000 lines\",\"standard\":\"50000\"}]");
        assertThat(report.get("site").asText()).endsWith("meshdx.yaml");
    }

    @Test
    void aThresholdAlsoTakesAFindingBack() throws IOException {
        assertThat(diagnose("").at("/diagnoses").findValuesAsText("rule")).contains("pod-crashloop-app.restarts");
        JsonNode report = diagnose("thresholds: { pod-crashloop-app.restarts: 5 }\n");
        assertThat(report.at("/diagnoses").findValuesAsText("rule")).doesNotContain("pod-crashloop-app.restarts");
    }

    @Test
    void aSeverityCountsForTheExitCode() throws IOException {
        assertThat(severity(diagnose(""))).isNotEqualTo("info");
        assertThat(severity(diagnose("severities: { pod-crashloop-app: info }\n")))
                .isEqualTo("info");
        assertThat(run("--fail-on", "low")).isZero();
    }

    @Test
    void anAcceptedFindingStandsInTheReportAndIsNotCounted() throws IOException {
        String accepted = """
                suppressions:
                  - { id: pod-crashloop-app, namespace: sh*, name: web-*, reason: "known, MESH-1", until: 2026-11-02 }
                """;
        JsonNode report = diagnose(accepted);
        assertThat(ids(report)).doesNotContain("pod-crashloop-app");
        assertThat(report.at("/suppressed/0/id").asText()).isEqualTo("pod-crashloop-app");
        assertThat(report.at("/suppressed/0/reason").asText()).isEqualTo("known, MESH-1");
        assertThat(report.at("/suppressed/0/subject/name").asText()).isEqualTo("web-7d9f8b6c5-x2x4z");
        assertThat(report.get("ruledOut").toString()).doesNotContain("pod-crashloop-app");
        assertThat(report.get("headline").asText()).isEqualTo("Nothing found beside 1 accepted finding");
        assertThat(run()).isZero();
        run("-o", "text");
        assertThat(out.toString())
                .contains("Accepted by ")
                .contains("pod-crashloop-app on Pod shop/web-7d9f8b6c5-x2x4z until 2026-11-02: known, MESH-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "short", "json", "yaml", "markdown", "html", "sarif", "junit"})
    void everyFormatForPeopleAndProgramsTellsWhatIsAccepted(String format) throws IOException {
        Files.writeString(folder.resolve("meshdx.yaml"), """
                suppressions:
                  - { id: pod-crashloop-app, reason: "known, TICKET", until: 2026-11-02 }
                """);
        assertThat(run("-o", format)).isZero();
        assertThat(out.toString()).contains("pod-crashloop-app").contains("TICKET");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "json", "csv", "html"})
    void anAuditTellsWhatIsAcceptedAndWhyAndDoesNotCountIt(String format) throws IOException {
        Files.writeString(folder.resolve("meshdx.yaml"), "");
        assertThat(audit("-o", format)).isEqualTo(1);
        Files.writeString(folder.resolve("meshdx.yaml"), """
                suppressions:
                  - { id: pod-crashloop-app, reason: "known, TICKET", until: 2026-11-02 }
                """);
        assertThat(audit("-o", format)).isZero();
        assertThat(out.toString())
                .containsIgnoringCase("accepted")
                .contains("pod-crashloop-app")
                .contains("2026-11-02")
                .contains("known, TICKET");
    }

    @Test
    void anAcceptedFindingOfAnAuditHasAStateOfItsOwnAndIsNewWhenNoLongerAccepted() throws IOException {
        Files.writeString(folder.resolve("meshdx.yaml"), """
                suppressions:
                  - { id: pod-crashloop-app, reason: "known", until: 2026-11-05 }
                """);
        Path lines = folder.resolve("audit.jsonl");
        audit("--output", "json=" + lines, "-o", "prometheus");
        assertThat(out.toString())
                .contains("id=\"pod-crashloop-app\",severity=\"high\",state=\"accepted\"} 1")
                .doesNotContain("state=\"found\"");
        JsonNode row = Files.readAllLines(lines).stream()
                .filter(line -> line.contains("\"state\":\"accepted\""))
                .map(SiteTest::json)
                .findFirst()
                .orElseThrow();
        assertThat(row.get("record").asText()).isEqualTo("finding");
        assertThat(row.get("days").asInt())
                .as("from 2026-11-02 10:00 to the end of 2026-11-05")
                .isEqualTo(3);
        assertThat(row.has("role")).as("it is in no cause tree").isFalse();

        assertThat(audit("--baseline", lines.toString())).as("still accepted").isZero();
        Files.writeString(folder.resolve("meshdx.yaml"), "");
        assertThat(audit("--baseline", lines.toString(), "-o", "csv")).isEqualTo(1);
        assertThat(out.toString()).contains(",new,").doesNotContain(",gone,");
    }

    @Test
    void whatTheBaselineHadAndTheSiteAcceptsNowIsNotGone() throws IOException {
        Files.writeString(folder.resolve("meshdx.yaml"), "");
        Path lines = folder.resolve("audit.jsonl");
        Path report = folder.resolve("report.json");
        audit("--output", "json=" + lines);
        run("--output", "json=" + report);
        Files.writeString(folder.resolve("meshdx.yaml"), """
                suppressions:
                  - { id: pod-crashloop-app, reason: "known", until: 2026-11-05 }
                """);
        assertThat(audit("--baseline", lines.toString(), "-o", "csv")).isZero();
        assertThat(out.toString())
                .contains(",accepted,")
                .doesNotContain(",gone,")
                .doesNotContain(",not-judged,");
        run("--baseline", report.toString(), "-o", "json");
        assertThat(json(out.toString()).get("notes").toString()).contains("0 not found any more");
    }

    @Test
    void anotherSubjectIsNotAccepted() throws IOException {
        JsonNode report = diagnose("""
                suppressions:
                  - { id: pod-crashloop-app, name: cart, reason: "known", until: 2030-01-01 }
                """);
        assertThat(ids(report)).contains("pod-crashloop-app");
        assertThat(report.get("suppressed")).isEmpty();
    }

    @Test
    void afterItsLastDayAFindingIsReportedAgain() throws IOException {
        JsonNode report = diagnose("""
                suppressions:
                  - { id: pod-crashloop-app, reason: "known", until: 2026-11-01 }
                """);
        assertThat(ids(report)).contains("pod-crashloop-app");
        assertThat(report.get("notes").toString())
                .contains("meshdx.yaml:2: the acceptance of pod-crashloop-app ended on 2026-11-01");
    }

    @Test
    void aMessageOfTheSiteMeansWhatThePackMeans() throws IOException {
        Files.writeString(
                folder.resolve("capture/web.log"),
                "2026-11-02T09:00:00Z web lookup of cart gave nothing\n".repeat(5)
                        + "2026-11-02T09:00:01Z INFO web started\n".repeat(5));
        String site = """
                logs:
                  - { id: dns-no-such-host, in: [application], contains: "lookup of", regex: "lookup of (?<name>[a-z.]+) gave nothing" }
                """;
        assertThat(facts("")).doesNotContain("dns-no-such-host");
        assertThat(facts(site)).contains("dns-no-such-host");
    }

    @Test
    void aMistakeIsToldWithItsPlaceAndNothingRuns() throws IOException {
        Files.writeString(folder.resolve("meshdx.yaml"), """
                thresholds: { envoy-stats-cardinality.mny-lines: 1 }
                severities: { proxy-oomkiled: low }
                suppressions:
                  - { id: proxy-oomkilled, reason: "x", until: 2026-02-31 }
                logs:
                  - { id: made-up, contains: "a", regex: "(a+)+b" }
                """);
        assertThat(run()).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString())
                .contains(
                        "meshdx.yaml:1:15 error unknown-parameter: envoy-stats-cardinality has no parameter 'mny-lines'; did"
                                + " you mean 'envoy-stats-cardinality.many-lines'?")
                .contains(
                        "meshdx.yaml:2:15 error unknown-failure-mode: no loaded pack has a failure mode 'proxy-oomkiled';"
                                + " did you mean 'proxy-oomkilled'?")
                .contains("meshdx.yaml:4:48 error wrong-value: until is '2026-02-31', which is no day of the calendar")
                .contains("meshdx.yaml:6:42 error slow-regex: ");
        assertThat(lint()).isEqualTo(1);
    }

    @Test
    void aKeyThatNothingReadsIsAMistake() throws IOException {
        Files.writeString(folder.resolve("meshdx.yaml"), "suppresions: []\n");
        assertThat(lint()).isEqualTo(1);
        assertThat(out.toString()).contains("unknown key 'suppresions'; did you mean 'suppressions'?");
    }

    private String facts(String site) throws IOException {
        Files.writeString(folder.resolve("meshdx.yaml"), site);
        out.getBuffer().setLength(0);
        Main.run(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                "facts",
                "--site",
                folder.resolve("meshdx.yaml").toString(),
                capturePath());
        return out.toString();
    }

    private int lint() {
        out.getBuffer().setLength(0);
        return Main.run(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                "rules",
                "lint",
                folder.resolve("meshdx.yaml").toString());
    }

    private JsonNode diagnose(String site) throws IOException {
        Files.writeString(folder.resolve("meshdx.yaml"), site);
        run("-o", "json");
        return new ObjectMapper().readTree(out.toString());
    }

    private int run(String... options) {
        out.getBuffer().setLength(0);
        String[] line = new String[options.length + 4];
        line[0] = "diagnose";
        line[1] = "--site";
        line[2] = folder.resolve("meshdx.yaml").toString();
        line[3] = capturePath();
        System.arraycopy(options, 0, line, 4, options.length);
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), line);
    }

    private int audit(String... options) {
        out.getBuffer().setLength(0);
        List<String> line = new ArrayList<>(List.of(
                "audit",
                "--site",
                folder.resolve("meshdx.yaml").toString(),
                folder.resolve("capture/pods.json").toString()));
        line.addAll(List.of(options));
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), line.toArray(String[]::new));
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String capturePath() {
        return folder.resolve("capture").toString();
    }

    private static String ids(JsonNode report) {
        return report.get("diagnoses").findValuesAsText("id").toString();
    }

    private static String severity(JsonNode report) {
        for (JsonNode each : report.get("diagnoses")) {
            if (each.get("id").asText().equals("pod-crashloop-app")) {
                return each.get("severity").asText();
            }
        }
        return "";
    }
}
