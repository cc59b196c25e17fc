package dev.meshdx.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mistake in a pack is named with its file, its line and what was probably meant. */
class PackErrorsTest {

    private static final String ENTRY = """
            id: made-up
            title: Made up
            missing: Everything, it is made up.
            kind: root
            layer: proxy
            severity: low
            prior: common
            scope: workload
            summary: "x"
            why: "y"
            evidence:
              made-up: { weight: strong, says: "z" }
            """;

    @TempDir
    Path folder;

    @Test
    void namesAnUnknownFactTypeWithWhatWasMeant() throws IOException {
        assertRefused("$pod : Podd( name == \"x\" )", "conclude( kcontext, $pod.subject() );", "made-up.drl:6", "Pod");
    }

    @Test
    void namesAnUnknownFieldWithWhatWasMeant() throws IOException {
        assertRefused(
                "$pod : Pod( nmae == \"x\" )", "conclude( kcontext, $pod.subject() );", "nmae", "did you mean 'name'");
    }

    @Test
    void refusesJavaInTheConsequence() throws IOException {
        assertRefused("$pod : Pod( name == \"x\" )", "Runtime.getRuntime().exec(\"id\");", "conclude( kcontext");
    }

    @Test
    void refusesASyntaxError() throws IOException {
        assertRefused("$pod : Pod( name = \"x\" )", "conclude( kcontext, $pod.subject() );", "made-up.drl");
    }

    @Test
    void refusesAnIndexWithoutACheckOfTheSize() throws IOException {
        assertRefused(
                "$pod : Pod( containers[0] == \"web\" )",
                "conclude( kcontext, $pod.subject() );",
                "made-up.drl:6",
                "containers.size() > 0");
        assertRefused(
                "$pod : Pod( containers.empty == false, containers.get(1) == \"web\" )",
                "conclude( kcontext, $pod.subject() );",
                "containers.size() > 1");
    }

    @Test
    void takesAnIndexBehindACheckOfTheSizeAndKeysOfMaps() throws IOException {
        for (String condition : List.of(
                "$pod : Pod( containers.size() > 0, containers[0] == \"web\" )",
                "$pod : Pod( containers.size >= 2, containers[1] == \"web\" )",
                "$pod : Pod( containers.empty == false, containers[0] == \"containers[3]\" )",
                "$pod : Pod( labels[\"app\"] == \"web\" )")) {
            write(condition, "conclude( kcontext, $pod.subject() );", ENTRY);
            assertThat(RuleBase.of(folder, folder.resolve("cache")).failureModes())
                    .hasSize(1);
        }
    }

    @Test
    void refusesARuleWithoutCondition() throws IOException {
        assertRefused("not Pod( name == \"x\" )", "conclude( kcontext, $pod.subject() );", "always fire");
    }

    @Test
    void refusesAnUnknownKeyInTheEntry() throws IOException {
        write("$pod : Pod( name == \"x\" )", "conclude( kcontext, $pod.subject() );", ENTRY + "severty: high\n");
        assertThatThrownBy(() -> RuleBase.of(folder, folder.resolve("cache")))
                .isInstanceOf(PackException.class)
                .hasMessageContaining("made-up.yaml")
                .hasMessageContaining("did you mean 'severity'");
    }

    @Test
    void refusesAClaimWithAnUnknownVerdict() throws IOException {
        write("$pod : Pod( name == \"x\" )", "conclude( kcontext, $pod.subject() );", ENTRY + """
                claims:
                  - numbers: [12]
                    verdict: false
                    says: "x"
                    right: "y"
                """);
        assertThatThrownBy(() -> RuleBase.of(folder, folder.resolve("cache")))
                .isInstanceOf(PackException.class)
                .hasMessageContaining("made-up.yaml: each of claims has numbers: and a verdict: of [correct,")
                .hasMessageContaining("the verdict is 'false'");
    }

    @Test
    void refusesAFolderWithoutPack() {
        assertThatThrownBy(() -> RuleBase.of(folder, folder.resolve("cache")))
                .isInstanceOf(PackException.class)
                .hasMessageContaining("pack.yaml");
    }

    private void assertRefused(String condition, String consequence, String... parts) throws IOException {
        write(condition, consequence, ENTRY);
        var thrown = assertThatThrownBy(() -> RuleBase.of(folder, folder.resolve("cache")))
                .isInstanceOf(PackException.class);
        for (String part : parts) {
            thrown.hasMessageContaining(part);
        }
    }

    private void write(String condition, String consequence, String entry) throws IOException {
        Files.writeString(folder.resolve("pack.yaml"), "name: site\nversion: 1.0.0\n");
        Path area = Files.createDirectories(folder.resolve("area"));
        Files.writeString(area.resolve("made-up.yaml"), entry);
        Files.writeString(area.resolve("made-up.drl"), """
                package rules.site.area.made_up
                import dev.meshdx.facts.*
                import static dev.meshdx.rules.Conclusions.conclude
                rule "made-up"
                when
                    %s
                then
                    %s
                end
                """.formatted(condition, consequence));
    }
}
