package dev.meshdx.audit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Size and identity of a capture: SHA-256 of a file, or of a folder's file names, sizes and bytes in order of name. */
final class CaptureContent {

    private static final int BUFFER_BYTES = 1 << 16;

    private CaptureContent() {}

    /** Bytes of the file, or of all files of the folder; links count nothing, as they are not followed. */
    static long size(Path capture) throws IOException {
        long bytes = 0;
        for (Path file : files(capture)) {
            bytes += Files.size(file);
        }
        return bytes;
    }

    static String digest(Path capture) throws IOException {
        MessageDigest digest = sha256();
        if (Files.isRegularFile(capture)) {
            feed(digest, capture);
            return hex(digest);
        }
        TreeMap<String, Path> named = new TreeMap<>();
        files(capture)
                .forEach(file -> named.put(capture.relativize(file).toString().replace('\\', '/'), file));
        for (var file : named.entrySet()) {
            header(digest, file.getKey(), Files.size(file.getValue()));
            feed(digest, file.getValue());
        }
        return hex(digest);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void header(MessageDigest digest, String name, long size) {
        digest.update((name + '\0' + size + '\0').getBytes(StandardCharsets.UTF_8));
    }

    private static void feed(MessageDigest digest, Path file) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
    }

    private static List<Path> files(Path capture) throws IOException {
        try (Stream<Path> tree = Files.walk(capture)) {
            return tree.filter(file -> file.equals(capture)
                            ? Files.isRegularFile(file)
                            : Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .toList();
        } catch (java.io.UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
