package dev.meshdx.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which packs load, which are left out whole, and what is said of them. */
class PackLoaderTest {

    private static final String FINE = "$node : Node( name == \"x\" )";

    @TempDir
    Path folder;

    @Test
    void versionsAndRangesCompareAsNumbers() {
        assertThat(SemVer.of("1.10.0").orElseThrow())
                .isGreaterThan(SemVer.of("1.9.9").orElseThrow());
        assertThat(List.of(
                        "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0"))
                .isSortedAccordingTo((a, b) ->
                        SemVer.of(a).orElseThrow().compareTo(SemVer.of(b).orElseThrow()));
        assertThat(SemVer.of("1.2")).isEmpty();
        assertThat(SemVer.of("1.02.0")).isEmpty();
        VersionRange range = VersionRange.of(">=0.1 <1").orElseThrow();
        assertThat(Stream.of("0.1.0", "0.9.12", "0.1.0-SNAPSHOT")
                        .map(SemVer::of)
                        .map(Optional::orElseThrow))
                .allMatch(range::admits);
        assertThat(Stream.of("0.0.9", "1.0.0").map(SemVer::of).map(Optional::orElseThrow))
                .noneMatch(range::admits);
        assertThat(VersionRange.of("1.x")).isEmpty();
        assertThat(VersionRange.of("")).isEmpty();
    }

    @Test
    void aRefusalNamesBothVersions() throws IOException {
        assertThat(refusal("engine: \">=2.0\"\n"))
                .isEqualTo("pack site 1.2.0 not loaded: pack site 1.2.0 needs engine >=2.0, this is meshdx 0.1.0;"
                        + " take another version of the pack or of meshdx; its 1 failure mode was not assessed");
        assertThat(refusal("factModel: \">=9\"\n")).contains("needs factModel >=9, that of this meshdx is ");
        assertThat(refusal("dependsOn: { other: \">=1\" }\n")).contains("needs pack other >=1, which is not loaded");
        assertThat(refusal("dependsOn: { istio: \">=7\" }\n"))
                .contains("needs pack istio >=7, the loaded one is 0.1.0");
        assertThat(refusal("engine: newest\n")).contains("engine must be a range such as");
        assertThat(refusal("verion: 2\n")).contains("unknown key 'verion'").contains("did you mean 'version'");
        assertThat(refusal("ids: [\"acme-*\"]\n")).contains("area/made-up.drl: pack site owns the ids [acme-*]");
        assertThat(refusal("changelog: CHANGES.md\n")).contains("changelog names CHANGES.md");
        assertThat(refusal("replaces: [made-up]\n")).contains("replaces made-up, which no loaded pack has");
    }

    @Test
    void aPackThatFailsIsLeftOutWholeAndTheOthersLoad() throws IOException {
        new MadePack(folder.resolve("packs/good"), "good").mode("good-one", FINE);
        new MadePack(folder.resolve("packs/half"), "half")
                .mode("half-one", FINE)
                .mode("half-two", "$node : Nod()");
        new MadePack(folder.resolve("packs/user"), "user")
                .manifest("dependsOn: { good: \">=1\" }\n")
                .mode("user-one", FINE);
        new MadePack(folder.resolve("packs/late"), "late")
                .manifest("dependsOn: { half: \">=1\" }\n")
                .mode("late-one", FINE);
        PackLoader.Loaded loaded = load(folder.resolve("packs"), folder.resolve("nowhere"));
        assertThat(loaded.rules().failureModes())
                .extracting(FailureMode::id)
                .contains("good-one", "user-one")
                .doesNotContain("half-one", "late-one");
        assertThat(loaded.refused())
                .extracting(PackLoader.Refused::sentence)
                .satisfiesExactlyInAnyOrder(
                        half -> assertThat(half)
                                .startsWith("pack half 1.2.0 not loaded: half/area/half-two.drl:6")
                                .endsWith("; its 2 failure modes were not assessed"),
                        late -> assertThat(late).contains("needs pack half >=1, which is not loaded"),
                        nowhere -> assertThat(nowhere).contains("nowhere: is no folder of rules"));
    }

    @Test
    void anIdOfAnotherPackIsReplacedOnlyWhereTheManifestSaysSo() throws IOException {
        String id = RuleBase.bundled().failureModes().iterator().next().id();
        MadePack pack = new MadePack(folder.resolve("site"), "site").mode(id, FINE);
        assertThat(load(pack.folder()).refused().get(0).reason()).contains("id " + id + " exists in another pack");
        pack.manifest("replaces: [" + id + "]\n");
        PackLoader.Loaded loaded = load(pack.folder());
        assertThat(loaded.refused()).isEmpty();
        assertThat(loaded.notes()).containsExactly("pack site 1.2.0 replaces " + id);
        assertThat(loaded.rules().entry(id).title()).isEqualTo("Made up");
    }

    @Test
    void anIdBelongsToThePackThatClaimsIt() throws IOException {
        MadePack owner = new MadePack(folder.resolve("a"), "a-owner")
                .manifest("ids: [\"acme-*\"]\n")
                .mode("acme-one", FINE);
        MadePack other = new MadePack(folder.resolve("b"), "b-other").mode("acme-two", FINE);
        assertThat(load(owner.folder(), other.folder()).refused().get(0).reason())
                .contains("id acme-two belongs to pack a-owner 1.2.0");
        new MadePack(folder.resolve("c"), "a-owner").mode("c-one", FINE);
        assertThat(load(owner.folder(), folder.resolve("c")).refused().get(0).reason())
                .contains("has the name of pack a-owner 1.2.0");
    }

    @Test
    void aLogSignatureOfAnotherPackKeepsItsMeaning() throws IOException {
        String id = RuleBase.bundled().selection().signatures().get(0).id();
        MadePack pack = new MadePack(folder.resolve("site"), "site").mode("made-up", FINE);
        pack.entry(
                "made-up", MadePack.entry("made-up") + "logs: [ { id: " + id + ", in: [istiod], contains: zzz } ]\n");
        assertThat(load(pack.folder()).refused().get(0).reason()).contains("log signature " + id + " in another way");
    }

    @Test
    void packsComeInArchivesToo() throws IOException {
        MadePack pack = new MadePack(folder.resolve("site"), "site").mode("made-up", FINE);
        Map<String, byte[]> files = new LinkedHashMap<>();
        PackFiles.folder(pack.folder()).files().forEach((name, content) -> files.put("site-1.2.0/" + name, content));
        Path zip = folder.resolve("site.zip");
        try (OutputStream out = Files.newOutputStream(zip)) {
            PackArchive.write(files, out);
        }
        for (Path archive : List.of(zip, tar("site.tar", files), tar("site.tar.gz", files), tar("site.tgz", files))) {
            PackLoader.Loaded loaded = load(archive);
            assertThat(loaded.refused()).isEmpty();
            assertThat(loaded.rules().failureModes())
                    .extracting(FailureMode::id)
                    .contains("made-up");
        }
    }

    @Test
    void archivesMayNotReachOutOfThemselves() throws IOException {
        assertThat(archive("../evil.yaml")).contains("leads out of the archive");
        assertThat(archive("/etc/evil.yaml")).contains("leads out of the archive");
        assertThat(archive("a\\..\\evil.yaml")).contains("leads out of the archive");
        assertThat(archive("a/b/c/d/e/f/g/h/i/j.yaml")).contains("MAX_DEPTH");
        assertThat(archive("a\u0007.yaml")).contains("control characters").doesNotContain("\u0007");
        Map<String, byte[]> big = Map.of("x.bin", new byte[PackFiles.MAX_FILE_BYTES + 1]);
        assertThat(load(tar("big.tar.gz", big)).refused().get(0).reason()).contains("MAX_FILE_BYTES");
        Map<String, byte[]> many = new LinkedHashMap<>();
        for (int i = 0; i <= PackFiles.MAX_FILES; i++) {
            many.put("f" + i, new byte[0]);
        }
        assertThat(load(tar("many.tar", many)).refused().get(0).reason()).contains("MAX_FILES");
        Files.writeString(folder.resolve("broken.zip"), "no zip");
        assertThat(load(folder.resolve("broken.zip")).refused().get(0).reason())
                .contains("broken.zip: the archive is damaged");
        Files.writeString(folder.resolve("pack.rar"), "x");
        assertThat(load(folder.resolve("pack.rar")).refused().get(0).reason()).contains("neither a folder nor a .zip");
    }

    @Test
    void archivesHoldNoLinks() throws IOException {
        Path tar = folder.resolve("link.tar");
        try (TarArchiveOutputStream out = new TarArchiveOutputStream(Files.newOutputStream(tar))) {
            TarArchiveEntry entry = new TarArchiveEntry("site/pack.yaml", TarArchiveEntry.LF_SYMLINK);
            entry.setLinkName("/etc/passwd");
            out.putArchiveEntry(entry);
            out.closeArchiveEntry();
        }
        assertThat(load(tar).refused().get(0).reason()).contains("pack.yaml: is a link");
        Path zip = folder.resolve("link.zip");
        try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(zip)) {
            ZipArchiveEntry entry = new ZipArchiveEntry("site/pack.yaml");
            entry.setUnixMode(0120777);
            out.putArchiveEntry(entry);
            out.write("/etc/passwd".getBytes(StandardCharsets.UTF_8));
            out.closeArchiveEntry();
        }
        assertThat(load(zip).refused().get(0).reason()).contains("pack.yaml: is a link");
    }

    @Test
    void aPackedPackIsTheSameBytesAndVerifies() throws IOException {
        MadePack pack = new MadePack(folder.resolve("site"), "site").mode("made-up", FINE);
        PackWriter writer = new PackWriter(loader(), RuleBase.bundled());
        Path first = folder.resolve("first.zip");
        Path second = folder.resolve("second.zip");
        assertThat(writer.write(pack.folder(), first)).endsWith("  " + first);
        Files.setLastModifiedTime(pack.folder().resolve("pack.yaml"), java.nio.file.attribute.FileTime.fromMillis(0));
        writer.write(pack.folder(), second);
        assertThat(second).hasSameBinaryContentAs(first);
        assertThat(pack.folder().resolve(Checksums.FILE)).doesNotExist();
        assertThat(writer.verify(first))
                .containsExactly("site 1.2.0: 3 files are those that its checksums list, and 1 failure modes load");
        assertThat(load(first).refused()).isEmpty();
        pack.mode("made-up", "$node : Nod()");
        assertThatThrownBy(() -> writer.write(pack.folder(), folder.resolve("third.zip")))
                .hasMessageContaining("unknown fact type Nod");
        assertThat(folder.resolve("third.zip")).doesNotExist();
    }

    @Test
    void aFileThatDiffersIsMissingOrIsNotListedIsNamed() throws IOException {
        MadePack pack = new MadePack(folder.resolve("site"), "site")
                .manifest("checksums: checksums.sha256\n")
                .mode("made-up", FINE);
        assertThat(load(pack.folder()).refused().get(0).reason()).contains("site/checksums.sha256: is missing");
        PackWriter writer = new PackWriter(loader(), RuleBase.bundled());
        writer.write(pack.folder(), folder.resolve("site.zip"));
        assertThat(load(pack.folder()).refused()).isEmpty();
        Path extra = Files.writeString(pack.folder().resolve("area/extra.md"), "x");
        assertThat(load(pack.folder()).refused().get(0).reason())
                .contains("site/area/extra.md: is not listed in checksums.sha256");
        Files.delete(extra);
        pack.entry("made-up", MadePack.entry("made-up") + "cost: \"x\"\n");
        assertThat(load(pack.folder()).refused().get(0).reason())
                .contains("site/area/made-up.yaml: is not the file that checksums.sha256 lists");
        Files.delete(pack.folder().resolve("area/made-up.yaml"));
        assertThat(load(pack.folder()).refused().get(0).reason()).contains("site/area/made-up.yaml: is missing");
        assertThatThrownBy(() -> writer.verify(pack.folder())).hasMessageContaining("is missing");
    }

    @Test
    void aChangedRuleCompilesItselfOnly() throws IOException {
        MadePack pack =
                new MadePack(folder.resolve("site"), "site").mode("one", FINE).mode("two", FINE);
        Path cache = folder.resolve("cache");
        assertThat(compiled(pack, Optional.of(cache))).containsExactly("one", "two");
        assertThat(compiled(pack, Optional.of(cache))).isEmpty();
        pack.mode("two", "$node : Node( name == \"y\" )");
        assertThat(compiled(pack, Optional.of(cache))).containsExactly("two");
        assertThat(compiled(pack, Optional.empty())).containsExactly("one", "two");
    }

    @Test
    void aCacheFileThatWasTamperedWithIsCompiledAnew() throws IOException {
        MadePack pack = new MadePack(folder.resolve("site"), "site").mode("one", FINE);
        Path cache = folder.resolve("cache");
        compiled(pack, Optional.of(cache));
        Path file;
        try (Stream<Path> files = Files.list(cache)) {
            file = files.findFirst().orElseThrow();
        }
        byte[] content = Files.readAllBytes(file);
        content[content.length / 2] ^= 1;
        Files.write(file, content);
        assertThat(compiled(pack, Optional.of(cache))).containsExactly("one");
        assertThat(compiled(pack, Optional.of(cache))).isEmpty();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        PackArchive.write(
                Map.of(
                        "models",
                        "rules.site.area.one.Evil".getBytes(StandardCharsets.UTF_8),
                        "rules/site/area/one/Evil.class",
                        new byte[] {1, 2, 3}),
                body);
        ByteArrayOutputStream forged = new ByteArrayOutputStream();
        forged.write(Digests.sha256().digest(body.toByteArray()));
        forged.write(body.toByteArray());
        Files.write(file, forged.toByteArray());
        assertThat(compiled(pack, Optional.of(cache))).containsExactly("one");
    }

    @Test
    void aCacheThatOthersCanWriteToIsNotUsed() throws IOException {
        MadePack pack = new MadePack(folder.resolve("site"), "site").mode("one", FINE);
        Path cache = Files.createDirectory(folder.resolve("cache"));
        Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxrwxrwx"));
        RuleCache open = new RuleCache(Optional.of(cache));
        open.load(List.of(PackSource.read(pack.folder())));
        assertThat(cache).isEmptyDirectory();
        assertThat(open.notes()).singleElement().asString().contains("because others can write to it");
    }

    @Test
    void aCacheThatCannotBeWrittenDoesNoHarm() throws IOException {
        MadePack pack = new MadePack(folder.resolve("site"), "site").mode("one", FINE);
        Path cache = Files.writeString(folder.resolve("file"), "x").resolve("cache");
        assertThat(compiled(pack, Optional.of(cache))).containsExactly("one");
        assertThat(compiled(pack, Optional.of(cache))).containsExactly("one");
    }

    private static List<String> compiled(MadePack pack, Optional<Path> cache) {
        RuleCache rules = new RuleCache(cache);
        assertThat(rules.load(List.of(PackSource.read(pack.folder())))).isNotEmpty();
        return rules.compiled();
    }

    private String refusal(String lines) throws IOException {
        MadePack pack =
                new MadePack(folder.resolve("site"), "site").manifest(lines).mode("made-up", FINE);
        List<PackLoader.Refused> refused = load(pack.folder()).refused();
        assertThat(refused).hasSize(1);
        return refused.get(0).sentence();
    }

    private String archive(String name) throws IOException {
        return load(tar("attack.tar", Map.of(name, new byte[] {1})))
                .refused()
                .get(0)
                .reason();
    }

    private Path tar(String name, Map<String, byte[]> files) throws IOException {
        Path archive = folder.resolve(name);
        OutputStream raw = Files.newOutputStream(archive);
        try (TarArchiveOutputStream out =
                new TarArchiveOutputStream(name.endsWith("gz") ? new GZIPOutputStream(raw) : raw)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(file.getKey(), true);
                entry.setSize(file.getValue().length);
                out.putArchiveEntry(entry);
                out.write(file.getValue());
                out.closeArchiveEntry();
            }
        }
        return archive;
    }

    private PackLoader loader() {
        return new PackLoader(Optional.of(folder.resolve("cache-of-tests")), "0.1.0");
    }

    private PackLoader.Loaded load(Path... sources) {
        return loader().add(RuleBase.bundled(), List.of(sources));
    }
}
