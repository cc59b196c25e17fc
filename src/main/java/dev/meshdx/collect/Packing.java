package dev.meshdx.collect;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Makes the output of the files of a capture: an archive, or a folder where the name is not that of an archive. */
final class Packing {

    private Packing() {}

    /** Whether the output is an archive. */
    static boolean isArchive(Path output) {
        String name = String.valueOf(output.getFileName());
        return name.endsWith(".tar.gz") || name.endsWith(".tgz");
    }

    /** Folder that an output grows in. */
    static Path staging(Path output) {
        return output.resolveSibling(output.getFileName() + ".partial");
    }

    /** The output appears when it is whole: it is written beside and then renamed. */
    static void pack(Staging staging, Path output) throws IOException {
        if (!isArchive(output)) {
            Files.move(staging.content(), output);
            return;
        }
        Path part = staging(output).resolve("archive.tar.gz");
        String name = String.valueOf(output.getFileName()).replaceAll("(\\.tar\\.gz|\\.tgz)$", "");
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(
                new GZIPOutputStream(Staging.toDisk(part, new BufferedOutputStream(Files.newOutputStream(part)))))) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            for (Path file : files(staging.content())) {
                add(
                        tar,
                        name + "/"
                                + staging.content().relativize(file).toString().replace('\\', '/'),
                        file);
            }
        }
        Files.move(part, output, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void add(TarArchiveOutputStream tar, String name, Path file) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(Files.size(file));
        entry.setModTime(Files.getLastModifiedTime(file).toMillis());
        tar.putArchiveEntry(entry);
        Files.copy(file, tar);
        tar.closeArchiveEntry();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (var walk = Files.walk(folder)) {
            List<Path> files =
                    new ArrayList<>(walk.filter(Files::isRegularFile).sorted().toList());
            files.removeIf(file -> file.toString().endsWith(".part"));
            return files;
        }
    }
}
