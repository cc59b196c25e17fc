package dev.meshdx.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meshdx.audit.AuditFormat;
import dev.meshdx.report.ReportFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import picocli.CommandLine;

/** Every command line of the jobs and pipelines in {@code docs/} is one that meshdx takes. */
class PipelineExamplesTest {

    private static final Pattern WORD = Pattern.compile("(?:[^\\s'\"$]|'[^']*'|\"[^\"]*\"|\\$\\([^)]*\\))+");

    @ParameterizedTest
    @ValueSource(strings = {"ci-github.yaml", "ci-gitlab.yaml", "collect-cronjob.yaml", "audit-cronjob.yaml"})
    void everyCommandLineIsAccepted(String file) throws IOException {
        List<String[]> lines = commandLines(Files.readString(Path.of("docs", file)));
        assertThat(lines).isNotEmpty();
        for (String[] line : lines) {
            assertThatCode(() -> accept(line)).as(String.join(" ", line)).doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ci-github.yaml", "ci-gitlab.yaml", "audit-cronjob.yaml"})
    void theExitCodesAreExplained(String file) throws IOException {
        String text = Files.readString(Path.of("docs", file));
        assertThat(text.replaceAll("\\s*\n#\\s*", " "))
                .contains("1 ", "findings from high on", "2 ", "3 nothing", "4 a defect");
    }

    @Test
    void anUnknownOptionFormatOrSeverityIsNoticed() {
        for (String line : List.of(
                "meshdx diagnose a.tar.gz --fail-onn high",
                "meshdx diagnose a.tar.gz --fail-on hi",
                "meshdx diagnose a.tar.gz --output junitt=mesh.xml",
                "meshdx audit a.tar.gz -o sarif",
                "meshdx diagnos a.tar.gz")) {
            String[] words = commandLines("- " + line).get(0);
            assertThatThrownBy(() -> accept(words))
                    .as(line)
                    .isInstanceOfAny(RuntimeException.class, AssertionError.class);
        }
    }

    private static void accept(String[] words) {
        CommandLine.ParseResult parsed = Main.commandLine(words).parseArgs(words);
        assertThat(parsed.hasSubcommand()).isTrue();
        String command = parsed.subcommand().commandSpec().name();
        if (command.equals("collect")) {
            return;
        }
        for (int at = 1; at < words.length - 1; at++) {
            String value = words[at + 1];
            switch (words[at]) {
                case "-o" -> format(command, value);
                case "--output" -> format(command, value.substring(0, value.indexOf('=')));
                case "--fail-on" -> FailOn.of(value);
                default -> {}
            }
        }
    }

    private static void format(String command, String name) {
        assertThat(
                        command.equals("audit")
                                ? AuditFormat.named(name).isPresent()
                                : ReportFormat.named(name).isPresent())
                .as("%s of %s", name, command)
                .isTrue();
    }

    /** The words behind {@code meshdx} of every line of every text in the file. */
    private static List<String[]> commandLines(String yaml) {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        List<String> texts = new ArrayList<>();
        new Yaml(strict).loadAll(yaml).forEach(document -> texts(document, texts));
        List<String[]> lines = new ArrayList<>();
        texts.stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith("meshdx "))
                .forEach(line -> lines.add(words(line)));
        return lines;
    }

    private static void texts(Object node, List<String> texts) {
        if (node instanceof Map<?, ?> map) {
            map.values().forEach(value -> texts(value, texts));
        } else if (node instanceof List<?> list) {
            list.forEach(value -> texts(value, texts));
        } else if (node instanceof String text) {
            texts.add(text);
        }
    }

    private static String[] words(String line) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(line);
        while (word.find()) {
            words.add(word.group().replaceAll("['\"]", ""));
        }
        // @FILE would be opened.
        return words.stream()
                .skip(1)
                .map(each -> each.startsWith("@") ? "captures" : each)
                .toArray(String[]::new);
    }
}
