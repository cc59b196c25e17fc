package dev.meshdx.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meshdx.report.Style;
import dev.meshdx.rules.RuleBase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditTest {

    private static final List<Path> CAPTURES = List.of(
            Path.of("facts-samples/circuit-breaker-overflow"),
            Path.of("facts-samples/connection-pool-30s"),
            Path.of("facts-samples/connection-pool-30s-fixed"),
            Path.of("facts-samples/clock-skew-one-node"));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void givesTheSameBytesWhateverTheOrderAndTheNumberOfThreads() throws IOException {
        List<Path> turned = new ArrayList<>(CAPTURES);
        Collections.reverse(turned);
        for (AuditFormat format : AuditFormat.values()) {
            assertThat(bytes(run(turned, 3, 1 << 20, Optional.empty(), Optional.empty()), format))
                    .as(format.name())
                    .isEqualTo(bytes(run(CAPTURES, 1, 1 << 30, Optional.empty(), Optional.empty()), format))
                    .isNotEmpty();
        }
    }

    @Test
    void aBrokenCaptureIsARowWithItsReason() throws IOException {
        Path broken = Files.write(folder.resolve("broken.tar.gz"), new byte[] {0x1f, (byte) 0x8b, 8, 0, 1, 2});
        AuditReport report = run(
                List.of(broken, folder.resolve("missing"), CAPTURES.get(0)),
                2,
                1 << 30,
                Optional.empty(),
                Optional.empty());
        assertThat(report.of("capture"))
                .extracting(AuditRow::state)
                .containsExactlyInAnyOrder("broken", "broken", "findings");
        assertThat(report.of("capture"))
                .filteredOn(row -> row.state().equals("broken"))
                .allSatisfy(row -> assertThat(row.detail()).isNotEmpty());
    }

    @Test
    void tellsWhatIsNewStillThereAndGone() throws IOException {
        AuditReport before = run(CAPTURES.subList(1, 2), 1, 1 << 30, Optional.empty(), Optional.empty());
        Path lines = Files.write(folder.resolve("before.jsonl"), bytes(before, AuditFormat.JSON));
        AuditReport same = run(CAPTURES.subList(1, 2), 1, 1 << 30, Optional.empty(), Optional.of(Baseline.read(lines)));
        assertThat(same.of("finding")).isNotEmpty().extracting(AuditRow::state).containsOnly("still");

        Path other = Files.createFile(folder.resolve("empty.jsonl"));
        AuditReport all = run(CAPTURES.subList(1, 2), 1, 1 << 30, Optional.empty(), Optional.of(Baseline.read(other)));
        assertThat(all.of("finding")).extracting(AuditRow::state).containsOnly("new");

        AuditReport none = run(CAPTURES.subList(0, 1), 1, 1 << 30, Optional.empty(), Optional.of(Baseline.read(lines)));
        assertThat(none.of("finding"))
                .filteredOn(row -> !row.present())
                .hasSameSizeAs(before.of("finding"))
                .extracting(AuditRow::state)
                .as("another cluster says nothing of the first")
                .containsOnly("not-judged");
    }

    @Test
    void aTornJournalGoesOnWhereItWas() throws IOException {
        Path journal = folder.resolve("journal");
        byte[] whole = bytes(run(CAPTURES, 2, 1 << 30, Optional.of(journal), Optional.empty()), AuditFormat.JSON);
        byte[] kept = Files.readAllBytes(journal);
        Files.write(journal, java.util.Arrays.copyOf(kept, kept.length * 2 / 3));
        assertThat(bytes(run(CAPTURES, 2, 1 << 30, Optional.of(journal), Optional.empty()), AuditFormat.JSON))
                .isEqualTo(whole);
        assertThat(Files.size(journal)).isEqualTo(kept.length);
    }

    @Test
    void aJournalOfSomethingElseIsLeftAlone() throws IOException {
        Path file = Files.writeString(folder.resolve("notes.txt"), "not mine\n");
        assertThatThrownBy(() -> run(CAPTURES, 1, 1 << 30, Optional.of(file), Optional.empty()))
                .isInstanceOf(AuditException.class)
                .hasMessageContaining("not a journal");
        assertThat(file).hasContent("not mine");
    }

    @Test
    void aKilledAuditIsResumedWithNothingLostOrCountedTwice() throws Exception {
        Path captures = Files.createDirectory(folder.resolve("captures"));
        for (int number = 0; number < 60; number++) {
            copy(CAPTURES.get(number % CAPTURES.size()), captures.resolve("c" + number));
        }
        Path journal = folder.resolve("journal");
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath(),
                "dev.meshdx.cli.Main",
                "audit",
                captures.toString(),
                "--threads",
                "1",
                "--resume",
                journal.toString());
        Process child = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        try {
            while (child.isAlive() && (!Files.exists(journal) || Files.size(journal) == 0)) {
                Thread.sleep(5);
            }
        } finally {
            child.destroyForcibly(); // SIGKILL
            assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(Files.size(journal)).isPositive();
        Files.writeString(journal, "{\"record\":\"capt", StandardOpenOption.APPEND);
        List<Path> all = CaptureList.of(List.of(captures.toString()));
        assertThat(bytes(run(all, 2, 1 << 30, Optional.of(journal), Optional.empty()), AuditFormat.JSON))
                .isEqualTo(bytes(run(all, 2, 1 << 30, Optional.empty(), Optional.empty()), AuditFormat.JSON));
        assertThat(Files.readAllLines(journal).stream().filter(line -> line.startsWith("done ")))
                .hasSize(60)
                .doesNotHaveDuplicates();
    }

    @Test
    void noCellIsAFormula() {
        for (String start : List.of("=", "+", "-", "@", "\t", "\r", " =", "＝")) {
            assertThat(AuditCsv.cell(start + "cmd|' /C calc'!A0")).matches("(?s)\"?'.*");
        }
        assertThat(AuditCsv.cell("a,\"b\"")).isEqualTo("\"a,\"\"b\"\"\"");
        assertThat(AuditCsv.cell(-3L)).isEqualTo("-3");
    }

    @Test
    void unknownVersionsAreSaidToBeUnknown() {
        assertThat(SupportTable.bundled().of("istio-sidecar", "1.26.3").until())
                .contains(java.time.LocalDate.of(2025, 12, 22));
        assertThat(SupportTable.bundled().of("istio-sidecar", "1.2").until()).isEmpty();
        assertThat(SupportTable.bundled().of("linkerd", "1.26.3").until()).isEmpty();
        assertThat(SupportTable.bundled().of("istio-ambient", "").until()).isEmpty();
    }

    private static AuditReport run(
            List<Path> captures, int threads, long memory, Optional<Path> journal, Optional<Baseline> baseline)
            throws IOException {
        return new Audit(new CaptureJudge(RuleBase.bundled(), "development"), threads, memory)
                .run(captures, journal, baseline, message -> {});
    }

    private static byte[] bytes(AuditReport report, AuditFormat format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        format.write(report, Style.plain(100), out);
        return out.toByteArray();
    }

    /** A launcher may have put the classes into a loader of its own. */
    private static String classPath() {
        if (AuditTest.class.getClassLoader() instanceof java.net.URLClassLoader loader) {
            return java.util.Arrays.stream(loader.getURLs())
                    .map(url -> Path.of(java.net.URI.create(url.toString())).toString())
                    .collect(java.util.stream.Collectors.joining(java.io.File.pathSeparator));
        }
        return System.getProperty("java.class.path");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var tree = Files.walk(from)) {
            for (Path file : tree.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }
}
