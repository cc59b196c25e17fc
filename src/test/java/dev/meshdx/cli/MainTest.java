package dev.meshdx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exit codes and messages of the command line. */
class MainTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void findsTheFaultOfASample() {
        assertThat(run("diagnose", "facts-samples/circuit-breaker-overflow")).isEqualTo(ExitCode.FINDINGS);
        assertThat(out.toString()).contains("circuit-breaker-overflow");
    }

    @Test
    void staysQuietOnAHealthyMesh() {
        assertThat(run("diagnose", "facts-samples/healthy-istio", "--fail-on", "high"))
                .isEqualTo(ExitCode.OK);
    }

    @Test
    void namesAMissingPath() {
        assertThat(run("diagnose", "no/such/capture")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("no/such/capture");
    }

    @Test
    void anEmptyFolderIsUndecidableAndNotHealthy() {
        assertThat(run("diagnose", folder.toString())).isEqualTo(ExitCode.UNDECIDABLE);
        assertThat(out.toString()).contains("Nothing could be judged");
    }

    @Test
    void anEmptyFileIsUndecidable() throws IOException {
        Path file = Files.createFile(folder.resolve("pods.json"));
        assertThat(run("diagnose", file.toString())).isEqualTo(ExitCode.UNDECIDABLE);
    }

    @Test
    void aBrokenPackIsNamedAndTheRestRuns() throws IOException {
        Path pack = Files.createDirectories(folder.resolve("broken"));
        Files.writeString(pack.resolve("pack.yaml"), "name: broken\nversion: 1.0.0\n");
        Files.writeString(pack.resolve("x.drl"), "rule without end");
        Files.writeString(pack.resolve("x.yaml"), "id: x\n");
        int code = run("diagnose", "facts-samples/circuit-breaker-overflow", "--rules", pack.toString());
        assertThat(code).isEqualTo(ExitCode.USAGE);
        assertThat(out.toString()).contains("circuit-breaker-overflow");
        assertThat(err.toString()).contains("x.drl");
    }

    @Test
    void rejectsAnUnknownFormat() {
        assertThat(run("diagnose", "-o", "xml", "facts-samples/healthy-istio")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("text, short and json");
    }

    @Test
    void explainsAFailureMode() {
        assertThat(run("explain", "circuit-breaker-overflow")).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("Circuit breaker");
    }

    @Test
    void hintsAtTheRightId() {
        assertThat(run("explain", "circuit-braker-overflow")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("did you mean 'circuit-breaker-overflow'");
    }

    @Test
    void theSameCaptureTwiceGivesTheSameBytes() {
        run("diagnose", "-o", "json", "facts-samples/circuit-breaker-overflow");
        String first = out.toString();
        out.getBuffer().setLength(0);
        run("diagnose", "-o", "json", "facts-samples/circuit-breaker-overflow");
        assertThat(out.toString()).isEqualTo(first);
    }

    private int run(String... arguments) {
        return Main.run(new PrintWriter(out), new PrintWriter(err), arguments);
    }
}
