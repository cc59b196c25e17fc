package dev.meshdx.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshdx.facts.CapturedFile;
import dev.meshdx.facts.FileShare;
import dev.meshdx.facts.Selection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** No file of any sample is dropped in silence: each is listed, in one of the known states, and with a reason unless it was read. */
class CapturedFilesTest {

    private static final Path OWN = Path.of("facts-samples");
    private static final Path SHARED = Path.of("../shared/samples");
    private static final Selection NOTHING = new Selection(Set.of(), Set.of(), List.of());

    /** What the lab's people wrote about a capture, not what a tool printed. */
    private static final Set<String> NOTES =
            Set.of("COMMANDS.txt", "REDACTED.txt", "sizes.txt", "stdout.txt", "stderr.txt", "nofile.txt");

    @Test
    void everyFileOfOurSamplesIsReadOrKnown() throws IOException {
        for (Path sample : folders(OWN)) {
            assertThat(listed(sample))
                    .as(sample.toString())
                    .allSatisfy(file -> assertThat(file.state())
                            .as("%s: %s", file.path(), file.reason())
                            .isIn("read", "not-needed", "partly-read"));
        }
    }

    @Test
    void everyFileOfTheSharedSamplesIsListedWithAState() throws IOException {
        Assumptions.assumeTrue(Files.isDirectory(SHARED), "the samples of ../shared are not here");
        for (Path collection : folders(SHARED)) {
            for (Path sample : folders(collection)) {
                listed(sample);
            }
        }
    }

    @Test
    void onlyNotesOfTheLabAreOfUnknownFormat() throws IOException {
        Assumptions.assumeTrue(Files.isDirectory(SHARED.resolve("lab")), "the samples of ../shared are not here");
        List<String> unknown = new ArrayList<>();
        for (Path sample : folders(SHARED.resolve("lab"))) {
            for (CapturedFile file : listed(sample)) {
                String name = file.path().substring(file.path().lastIndexOf('/') + 1);
                if (file.state().equals("unrecognised") && !NOTES.contains(name) && !name.endsWith(".stderr")) {
                    unknown.add(sample.getFileName() + "/" + file.path());
                }
            }
        }
        assertThat(unknown).isEmpty();
    }

    /** What became of the files of a sample, after checking that all are there. */
    private static List<CapturedFile> listed(Path sample) throws IOException {
        List<CapturedFile> files = Captures.open(List.of(sample.toString()), NOTHING, message -> {})
                .files();
        Set<String> listed = files.stream().map(CapturedFile::path).collect(Collectors.toCollection(TreeSet::new));
        try (Stream<Path> walk = Files.walk(sample)) {
            walk.filter(path -> !Files.isDirectory(path))
                    .map(path -> CapturePath.printable(
                            sample.relativize(path).toString().replace('\\', '/')))
                    .forEach(path -> assertThat(listed)
                            .as("%s of %s", path, sample)
                            .anyMatch(known -> known.equals(path) || known.startsWith(path + "/")));
        }
        assertThat(files)
                .allSatisfy(file -> assertThat(file.reason().isEmpty())
                        .as("%s: %s", file.path(), file.reason())
                        .isEqualTo(file.state().equals("read")));
        assertThat(FileShare.of(files).stream().mapToInt(FileShare::files).sum())
                .as("files in a known state of %s", sample)
                .isEqualTo(files.size());
        return files;
    }

    private static List<Path> folders(Path parent) throws IOException {
        try (Stream<Path> children = Files.list(parent)) {
            return children.filter(Files::isDirectory).sorted().toList();
        }
    }
}
