package dev.meshdx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exit codes and output of {@code meshdx rules lint} and {@code meshdx rules schema}. */
class RulesLintCommandTest {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void aPackWithoutFailureModes() throws IOException {
        Files.writeString(folder.resolve("pack.yaml"), "name: site\nversion: 1.0.0\n");
    }

    @Test
    void aSoundPackIsFine() {
        assertThat(run("rules", "lint", folder.toString())).isZero();
        assertThat(out).hasToString("0 errors, 0 warnings, 0 accepted with a reason\n");
    }

    @Test
    void anErrorFailsWithItsPlaceAndTheFix() throws IOException {
        Files.writeString(folder.resolve("pack.yaml"), "name: site\nversion: 1.0.0\nlicence: MIT\n");
        assertThat(run("rules", "lint", folder.toString())).isEqualTo(1);
        assertThat(out.toString())
                .contains(
                        "pack.yaml:3:1 error unknown-key: unknown key 'licence'; did you mean 'license'?\n    fix: keys are");
    }

    @Test
    void aWarningFailsOnlyWhenStrict() throws IOException {
        Files.writeString(
                folder.resolve("pack.yaml"),
                "name: site\n# lint-ok: unknown-evidence-kind for nothing\nversion: 1.0.0\n");
        assertThat(run("rules", "lint", folder.toString())).isZero();
        assertThat(run("rules", "lint", "--strict", folder.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("pack.yaml:2:1 warning unused-suppression: ");
    }

    @Test
    void aFolderThatIsNotThereIsWrongUsage() {
        assertThat(run("rules", "lint", folder.resolve("none").toString())).isEqualTo(2);
        assertThat(err.toString()).contains("there is no ");
    }

    @Test
    void listsTheChecks() {
        assertThat(run("rules", "lint", "--list")).isZero();
        assertThat(out.toString()).contains("unguarded-not            warning  What was not captured is unknown");
    }

    @Test
    void printsASchema() {
        assertThat(run("rules", "schema", "entry")).isZero();
        assertThat(out.toString()).contains("\"$id\": \"urn:meshdx:entry:v1\"");
        assertThat(run("rules", "schema", "entri")).isEqualTo(2);
        assertThat(err.toString()).contains("there is no schema 'entri'; did you mean 'entry'?");
    }

    private int run(String... arguments) {
        return Main.run(new PrintWriter(out), new PrintWriter(err), arguments);
    }
}
