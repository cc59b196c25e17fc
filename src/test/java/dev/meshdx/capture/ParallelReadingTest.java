package dev.meshdx.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshdx.facts.CapturedFile;
import dev.meshdx.facts.FactBase;
import dev.meshdx.facts.Pod;
import dev.meshdx.facts.Selection;
import dev.meshdx.facts.Signature;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Threads and pieces change nothing: not one fact, place or reason. Only of a damaged file they may have read some bytes more. Lists are long
 * enough to be read in several pieces.
 */
class ParallelReadingTest {

    private static final int PODS = 3_000;
    private static final int DAMAGED = 2_500;

    private static final Selection ASKED =
            new Selection(Set.of("*"), Set.of("*"), List.of(new Signature("refused", List.of(), "refused by", "", "")));

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"%s", "%s\n{\"kind\": \"Pod\", \"metadata\": {\"name\": \"last\"}}"})
    void readsEveryItemOfAJsonListInItsPlace(String document) throws IOException {
        write("pods.json", document.formatted(json(ParallelReadingTest::podJson)));
        FactBase base = same();
        assertThat(base.of(Pod.class)).hasSizeGreaterThanOrEqualTo(PODS).anySatisfy(pod -> {
            assertThat(pod.name()).isEqualTo("pod-2345");
            assertThat(pod.origin().pointer()).endsWith("/items/2345");
        });
    }

    @Test
    void readsEveryItemOfAYamlListAtItsLine() throws IOException {
        String list = "apiVersion: v1\nitems:\n" + repeated("", ParallelReadingTest::podYaml) + "kind: List\n";
        write("pods.yaml", list + "---\napiVersion: v1\nkind: Pod\nmetadata:\n  name: other\n");
        FactBase base = same();
        int line = (int) list.substring(
                                0, list.indexOf("- apiVersion: v1\n  kind: Pod\n  metadata:\n    name: pod-2345\n"))
                        .lines()
                        .count()
                + 1;
        assertThat(base.of(Pod.class)).hasSize(PODS + 1).anySatisfy(pod -> {
            assertThat(pod.name()).isEqualTo("pod-2345");
            assertThat(pod.origin().line()).isEqualTo(line);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"kind\": Pod}",
                "{\"kind\": \"Pod\", \"metadata\": {\"name\": \"]}\\\"",
                "]",
                "}",
                "nul",
                "[1, \"[{\", {}]",
                "null"
            })
    void stopsInADamagedJsonListWhereOneThreadStops(String damage) throws IOException {
        write("pods.json", json(i -> i == DAMAGED ? damage : podJson(i)));
        FactBase base = same();
        assertThat(base.of(Pod.class)).hasSizeGreaterThanOrEqualTo(DAMAGED);
    }

    @ParameterizedTest
    @ValueSource(ints = {100_000, 100_001, 101_234})
    void aCutListEndsWhereItIsCut(int missing) throws IOException {
        String json = json(ParallelReadingTest::podJson);
        write("pods.json", json.substring(0, json.length() - missing));
        String yaml = "apiVersion: v1\nitems:\n" + repeated("", ParallelReadingTest::podYaml);
        write("pods.yaml", yaml.substring(0, yaml.length() - missing));
        FactBase base = same();
        assertThat(base.of(Pod.class)).hasSizeGreaterThan(DAMAGED);
        assertThat(base.files()).extracting(CapturedFile::state).containsOnly("partly-read");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- &pod\n  kind: Pod\n  metadata: {name: odd}\n",
                "- kind: Pod\n  metadata:\n    name: 'a\n\n      b'\n",
                "- kind: Pod\n  metadata:\n    name: odd\n    annotations:\n      text: |\n        - no item\n        items:\n\n        x\n",
                "# a remark\n",
                "\n\r\n",
                "odd: key\nitems:\n",
                "-\n  kind: Pod\n  metadata:\n    name: odd\n",
                "\tno\n"
            })
    void readsUnusualYamlAsOneThreadDoes(String odd) throws IOException {
        String list = repeated("", i -> (i == DAMAGED ? odd : "") + podYaml(i));
        write("pods.yaml", "apiVersion: v1\nitems:\n" + list + "kind: List\n");
        same();
    }

    @Test
    void keepsTheOrderOfManySmallFiles() throws IOException {
        for (int file = 0; file < 60; file++) {
            String log = "2026-05-01T12:00:%02dZ error refused by peer %d\n"
                    .formatted(file, file)
                    .repeat(2_000);
            write("logs/shop/pod-%d/istio-proxy.log".formatted(file), log);
            write("stats/%d.txt".formatted(file), "server.live: 1\nserver.uptime: %d\n".formatted(file));
            write("broken/%d.json".formatted(file), "{\"kind\": \"PodList\", \"items\": [" + podJson(file) + ", {");
        }
        assertThat(same().files()).hasSize(180);
    }

    /** What is read with threads, after it was compared with what the caller reads alone. */
    private FactBase same() {
        FactBase alone = read(Workers.NONE);
        FactBase together = read(Workers.of(3));
        assertThat(together.files())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("bytes")
                .isEqualTo(alone.files());
        // not the lists as a whole: a difference would print them
        for (int i = 0; i < alone.facts().size(); i++) {
            assertThat(together.facts().get(i)).isEqualTo(alone.facts().get(i));
        }
        assertThat(together.facts()).hasSameSizeAs(alone.facts());
        assertThat(together.time()).isEqualTo(alone.time());
        return together;
    }

    private FactBase read(Workers workers) {
        return Captures.open(List.of(folder.toString()), ASKED, message -> {}, InputStream.nullInputStream(), workers);
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String json(IntFunction<String> item) {
        return "{\"apiVersion\": \"v1\", \"kind\": \"List\", \"metadata\": {\"items\": []}, \"items\": [\n"
                + repeated(",\n", item) + "\n]}";
    }

    private static String repeated(String separator, IntFunction<String> item) {
        return IntStream.range(0, PODS).mapToObj(item).collect(Collectors.joining(separator));
    }

    private static String podJson(int number) {
        return """
                {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "pod-%d", "namespace": "shop",
                  "annotations": {"odd": "]}, \\"\\\\", "note": "%s"}}, "spec": {"containers": [{"name": "app"}]}}""".formatted(number, "é{".repeat(number % 1000));
    }

    private static String podYaml(int number) {
        return """
                - apiVersion: v1
                  kind: Pod
                  metadata:
                    name: pod-%d
                    namespace: shop
                    annotations:
                      note: "%s"
                      text: |
                        - not an item

                        # no remark
                  spec:
                    containers:
                    - name: app
                """.formatted(number, "é: ".repeat(number % 1000));
    }
}
