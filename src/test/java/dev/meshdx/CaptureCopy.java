package dev.meshdx;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * The files of a capture in memory, to be changed and written again.
 *
 * @param files content by path
 */
record CaptureCopy(Map<String, byte[]> files) {

    private static final byte[] BOM = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    /** Reads a folder. */
    static CaptureCopy of(Path folder) {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path file : paths.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file).toString(), Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new CaptureCopy(files);
    }

    /** One of its files. */
    String any(Random random) {
        return List.copyOf(files.keySet()).get(random.nextInt(files.size()));
    }

    CaptureCopy without(String path) {
        Map<String, byte[]> rest = new TreeMap<>(files);
        rest.remove(path);
        return new CaptureCopy(rest);
    }

    CaptureCopy with(String path, UnaryOperator<byte[]> change) {
        Map<String, byte[]> changed = new TreeMap<>(files);
        changed.computeIfPresent(path, (name, bytes) -> change.apply(bytes));
        return new CaptureCopy(changed);
    }

    /** Changes all texts, that is, all files without NUL bytes. */
    CaptureCopy withTexts(UnaryOperator<byte[]> change) {
        Map<String, byte[]> changed = new TreeMap<>();
        files.forEach((path, bytes) -> changed.put(path, isText(bytes) ? change.apply(bytes) : bytes));
        return new CaptureCopy(changed);
    }

    /** Files that say in themselves what they are about keep that under any name; they all lie in one folder then. */
    CaptureCopy renamed(Random random) {
        Map<String, byte[]> renamed = new TreeMap<>();
        List<String> paths = new ArrayList<>(files.keySet());
        Collections.shuffle(paths, random);
        int number = 0;
        for (String path : paths) {
            renamed.put(String.format("x%04d", number++), java.util.Objects.requireNonNull(files.get(path)));
        }
        return new CaptureCopy(renamed);
    }

    /** Writes the files below a folder. */
    Path folder(Path target) throws IOException {
        Files.createDirectories(target);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = target.resolve(file.getKey());
            Files.createDirectories(java.util.Objects.requireNonNull(path.getParent()));
            Files.write(path, file.getValue());
        }
        return target;
    }

    /** Writes the files in any order into an archive. */
    Path tarGz(Path target, Random random) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target));
                TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(out))) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (Map.Entry<String, byte[]> file : shuffled(random).entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
                entry.setSize(file.getValue().length);
                tar.putArchiveEntry(entry);
                tar.write(file.getValue());
                tar.closeArchiveEntry();
            }
        }
        return target;
    }

    /** Writes the files in any order into an archive. */
    Path zip(Path target, Random random) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(target))) {
            for (Map.Entry<String, byte[]> file : shuffled(random).entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
                zip.closeEntry();
            }
        }
        return target;
    }

    private static boolean isText(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(0) < 0;
    }

    private Map<String, byte[]> shuffled(Random random) {
        List<String> paths = new ArrayList<>(files.keySet());
        Collections.shuffle(paths, random);
        Map<String, byte[]> shuffled = new LinkedHashMap<>();
        paths.forEach(path -> shuffled.put(path, java.util.Objects.requireNonNull(files.get(path))));
        return shuffled;
    }

    /** The beginning of a file. A cut exactly behind a line end looks like a shorter file, so it is made within a line. */
    static byte[] cut(byte[] bytes, Random random) {
        int length = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
        while (length > 0 && (bytes[length - 1] == '\n' || bytes[length - 1] == '\r')) {
            length--;
        }
        return Arrays.copyOf(bytes, length);
    }

    /** A file with some wrong bits. */
    static byte[] flipped(byte[] bytes, Random random) {
        byte[] flipped = bytes.clone();
        int flips = 1 + random.nextInt(1 + bytes.length / 2000);
        for (int i = 0; i < flips && bytes.length > 0; i++) {
            flipped[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return flipped;
    }

    /** A text with the line ends of Windows. */
    static byte[] crlf(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return text.replace("\r\n", "\n").replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A text with a byte order mark, as editors of Windows write it. */
    static byte[] bom(byte[] bytes) {
        byte[] marked = Arrays.copyOf(BOM, BOM.length + bytes.length);
        System.arraycopy(bytes, 0, marked, BOM.length, bytes.length);
        return marked;
    }
}
