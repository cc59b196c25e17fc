package dev.meshdx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code diagnose --baseline}: what an earlier report has does not count again. */
class BaselineTest {

    private static final String SAMPLE = "facts-samples/circuit-breaker-overflow";
    private static final String OTHER = "facts-samples/istio-root-ca-expired";

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void whatTheBaselineHasIsKnown() {
        Path report = folder.resolve("report.json");
        assertThat(run("diagnose", SAMPLE, "--output", "json=" + report)).isEqualTo(1);
        assertThat(run("diagnose", SAMPLE, "--baseline", report.toString())).isZero();
        assertThat(out.toString().replaceAll("\\s+", " ")).contains(" 0 new, ").contains(", 0 not found any more");
    }

    @Test
    void whatItDoesNotHaveCountsAndIsNamed() {
        Path report = folder.resolve("report.json");
        run("diagnose", OTHER, "--output", "json=" + report);
        assertThat(run("diagnose", SAMPLE, "--baseline", report.toString())).isEqualTo(1);
        assertThat(out.toString().replaceAll("\\s+", " ")).contains("new: circuit-breaker-overflow");
        assertThat(out.toString().replaceAll("\\s+", " ")).contains("not found: istio-root-ca-expired");
    }

    @Test
    void anythingElseThanAReportIsWrongUsage() throws IOException {
        Path file = Files.writeString(folder.resolve("other.json"), "{\"kind\": \"List\"}");
        assertThat(run("diagnose", SAMPLE, "--baseline", file.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("other.json is no report of meshdx; write one with -o json");
        Files.writeString(file, "not JSON");
        assertThat(run("diagnose", SAMPLE, "--baseline", file.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("other.json is no JSON");
        assertThat(run("diagnose", SAMPLE, "--baseline", folder.resolve("none").toString()))
                .isEqualTo(2);
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }
}
