package dev.meshdx;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.meshdx.authoring.SampleTests;
import dev.meshdx.capture.Captures;
import dev.meshdx.diagnosis.Diagnostician;
import dev.meshdx.diagnosis.Report;
import dev.meshdx.facts.FactBase;
import dev.meshdx.report.ReportFormat;
import dev.meshdx.report.Style;
import dev.meshdx.rules.Firing;
import dev.meshdx.rules.RuleBase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Whole captures: those of the project, and the real ones beside it where they are present. */
class SamplesTest {

    private static final Path SAMPLES = Path.of("facts-samples");
    private static final Path LAB = Path.of("../shared/samples/lab");
    private static final RuleBase RULES = RuleBase.bundled();

    /** Part of the real captures whose root must stand first. */
    private static final double LAB_ROOT_FIRST = 0.8;

    @TestFactory
    Stream<DynamicTest> rootFirstInEveryOwnSample() throws IOException {
        return new SampleTests(SamplesTest::diagnose)
                .results(SAMPLES, "").stream()
                        .map(result -> DynamicTest.dynamicTest(result.name(), () -> {
                            assertThat(result.problems()).isEmpty();
                            assertThat(result.rootFirst()).isTrue();
                        }));
    }

    @Test
    void rootFirstInMostRealCaptures() throws IOException {
        Assumptions.assumeTrue(Files.isDirectory(LAB), "the captures of ../shared are not here");
        List<SampleTests.Result> results = new SampleTests(SamplesTest::diagnose).results(LAB, "");
        List<String> misses = results.stream()
                .filter(result -> !result.rootFirst())
                .map(SampleTests.Result::name)
                .toList();
        assertThat(misses.size())
                .as("captures whose root does not stand first: %s", misses)
                .isLessThanOrEqualTo((int) (results.size() * (1 - LAB_ROOT_FIRST)));
    }

    @TestFactory
    Stream<DynamicTest> everyReportFollowsTheSchema() throws IOException {
        JsonSchema schema;
        try (InputStream in = Report.class.getResourceAsStream("/dev/meshdx/report/report-v1.schema.json")) {
            schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(in);
        }
        ObjectMapper mapper = new ObjectMapper();
        return captures().stream()
                .map(capture -> DynamicTest.dynamicTest(capture.getFileName().toString(), () -> {
                    StringBuilder json = new StringBuilder();
                    ReportFormat.JSON.write(diagnose(capture), Style.plain(80), json);
                    assertThat(schema.validate(mapper.readTree(json.toString())))
                            .isEmpty();
                }));
    }

    private static List<Path> captures() throws IOException {
        List<Path> captures = new ArrayList<>();
        for (Path folder : List.of(SAMPLES, LAB)) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.list(folder)) {
                    files.filter(Files::isDirectory).sorted().forEach(captures::add);
                }
            }
        }
        return captures;
    }

    private static Report diagnose(Path capture) {
        FactBase base = Captures.open(List.of(capture.toString()), RULES.selection(), message -> {});
        Map<String, Firing> firings = new TreeMap<>();
        base.clusters().forEach(cluster -> firings.put(cluster, RULES.fire(base.of(cluster))));
        return new Diagnostician(RULES, new Report.Tool("test", List.of())).diagnose(base, firings, List.of());
    }
}
