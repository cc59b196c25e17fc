package dev.meshdx.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Function;

/**
 * A file of {@code --output FORMAT=FILE}.
 *
 * @param format format
 * @param file file
 */
record OutputFile<F>(F format, Path file) {

    /** Writes the content. */
    interface Content {
        void write(OutputStream out) throws IOException;
    }

    static <F> OutputFile<F> of(String argument, Function<String, F> formats) {
        int equals = argument.indexOf('=');
        if (equals < 1) {
            throw new UsageException(
                    "--output takes FORMAT=FILE, for example json=report.json, not '" + argument + "'");
        }
        return new OutputFile<>(formats.apply(argument.substring(0, equals)), Path.of(argument.substring(equals + 1)));
    }

    /** Writes beside the file and renames, so that a collector never reads half of it. */
    void write(Content content) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new UsageException("there is no folder for " + file);
        }
        Path part = Files.createTempFile(folder, ".meshdx-", ".part");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
                content.write(out);
            }
            // A collector of another user reads it; temporary files are closed to others.
            if (part.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-r--r--"));
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
