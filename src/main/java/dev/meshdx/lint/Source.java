package dev.meshdx.lint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A text file.
 *
 * @param path path as messages print it
 * @param text its text, empty when it does not exist
 * @param exists whether it exists
 */
record Source(String path, String text, boolean exists) {

    static Source of(Path file) {
        String path = file.toString().replace('\\', '/');
        if (!Files.isRegularFile(file)) {
            return new Source(path, "", false);
        }
        try {
            return new Source(path, new String(Files.readAllBytes(file), StandardCharsets.UTF_8), true);
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be read", e);
        }
    }
}
