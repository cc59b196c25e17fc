package dev.meshdx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshdx.capture.Captures;
import dev.meshdx.diagnosis.Diagnostician;
import dev.meshdx.diagnosis.Report;
import dev.meshdx.facts.FactBase;
import dev.meshdx.rules.Firing;
import dev.meshdx.rules.RuleBase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Istio's analyzer suite, where it is present: docs/istio-analyze.md compares case by case. */
class IstioAnalyzeTest {

    private static final Path SUITE = Path.of("../shared/corpus/istio-analyze");
    private static final Path CODES = Path.of("../shared/knowledge/istio-analyze-codes.tsv");
    private static final Path PAGE = Path.of("docs/istio-analyze.md");
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private static final RuleBase RULES = RuleBase.bundled();

    @BeforeEach
    void needsTheSuite() {
        Assumptions.assumeTrue(Files.isDirectory(SUITE), "Istio's suite of ../shared is not here");
    }

    @Test
    void findsEveryFaultOfARunningMesh() throws IOException {
        AnalyzerTable table = new AnalyzerTable(part("running"), part("other"), part("differences"));
        for (AnalyzerCase each : AnalyzerCase.all(SUITE)) {
            table.add(each, diagnose(each));
        }
        if (Boolean.getBoolean("approve")) {
            Files.writeString(PAGE, table.page());
        }
        assertThat(table.unexplained()).isEmpty();
        assertThat(Files.readString(PAGE)).as("re-approve with -Dapprove=true").isEqualTo(table.page());
    }

    @Test
    void findsNothingInTheCleanCases() throws IOException {
        List<AnalyzerCase> clean =
                AnalyzerCase.all(SUITE).stream().filter(AnalyzerCase::clean).toList();
        assertThat(clean).isNotEmpty();
        for (AnalyzerCase each : clean) {
            assertThat(diagnose(each).diagnoses())
                    .as(each.id())
                    .extracting(Report.Diagnosis::id)
                    .isEmpty();
        }
    }

    @Test
    void everyCodeIsJudgedOnce() throws IOException {
        TreeSet<String> codes = new TreeSet<>();
        try (Stream<String> lines = Files.lines(CODES)) {
            lines.skip(1).forEach(line -> codes.add(line.substring(0, line.indexOf('\t'))));
        }
        assertThat(Stream.of("running", "other").flatMap(part -> part(part).keySet().stream()))
                .containsExactlyInAnyOrderElementsOf(codes);
    }

    private static Map<String, String> part(String key) {
        Map<String, Map<String, String>> judged = new Yaml(new SafeConstructor(new LoaderOptions()))
                .load(Objects.requireNonNull(IstioAnalyzeTest.class.getResourceAsStream("istio-analyze.yml")));
        return judged.get(key);
    }

    private static Report diagnose(AnalyzerCase each) throws IOException {
        FactBase base = Captures.of(each.files(), NOW, RULES.selection());
        Map<String, Firing> firings = new TreeMap<>();
        base.clusters().forEach(cluster -> firings.put(cluster, RULES.fire(base.of(cluster))));
        return new Diagnostician(RULES, new Report.Tool("test", List.of())).diagnose(base, firings, List.of());
    }
}
