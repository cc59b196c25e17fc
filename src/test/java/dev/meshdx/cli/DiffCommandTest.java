package dev.meshdx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** diff, from files to whole outputs: before and after are copies of a sample of which one is edited. */
class DiffCommandTest {

    private static final Path POOL = Path.of("facts-samples/connection-pool-30s");
    private static final Path POOL_FIXED = Path.of("facts-samples/connection-pool-30s-fixed");

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();

    @Test
    void sameCaptureHasNoChange() {
        assertThat(run(POOL, POOL)).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).startsWith("0 changes");
    }

    @Test
    void poolLimitComesFirstWhenThePoolOverflows() throws IOException {
        assertThat(run(POOL_FIXED, POOL, "-o", "json")).isEqualTo(ExitCode.FINDINGS);
        JsonNode first = json().path("changes").path(0);
        assertThat(first.path("subject").path("kind").asText()).isEqualTo("DestinationRule");
        assertThat(first.path("values").findValuesAsText("name"))
                .contains("spec.trafficPolicy.connectionPool.tcp.maxConnections");
        assertThat(first.path("explains").asText()).isEqualTo("connection-pool-queueing");
    }

    @Test
    void whatTheNewerCaptureLacksIsNotRemoved() throws IOException {
        Path after = copy(POOL, "after");
        Files.delete(after.resolve("istio.yaml"));
        run(POOL, after, "-o", "json");
        assertThat(json().path("changes").findValuesAsText("what")).doesNotContain("removed");
        assertThat(json().path("notJudged").asInt()).isPositive();
    }

    @Test
    void imageOfAContainerIsNamedWithBothValues() throws IOException {
        Path after = copy(POOL, "after");
        Path pods = after.resolve("pods.yaml");
        String text = Files.readString(pods);
        Files.writeString(pods, text.replaceAll("(image: \\S*proxyv2:)\\S+", "$19.9.9"));
        assertThat(Files.readString(pods)).isNotEqualTo(text);
        assertThat(run(POOL, after)).isEqualTo(ExitCode.FINDINGS);
        assertThat(out.toString()).contains("container", "image: ", "proxyv2:9.9.9", "became");
    }

    @Test
    void rootThatExpiredComesFirstAndProxiesThatWereNotAskedAreNotRemoved() throws IOException {
        assertThat(run(
                        Path.of("facts-samples/healthy-istio"),
                        Path.of("facts-samples/istio-root-ca-expired"),
                        "-o",
                        "json"))
                .isEqualTo(ExitCode.FINDINGS);
        JsonNode changes = json().path("changes");
        assertThat(changes.path(0).path("aspect").asText()).isEqualTo("trust root");
        assertThat(changes.path(0).path("relation").asText()).isEqualTo("evidence of");
        for (JsonNode change : changes) {
            if (change.path("subject").path("kind").asText().equals("Workload")) {
                assertThat(change.path("what").asText()).isEqualTo("changed");
            }
        }
    }

    @Test
    void emptyCapturesCannotBeCompared() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertThat(run(empty, empty)).isEqualTo(ExitCode.UNDECIDABLE);
    }

    private JsonNode json() throws IOException {
        return new ObjectMapper().readTree(out.toString());
    }

    private int run(Path before, Path after, String... more) {
        String[] arguments = Stream.concat(Stream.of("diff", before.toString(), after.toString()), Stream.of(more))
                .toArray(String[]::new);
        return Main.run(new PrintWriter(out), new PrintWriter(new StringWriter()), arguments);
    }

    private Path copy(Path sample, String name) throws IOException {
        Path target = folder.resolve(name);
        try (Stream<Path> files = Files.walk(sample)) {
            for (Path file : files.toList()) {
                Files.copy(file, target.resolve(sample.relativize(file).toString()));
            }
        }
        return target;
    }
}
