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

/** What a reader of the report learns of a pack that was not loaded. */
class PacksTest {

    private static final String SAMPLE = "facts-samples/circuit-breaker-overflow";
    private static final String SENTENCE =
            "site.yaml/area/made-up.drl: package must be rules.site.area.made_up, is rules.x";

    @TempDir
    Path folder;

    private Path pack = Path.of("");
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void brokenPack() throws IOException {
        pack = Files.createDirectories(folder.resolve("site.yaml/area")).getParent();
        Files.writeString(pack.resolve("pack.yaml"), "name: site\nversion: 1.2.0\n");
        Files.writeString(pack.resolve("area/made-up.yaml"), "id: made-up\n");
        Files.writeString(pack.resolve("area/made-up.drl"), """
                package rules.x
                import dev.meshdx.facts.*
                import static dev.meshdx.rules.Conclusions.conclude
                rule "made-up"
                when
                    $node : Node( name == "x" )
                then
                    conclude( kcontext, $node.subject() );
                end
                """);
    }

    @Test
    void theTextSaysItUnderNotes() {
        assertThat(run("diagnose", SAMPLE, "--rules", pack.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(out.toString().replaceAll("\\s+", " "))
                .contains(
                        "circuit-breaker-overflow",
                        "pack site 1.2.0 not loaded: ",
                        "its 1 failure mode was not assessed");
        assertThat(err.toString()).contains("meshdx: pack site 1.2.0 not loaded: " + SENTENCE);
    }

    @Test
    void theShortFormSaysItInTheLastLine() {
        run("diagnose", SAMPLE, "-o", "short", "--no-cache", "--rules", pack.toString());
        assertThat(out.toString().lines().reduce("", (first, last) -> last))
                .isEqualTo("pack site 1.2.0 not loaded: " + SENTENCE);
    }

    @Test
    void jsonHasItAsFieldsAndAsNote() {
        run("diagnose", SAMPLE, "-o", "json", "--rules", pack.toString());
        assertThat(out.toString())
                .contains(
                        "\"packsNotLoaded\"",
                        "\"version\": \"1.2.0\"",
                        "\"failureModes\": 1",
                        "not loaded: " + SENTENCE);
    }

    @Test
    void aBrokenPackIsNotPacked() {
        Path archive = folder.resolve("site.zip");
        assertThat(run("rules", "pack", pack.toString(), "-o", archive.toString()))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("pack site 1.2.0 does not load: " + SENTENCE);
        assertThat(archive).doesNotExist();
        assertThat(run("rules", "pack", "--verify", pack.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("checksums.sha256: is missing");
    }

    private int run(String... arguments) {
        return Main.run(new PrintWriter(out), new PrintWriter(err), arguments);
    }
}
