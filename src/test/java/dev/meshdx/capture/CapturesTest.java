package dev.meshdx.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meshdx.facts.CapturedFile;
import dev.meshdx.facts.FactBase;
import dev.meshdx.facts.Namespace;
import dev.meshdx.facts.Pod;
import dev.meshdx.facts.Selection;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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

    @Test
    void readsAnEmptyFolder() {
        assertThat(open(folder).files()).isEmpty();
    }

    @Test
    void reportsAnEmptyFile() throws IOException {
        write("empty.json", "");
        assertThat(only(open(folder)).state()).isEqualTo("unrecognised");
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
