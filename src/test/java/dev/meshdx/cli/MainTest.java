package dev.meshdx.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    void anUnreadableOnlyInputIsNeverQuiet() throws IOException {
        byte[] cutGzip = {31, (byte) 139, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3};
        byte[] cutZip = {'P', 'K', 3, 4, 20, 0, 0, 0, 8, 0};
        byte[] nuls = new byte[2000];
        for (byte[] content : List.of(cutGzip, cutZip, nuls, new byte[] {1, 0, 2}, "{\"kind\":".getBytes(UTF_8))) {
            Path file = Files.write(folder.resolve("only"), content);
            assertThat(run("diagnose", file.toString())).isIn(ExitCode.USAGE, ExitCode.UNDECIDABLE);
        }
    }

    @Test
    void quotesNamesInCommandsAndStripsControlCharacters() throws IOException {
        String name = "web\\u001b[31m;$(touch x)`id`'";
        String pod = "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"" + name
                + "\",\"namespace\":\"shop\"},\"spec\":{\"containers\":[{\"name\":\"app\"}]},\"status\":{\"phase\":"
                + "\"Running\",\"containerStatuses\":[{\"name\":\"app\",\"ready\":false,\"restartCount\":9,\"state\":"
                + "{\"waiting\":{\"reason\":\"CrashLoopBackOff\"}},\"lastState\":{\"terminated\":{\"exitCode\":1}}}]}}";
        Path file = Files.writeString(folder.resolve("pod.json"), pod);
        assertThat(run("diagnose", "--width", "1000", file.toString())).isEqualTo(ExitCode.FINDINGS);
        assertThat(out.toString()).contains("pod-crashloop-app").doesNotContain("\u001b");
        assertThat(out.toString()
                        .lines()
                        .filter(line -> line.contains("kubectl") && line.contains("touch"))
                        .filter(line -> !line.contains(";$(touch x)`id`'\\''")))
                .isEmpty();
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
        assertThat(err.toString()).contains("text, short, json");
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
