package dev.meshdx.rules;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * The files of one pack, read from a folder or an archive.
 *
 * @param label how messages call the place: the last name of its path
 * @param files content by path within the pack, with forward slashes
 */
record PackFiles(String label, TreeMap<String, byte[]> files) {

    /** Files of one pack or archive. */
    static final int MAX_FILES = 5_000;

    /** Bytes of one file. */
    static final int MAX_FILE_BYTES = 4 << 20;

    /** Bytes of all files of a pack or archive. */
    static final long MAX_BYTES = 64L << 20;

    /** Folders in a path. */
    static final int MAX_DEPTH = 8;

    private static final int MAX_ALIASES = 20;

    /** All packs of a folder or archive, sorted: the one at its root, else those in the folders below it. */
    static List<PackFiles> of(Path place) {
        if (Files.isDirectory(place)) {
            return inFolder(place);
        }
        if (Files.isRegularFile(place)) {
            return PackArchive.read(place);
        }
        throw new PackException(Manifest.shown(place.toString())
                + ": is no folder of rules; name a folder or an archive that holds a pack.yaml");
    }

    private static List<PackFiles> inFolder(Path folder) {
        if (Files.isRegularFile(folder.resolve(Manifest.FILE))) {
            return List.of(folder(folder));
        }
        List<PackFiles> packs = new ArrayList<>();
        try (Stream<Path> children = Files.list(folder)) {
            children.sorted()
                    .filter(child -> Files.isRegularFile(child.resolve(Manifest.FILE)))
                    .forEach(child -> packs.add(folder(child)));
        } catch (IOException e) {
            throw new PackException(folder + ": cannot be read: " + e.getMessage(), e);
        }
        if (packs.isEmpty()) {
            throw new PackException(folder + ": neither it nor a folder in it has a pack.yaml");
        }
        return packs;
    }

    /** The pack in a folder; hidden files are no part of it, and links may not lead out of it. */
    static PackFiles folder(Path folder) {
        PackFiles pack =
                new PackFiles(String.valueOf(folder.toAbsolutePath().normalize().getFileName()), new TreeMap<>());
        try (Stream<Path> all = Files.walk(folder, MAX_DEPTH + 1, FileVisitOption.FOLLOW_LINKS)) {
            Path root = folder.toRealPath();
            long bytes = 0;
            for (Path file : (Iterable<Path>) all.filter(file -> Files.isRegularFile(file))::iterator) {
                String name = folder.relativize(file).toString().replace('\\', '/');
                if (name.startsWith(".") || name.contains("/.")) {
                    continue;
                }
                if (!file.toRealPath().startsWith(root)) {
                    throw new PackException(pack.path(name) + ": is a link that leads out of the pack");
                }
                bytes += Files.size(file);
                pack.add(
                        name,
                        Files.size(file) > MAX_FILE_BYTES ? new byte[MAX_FILE_BYTES + 1] : Files.readAllBytes(file),
                        bytes);
            }
        } catch (IOException | java.io.UncheckedIOException e) {
            throw new PackException(folder + ": cannot be read: " + e.getMessage(), e);
        }
        return pack;
    }

    /** Takes a file, held against all limits. */
    void add(String name, byte[] content, long bytesOfAll) {
        String refusal = content.length > MAX_FILE_BYTES
                ? "limit MAX_FILE_BYTES (" + MAX_FILE_BYTES + ") reached"
                : bytesOfAll > MAX_BYTES
                        ? "limit MAX_BYTES (" + MAX_BYTES + ") reached"
                        : files.size() >= MAX_FILES
                                ? "limit MAX_FILES (" + MAX_FILES + ") reached"
                                : name.split("/").length > MAX_DEPTH
                                        ? "limit MAX_DEPTH (" + MAX_DEPTH + ") reached"
                                        : "";
        if (!Manifest.shown(name).equals(name)) {
            refusal = "its name holds control characters";
        }
        if (!refusal.isEmpty()) {
            throw new PackException(path(name) + ": " + refusal);
        }
        files.put(name, content);
    }

    /** How messages call a file. */
    String path(String name) {
        return Manifest.shown(label + "/" + name);
    }

    boolean has(String name) {
        return files.containsKey(name);
    }

    /** Paths of all rule files, in order of their file names. */
    List<String> rules() {
        return files.keySet().stream()
                .filter(name -> name.endsWith(".drl"))
                .sorted((a, b) -> a.substring(a.lastIndexOf('/') + 1).compareTo(b.substring(b.lastIndexOf('/') + 1)))
                .toList();
    }

    String text(String name) {
        byte[] content = files.get(name);
        if (content == null) {
            throw new PackException(path(name) + ": is missing");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new PackException(path(name) + ": cannot be read as UTF-8", e);
        }
    }

    /** A YAML file as map; no tags that name classes, few aliases, no key twice. */
    @SuppressWarnings("unchecked")
    Map<String, Object> yaml(String name) {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(MAX_ALIASES);
        options.setAllowDuplicateKeys(false);
        try {
            Object tree = new Yaml(new SafeConstructor(options)).load(text(name));
            if (tree instanceof Map<?, ?> map) {
                Map<String, Object> result = new java.util.LinkedHashMap<>();
                ((Map<Object, Object>) map).forEach((key, value) -> result.put(String.valueOf(key), value));
                return result;
            }
            throw new PackException(path(name) + ": is not a YAML map");
        } catch (MarkedYAMLException e) {
            String line =
                    e.getProblemMark() == null ? "" : ":" + (e.getProblemMark().getLine() + 1);
            throw new PackException(path(name) + line + ": " + e.getProblem(), e);
        } catch (YAMLException | StackOverflowError e) {
            throw new PackException(path(name) + ": is no YAML that a pack may hold: " + e.getMessage(), e);
        }
    }
}
