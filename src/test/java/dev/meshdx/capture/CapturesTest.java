package dev.meshdx.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.meshdx.facts.CapturedFile;
import dev.meshdx.facts.FactBase;
import dev.meshdx.facts.Namespace;
import dev.meshdx.facts.Pod;
import dev.meshdx.facts.Selection;
import dev.meshdx.facts.Workload;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CapturesTest {

    private static final String NAMESPACE = "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n";
    private static final String POD =
            "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"web\",\"namespace\":\"shop\"},"
                    + "\"spec\":{\"containers\":[{\"name\":\"app\",\"image\":\"web:1\"}]},\"status\":{\"phase\":\"Running\"}}";

    @TempDir
    Path folder;

    @Test
    void saysWhatToTryWhenThePathIsMissing() {
        assertThatThrownBy(() -> open(folder.resolve("nothing-here")))
                .isInstanceOf(CaptureException.class)
                .hasMessageContaining("nothing-here")
                .hasMessageContaining("Give a folder");
    }

    /** A fact that stands twice counts twice in every sum of a rule. */
    @Test
    void statesEveryFactOnce() {
        assertThat(Combiners.ALL).extracting(Object::getClass).doesNotHaveDuplicates();
        for (String sample :
                List.of("circuit-breaker-overflow", "istiod-crashloop-mesh-config", "linkerd-issuer-expired")) {
            assertThat(open(Path.of("facts-samples", sample)).facts()).doesNotHaveDuplicates();
        }
    }

    @Test
    void readsAnEmptyFolder() {
        assertThat(open(folder).files()).isEmpty();
    }

    @Test
    void reportsAnEmptyFile() throws IOException {
        write("empty.json", "");
        assertThat(only(open(folder)).state()).isEqualTo("not-needed");
        assertThat(only(open(folder)).reason()).isEqualTo("empty file");
    }

    @Test
    void reportsABinaryFile() throws IOException {
        Files.write(folder.resolve("core"), new byte[] {1, 2, 0, 3});
        assertThat(only(open(folder)).reason()).isEqualTo("binary file");
    }

    @Test
    void keepsWhatStandsBeforeTheCutInJson() throws IOException {
        String list = "{\"kind\":\"List\",\"apiVersion\":\"v1\",\"items\":[" + POD + "," + POD.replace("web", "cut");
        write("pods.json", list.substring(0, list.length() - 30));
        FactBase base = open(folder);
        assertThat(base.of(Pod.class)).extracting(Pod::name).containsExactly("web");
        assertThat(only(base).state()).isEqualTo("partly-read");
    }

    @Test
    void tellsANativeSidecarFromASidecarBesideTheApplication() throws IOException {
        String proxy = "{\"name\":\"istio-proxy\",\"restartPolicy\":\"Always\"}";
        String pod =
                "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"%s\",\"namespace\":\"shop\"},\"spec\":{%s}}";
        write("native.json", String.format(pod, "a", "\"initContainers\":[" + proxy + "]"));
        write("classic.json", String.format(pod, "b", "\"containers\":[" + proxy + "]"));
        assertThat(open(folder).of(Pod.class)).extracting(Pod::nativeSidecar).containsExactly(true, false);
    }

    @Test
    void keepsWhatStandsBeforeTheCutInAnArchive() throws IOException {
        byte[] whole = tarGz("a/namespace.yaml", NAMESPACE, "a/pods.json", POD.repeat(1) + " ".repeat(200_000));
        Files.write(folder.resolve("c.tar.gz"), Arrays.copyOf(whole, whole.length - 40));
        FactBase base = open(folder.resolve("c.tar.gz"));
        assertThat(base.of(Namespace.class)).hasSize(1);
        assertThat(base.files()).extracting(CapturedFile::state).contains("partly-read");
    }

    @Test
    void readsArchivesByContentWhateverTheirName() throws IOException {
        Files.write(folder.resolve("backup.txt"), tarGz("a/namespace.yaml", NAMESPACE, "a/pod.json", POD));
        FactBase single = open(folder.resolve("backup.txt"));
        assertThat(single.of(Pod.class)).hasSize(1);
        assertThat(single.files()).extracting(CapturedFile::path).containsExactly("a/namespace.yaml", "a/pod.json");
        assertThat(open(folder).files()).extracting(CapturedFile::path).contains("backup.txt/a/pod.json");
    }

    @Test
    void readsStandardInput() throws IOException {
        ByteArrayInputStream input = new ByteArrayInputStream(tarGz("pod.json", POD, "n.yaml", NAMESPACE));
        FactBase base = Captures.open(List.of("-"), Selection.NONE, message -> {}, input);
        assertThat(base.of(Pod.class)).hasSize(1);
    }

    @Test
    void readsACompressedSingleFile() throws IOException {
        Files.write(folder.resolve("pod.json"), gzip(POD.getBytes(StandardCharsets.UTF_8)));
        assertThat(open(folder).of(Pod.class)).hasSize(1);
    }

    @Test
    void stopsAtABombAndReadsTheRest() throws IOException {
        byte[] zeros = new byte[1 << 20];
        Arrays.fill(zeros, (byte) ' ');
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("bomb.json"));
            zip.write("{\"kind\":\"List\",\"apiVersion\":\"v1\",\"items\":[".getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 150; i++) {
                zip.write(zeros);
            }
            zip.closeEntry();
        }
        Files.write(folder.resolve("a-bomb.zip"), bytes.toByteArray());
        write("namespace.yaml", NAMESPACE);
        FactBase base = open(folder);
        assertThat(base.of(Namespace.class)).hasSize(1);
        assertThat(base.files())
                .extracting(CapturedFile::reason)
                .anyMatch(reason -> reason.contains("COMPRESSION_RATIO"));
    }

    @Test
    void refusesEntriesThatLeaveTheCapture() throws IOException {
        Files.write(folder.resolve("c.tar.gz"), tarGz("../../etc/evil.yaml", NAMESPACE, "/abs.yaml", NAMESPACE));
        FactBase base = open(folder.resolve("c.tar.gz"));
        assertThat(base.of(Namespace.class)).isEmpty();
        assertThat(base.files()).extracting(CapturedFile::state).containsOnly("unreadable");
    }

    @Test
    void readsTheTargetOfALinkOnceAndNoLinkOutOfTheCapture() throws IOException {
        Path inside = Files.createDirectory(folder.resolve("capture"));
        Files.writeString(inside.resolve("namespace.yaml"), NAMESPACE);
        Files.writeString(folder.resolve("outside.json"), POD);
        Files.createSymbolicLink(inside.resolve("again.yaml"), inside.resolve("namespace.yaml"));
        Files.createSymbolicLink(inside.resolve("out.json"), folder.resolve("outside.json"));
        FactBase base = open(inside);
        assertThat(base.of(Namespace.class)).hasSize(1);
        assertThat(base.of(Pod.class)).isEmpty();
        assertThat(base.files())
                .extracting(file -> file.path() + " " + file.state())
                .containsExactly("again.yaml not-needed", "namespace.yaml read", "out.json unreadable");
    }

    @Test
    void reportsLinksInArchives() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            TarArchiveEntry link = new TarArchiveEntry("logs/out", TarConstants.LF_SYMLINK);
            link.setLinkName("../../etc/passwd");
            tar.putArchiveEntry(link);
            tar.closeArchiveEntry();
        }
        Files.write(folder.resolve("c.tar"), bytes.toByteArray());
        assertThat(only(open(folder.resolve("c.tar"))).reason()).contains("out of the capture");
    }

    @Test
    void survivesOneHugeLine() throws IOException {
        byte[] block = new byte[1 << 20];
        Arrays.fill(block, (byte) 'x');
        try (OutputStream out = Files.newOutputStream(folder.resolve("app.log"))) {
            for (int i = 0; i < 64; i++) {
                out.write(block);
            }
        }
        write("namespace.yaml", NAMESPACE);
        assertThat(open(folder).of(Namespace.class)).hasSize(1);
    }

    @Test
    void readsOneLineOfTwoGigabytesFromAStreamWithoutKeepingIt() {
        long bytes = 2L << 30;
        InputStream endless = new InputStream() {
            private long left = bytes;

            @Override
            public int read() {
                return left-- > 0 ? 'x' : -1;
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                int given = (int) Math.min(left, length);
                Arrays.fill(target, offset, offset + Math.max(0, given), (byte) 'x');
                left -= given;
                return given > 0 || length == 0 ? given : -1;
            }
        };
        byte[] begin = "2026-01-01T00:00:00.000000Z\tinfo\tstarted\n2026-01-01T00:00:01.000000Z\tinfo\t"
                .getBytes(StandardCharsets.UTF_8);
        InputStream input = new SequenceInputStream(new ByteArrayInputStream(begin), endless);
        CapturedFile file = only(Captures.open(List.of("-"), Selection.NONE, message -> {}, input));
        assertThat(file.state()).isEqualTo("partly-read");
        assertThat(file.reason()).contains("LINE_BYTES");
    }

    @Test
    void tellsHowFarALongFileWasRead() throws IOException {
        byte[] lines = "2026-05-01T12:00:00Z info working\n".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
        Files.write(folder.resolve("long.log"), lines);
        List<String> said = new ArrayList<>();
        Captures.open(List.of(folder.toString()), Selection.NONE, said::add);
        assertThat(said).contains("reading long.log, 16 MiB so far", "reading long.log, 32 MiB so far");
    }

    @Test
    void readsWhatFollowsTheNulsOfATruncatedLog() throws IOException {
        for (int nuls : List.of(1, 8 * 1024, 200_001)) {
            write("namespace.yaml", "\0".repeat(nuls) + NAMESPACE);
            assertThat(open(folder).of(Namespace.class)).as("%d NULs", nuls).hasSize(1);
        }
        write("namespace.yaml", "\0".repeat(100_000));
        assertThat(only(open(folder)).reason()).isEqualTo("empty file");
    }

    @Test
    void readsAroundTheNulsOfALogThatWasTruncatedLater() throws IOException {
        write("app.log", "2026-05-01T10:00:00Z INFO one\n" + "\0".repeat(90_000) + "2026-05-01T11:00:00Z INFO two\n");
        FactBase base = open(folder);
        assertThat(only(base).state()).isEqualTo("read");
        assertThat(base.time()).isEqualTo(Instant.parse("2026-05-01T11:00:00Z"));
    }

    @Test
    void readsUtf16AndByteOrderMarks() throws IOException {
        for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE, StandardCharsets.UTF_8)) {
            Files.write(folder.resolve("pod.json"), ("\uFEFF" + POD).getBytes(charset));
            assertThat(open(folder).of(Pod.class)).hasSize(1);
        }
    }

    @Test
    void stripsControlCharactersFromNames() throws IOException {
        write("a\u001b[31m$(touch x);`id`.yaml", NAMESPACE);
        FactBase base = open(folder);
        assertThat(only(base).path()).isEqualTo("a[31m$(touch x);`id`.yaml");
        assertThat(base.of(Namespace.class).get(0).origin().file()).doesNotContain("\u001b");
    }

    @Test
    void refusesAYamlAliasBomb() throws IOException {
        StringBuilder bomb =
                new StringBuilder("apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: bomb\na0: &a0 [x, x, x]\n");
        for (int i = 1; i < 60; i++) {
            String alias = "*a" + (i - 1);
            bomb.append("a" + i + ": &a" + i + " [" + String.join(", ", alias, alias, alias) + "]\n");
        }
        write("bomb.yaml", bomb.toString());
        assertThat(only(open(folder)).reason()).contains("limit");
    }

    @Test
    void aManifestWithoutStatusDoesNotSayThatItsReplicasAreMissing() throws IOException {
        String deployment =
                "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: istiod\n  namespace: istio-system\n";
        write("deployment.yaml", deployment + "spec:\n  replicas: 2\n");
        assertThat(open(folder).of(Workload.class))
                .extracting(Workload::ready, Workload::unavailable)
                .containsExactly(tuple(-1, 0));
        write("deployment.yaml", deployment + "spec:\n  replicas: 2\nstatus:\n  observedGeneration: 1\n");
        assertThat(open(folder).of(Workload.class))
                .extracting(Workload::ready, Workload::unavailable)
                .containsExactly(tuple(0, 2));
    }

    @Test
    void keepsSeveralClustersApart() throws IOException {
        for (String cluster : List.of("east", "west")) {
            Path root = Files.createDirectory(folder.resolve(cluster));
            Files.writeString(
                    root.resolve("namespaces.yaml"),
                    "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: kube-system\n  uid: " + cluster + "\n");
        }
        FactBase base = open(folder);
        assertThat(base.of(Namespace.class)).extracting(Namespace::cluster).containsExactly("east", "west");
        FactBase two = Captures.open(
                List.of(
                        folder.resolve("west").toString(),
                        folder.resolve("east").toString()),
                Selection.NONE,
                message -> {});
        assertThat(two.clusters()).containsExactly("east", "west");
    }

    private static FactBase open(Path path) {
        return Captures.open(List.of(path.toString()), Selection.NONE, message -> {});
    }

    private static CapturedFile only(FactBase base) {
        assertThat(base.files()).hasSize(1);
        return base.files().get(0);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] tarGz(String... namesAndTexts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            for (int i = 0; i < namesAndTexts.length; i += 2) {
                byte[] content = namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8);
                TarArchiveEntry entry = new TarArchiveEntry(namesAndTexts[i], true);
                entry.setSize(content.length);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        }
        return gzip(bytes.toByteArray());
    }
}
