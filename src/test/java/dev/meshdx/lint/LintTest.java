package dev.meshdx.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meshdx.rules.PackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every check finds its mistake at the right place, and nothing in a pack without mistakes. */
class LintTest {

    @TempDir
    private Path folder;

    @Test
    void findsNothingInASoundPack() throws IOException {
        assertThat(new Snippet().findings(folder)).isEmpty();
    }

    static Stream<LintCase> cases() {
        return Stream.concat(RuleLintCases.all(), EntryLintCases.all());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void findsTheMistakeAndWhatFollowsFromIt(LintCase each) throws IOException {
        List<String> findings = each.snippet().findings(folder);
        assertThat(findings).hasSameSizeAs(each.expected());
        for (int i = 0; i < findings.size(); i++) {
            assertThat(findings.get(i))
                    .startsWith(each.expected()
                            .get(i)
                            .replace("FOLDER", folder.toString().replace('\\', '/')));
        }
    }

    @Test
    void everyCheckHasACase() {
        Set<String> missing = new TreeSet<>();
        Lint.checks().forEach(check -> missing.add(check.id()));
        cases().flatMap(each -> each.expected().stream())
                .map(line -> line.replaceFirst("^\\S+ \\w+ ([\\w-]+): (?s:.*)$", "$1"))
                .forEach(missing::remove);
        assertThat(missing).isEmpty();
    }

    @Test
    void aCommentWithAReasonAcceptsAFinding() throws IOException {
        assertThat(new Snippet()
                        .with(
                                Snippet.DRL,
                                "    $pod : Pod(",
                                "    // lint-ok: unguarded-not the flag is the proof\n    not Pod(")
                        .findings(folder))
                .containsExactly(
                        "area/made-up.drl:10:9 warning unguarded-not: not Pod holds as well when no Pod was captured"
                                + " [add Coverage( kind == \"Pod\", complete ) before it] (accepted: the flag is the proof)");
    }

    @Test
    void aCommentAtTheEndOfTheLineAcceptsAFinding() throws IOException {
        assertThat(new Snippet()
                        .with(
                                Snippet.ENTRY,
                                "title: Made up",
                                "title: Made up. # lint-ok: text-style quoted from the tool")
                        .findings(folder))
                .containsExactly(
                        "area/made-up.yaml:2:8 warning text-style: the title ends with a full stop [leave it out]"
                                + " (accepted: quoted from the tool)");
    }

    @Test
    void twoPatternsInOrderAreNoPair() throws IOException {
        assertThat(new Snippet()
                        .with(
                                Snippet.DRL,
                                "$pod : Pod( namespace == $ns, name == $podName )",
                                "$other : ResponseFlagCount( flag == \"UO\", count >= 3, namespace == $ns, pod > $podName )")
                        .findings(folder))
                .isEmpty();
    }

    @Test
    void aSeparatorBetweenRepetitionsIsFast() {
        assertThat(List.of("(?:[a-z]+\\.)+x", "(-[a-z]+)*", "a+b+", "(ab)+", "\\(a+\\)+"))
                .allSatisfy(regex -> assertThat(SlowRegex.nested(regex)).isEmpty());
        assertThat(List.of("(a+)+", "(.*)*", "(?:x|[a-z]*)+", "(a*b+){2,}"))
                .allSatisfy(regex -> assertThat(SlowRegex.nested(regex)).isNotEmpty());
    }

    @Test
    void textAndJsonSayTheSame() throws IOException {
        new Snippet().with(Snippet.DRL, "count >= 3", "coutn >= 3").findings(folder);
        List<Finding> findings = new Lint(List.of()).run(folder);
        StringBuilder text = new StringBuilder();
        LintFormat.TEXT.write(findings, false, text);
        StringBuilder json = new StringBuilder();
        LintFormat.JSON.write(findings, false, json);
        String file = folder.resolve("area/made-up.drl").toString().replace('\\', '/');
        assertThat(text)
                .hasToString(file + ":8:47 error unknown-field: ResponseFlagCount has no field 'coutn'; did you mean"
                        + " 'count'?\n1 errors, 0 warnings, 0 accepted with a reason\n");
        assertThat(json.toString())
                .startsWith("{\"file\":\"" + file
                        + "\",\"line\":8,\"column\":47,\"severity\":\"error\",\"lint\":\"unknown-field\"")
                .endsWith("}\n");
    }

    @Test
    void refusesAFolderWithoutPack() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("empty"));
        assertThatThrownBy(() -> new Lint(List.of()).run(empty))
                .isInstanceOf(PackException.class)
                .hasMessageContaining("pack.yaml");
    }
}
