package dev.meshdx.lint;

import dev.meshdx.rules.PackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One pack as files, whatever is wrong with them.
 *
 * @param name name of the pack
 * @param manifest its pack.yaml
 * @param alerts its alerts.yaml
 * @param units its failure modes in order of their ids
 */
record PackFiles(String name, Document manifest, Document alerts, List<Unit> units) {

    private static final int MAX_FILES = 20_000;

    /** All packs of a folder: the folder itself when it has a pack.yaml, else its sub-folders that have one. */
    static List<PackFiles> readAll(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new PackException(folder + ": is no folder of rules; name a folder that holds a pack.yaml");
        }
        List<PackFiles> packs = new ArrayList<>();
        try {
            if (Files.isRegularFile(folder.resolve("pack.yaml"))) {
                packs.add(read(folder));
            } else {
                try (Stream<Path> children = Files.list(folder)) {
                    for (Path child : children.sorted().toList()) {
                        if (Files.isRegularFile(child.resolve("pack.yaml"))) {
                            packs.add(read(child));
                        }
                    }
                }
            }
        } catch (IOException e) {
            throw new PackException(folder + ": cannot be read: " + e.getMessage(), e);
        }
        if (packs.isEmpty()) {
            throw new PackException(folder + ": neither it nor a folder in it has a pack.yaml");
        }
        return packs;
    }

    private static PackFiles read(Path folder) throws IOException {
        Document manifest = Document.of(Source.of(folder.resolve("pack.yaml")));
        String name = manifest.root().get("name").text();
        return new PackFiles(
                name.isEmpty() ? String.valueOf(folder.getFileName()) : name,
                manifest,
                Document.of(Source.of(folder.resolve("alerts.yaml"))),
                units(folder));
    }

    /** A failure mode is known by any of its files, so that a missing one can be named. */
    private static List<Unit> units(Path folder) throws IOException {
        TreeMap<String, Path> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> all = files.limit(MAX_FILES + 1L).toList();
            if (all.size() > MAX_FILES) {
                throw new PackException(folder + ": holds more than " + MAX_FILES + " files");
            }
            for (Path file : all) {
                String name = String.valueOf(file.getFileName());
                boolean own = file.getParent() != null && !file.getParent().equals(folder);
                if (name.endsWith(".drl") || own && name.endsWith(".yaml") && isUnit(folder, file)) {
                    String id = name.replaceAll("(\\.test)?\\.yaml$|\\.drl$", "");
                    found.putIfAbsent(file.resolveSibling(id).toString(), file);
                }
            }
        }
        List<Unit> units = new ArrayList<>();
        found.forEach((path, file) -> units.add(Unit.of(
                file.getParent() == null ? folder : file.getParent(),
                folder,
                String.valueOf(Path.of(path).getFileName()))));
        return units;
    }

    /** Captures of tests lie deeper, or in a folder of their own. */
    private static boolean isUnit(Path folder, Path file) {
        Path relative = folder.relativize(file);
        return relative.getNameCount() == 2 && !relative.getName(0).toString().equals("captures");
    }
}
