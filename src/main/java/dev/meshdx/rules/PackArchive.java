package dev.meshdx.rules;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** Packs in archives. An archive comes from outside: its paths, links and sizes are checked before anything of it is used. */
final class PackArchive {

    /** 1980-01-01, the first moment that a zip can hold: every archive of the same files is the same bytes. */
    private static final java.time.LocalDateTime FIXED = java.time.LocalDateTime.of(1980, 1, 1, 0, 0);

    private final PackFiles all;
    private long bytes;

    private PackArchive(Path archive) {
        this.all = new PackFiles(String.valueOf(archive.getFileName()), new TreeMap<>());
    }

    /** All packs of an archive: every folder in it that has a pack.yaml, sorted. */
    static List<PackFiles> read(Path archive) {
        PackArchive reader = new PackArchive(archive);
        String name = String.valueOf(archive.getFileName()).toLowerCase(Locale.ROOT);
        try {
            if (name.endsWith(".zip")) {
                reader.zip(archive);
            } else if (name.endsWith(".tar")) {
                reader.tar(Files.newInputStream(archive));
            } else if (name.endsWith(".tar.gz") || name.endsWith(".tgz")) {
                reader.tar(new GzipCompressorInputStream(new BufferedInputStream(Files.newInputStream(archive))));
            } else {
                throw new PackException(
                        reader.all.label() + ": is neither a folder nor a .zip, .tar, .tar.gz or .tgz file");
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new PackException(reader.all.label() + ": the archive is damaged: " + e.getMessage(), e);
        }
        return reader.packs();
    }

    /** Writes files as a zip. */
    static void write(Map<String, byte[]> files, OutputStream stream) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(stream)) {
            for (Map.Entry<String, byte[]> file : new TreeMap<>(files).entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setTimeLocal(FIXED);
                out.putNextEntry(entry);
                out.write(file.getValue());
                out.closeEntry();
            }
        }
    }

    /** The central directory tells what is a link; a stream of the entries would not. */
    private void zip(Path archive) throws IOException {
        try (ZipFile zip = ZipFile.builder().setPath(archive).get()) {
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                if (entry.isUnixSymlink()) {
                    throw link(entry.getName());
                }
                if (entry.getGeneralPurposeBit().usesEncryption()) {
                    throw new PackException(all.path(entry.getName()) + ": is encrypted");
                }
                if (!entry.isDirectory()) {
                    try (InputStream content = zip.getInputStream(entry)) {
                        add(entry.getName(), content);
                    }
                }
            }
        }
    }

    private void tar(InputStream stream) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(stream)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.isSymbolicLink() || entry.isLink()) {
                    throw link(entry.getName());
                }
                if (entry.isFile()) {
                    add(entry.getName(), tar);
                } else if (!entry.isDirectory()) {
                    throw new PackException(all.path(entry.getName()) + ": is neither a file nor a folder");
                }
            }
        }
    }

    private PackException link(String name) {
        return new PackException(all.path(name) + ": is a link; an archive of a pack holds files only");
    }

    private void add(String name, InputStream content) throws IOException {
        String path = name.startsWith("./") ? name.substring(2) : name;
        if (path.startsWith("/")
                || path.contains("\\")
                || path.matches("[A-Za-z]:.*")
                || List.of(path.split("/", -1)).contains("..")) {
            throw new PackException(all.path(name) + ": the path leads out of the archive");
        }
        if (all.has(path)) {
            throw new PackException(all.path(name) + ": lies in the archive twice");
        }
        byte[] file = content.readNBytes(PackFiles.MAX_FILE_BYTES + 1);
        bytes += file.length;
        all.add(path, file, bytes);
    }

    private List<PackFiles> packs() {
        List<PackFiles> packs = new ArrayList<>();
        for (String manifest : all.files().keySet()) {
            if (manifest.equals(Manifest.FILE) || manifest.endsWith("/" + Manifest.FILE)) {
                String folder = manifest.substring(0, manifest.length() - Manifest.FILE.length());
                TreeMap<String, byte[]> own = new TreeMap<>();
                all.files().forEach((name, content) -> {
                    if (name.startsWith(folder)) {
                        own.put(name.substring(folder.length()), content);
                    }
                });
                packs.add(new PackFiles(all.path(folder).replaceAll("/$", ""), own));
            }
        }
        if (packs.isEmpty()) {
            throw new PackException(all.label() + ": no folder in it has a pack.yaml");
        }
        return packs;
    }
}
