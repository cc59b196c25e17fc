package dev.meshdx.rules;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * A pack as files in a folder: {@code pack.yaml}, {@code alerts.yaml} when it has alerts and, per failure mode,
 * {@code <area>/<id>.drl} with {@code <id>.yaml} beside it.
 *
 * @param name pack name
 * @param version semantic version
 * @param sha256 digest over all rule and entry files
 * @param units failure modes in order of their ids
 * @param alerts its alerts as YAML tree, empty when it has none
 */
record PackSource(String name, String version, String sha256, List<Unit> units, Map<String, Object> alerts) {

    /**
     * One failure mode of a pack.
     *
     * @param id id, the file name
     * @param path path of the .drl file as messages print it
     * @param drl text of the rules
     * @param file its checked syntax tree
     * @param tree its entry as YAML tree
     * @param test path of the test file
     */
    record Unit(String id, String path, String drl, DrlFile file, Map<String, Object> tree, Path test) {

        FailureMode failureMode() {
            return reader().failureMode(file.rules());
        }

        EntryReader reader() {
            return new EntryReader(path.replaceAll("\\.drl$", ".yaml"), tree);
        }
    }

    /** Reads all packs below a folder: the folder itself when it has a pack.yaml, else its sub-folders that have one. */
    static List<PackSource> readAll(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new PackException(folder + ": is no folder of rules; name a folder that holds a pack.yaml");
        }
        List<PackSource> packs = new ArrayList<>();
        if (Files.isRegularFile(folder.resolve("pack.yaml"))) {
            packs.add(read(folder));
        } else {
            for (Path child : children(folder)) {
                if (Files.isRegularFile(child.resolve("pack.yaml"))) {
                    packs.add(read(child));
                }
            }
        }
        if (packs.isEmpty()) {
            throw new PackException(folder + ": neither it nor a folder in it has a pack.yaml");
        }
        return packs;
    }

    /** Reads one pack. */
    static PackSource read(Path folder) {
        Map<String, Object> manifest = yaml(folder.resolve("pack.yaml"));
        String name = String.valueOf(manifest.getOrDefault("name", folder.getFileName()));
        MessageDigest digest = Digests.sha256();
        List<Unit> units = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path drl : files.filter(file -> file.toString().endsWith(".drl"))
                    .sorted((a, b) -> a.getFileName().compareTo(b.getFileName()))
                    .toList()) {
                units.add(unit(folder, name, drl, digest));
            }
        } catch (IOException e) {
            throw new PackException(folder + ": cannot be read: " + e.getMessage(), e);
        }
        String version = String.valueOf(manifest.getOrDefault("version", "0.0.0"));
        Path alerts = folder.resolve("alerts.yaml");
        return new PackSource(
                name,
                version,
                HexFormat.of().formatHex(digest.digest()),
                units,
                Files.isRegularFile(alerts) ? yaml(alerts) : Map.of());
    }

    private static Unit unit(Path folder, String pack, Path drl, MessageDigest digest) {
        String fileName = drl.getFileName().toString();
        String id = fileName.substring(0, fileName.length() - ".drl".length());
        String path = folder.getFileName() + "/" + folder.relativize(drl);
        Path entry = drl.resolveSibling(id + ".yaml");
        if (!Files.isRegularFile(entry)) {
            throw new PackException(path + ": lacks its entry " + entry.getFileName() + " beside it");
        }
        String text = text(drl);
        DrlFile file = DrlFile.parse(path, text);
        String area = folder.relativize(drl).getNameCount() > 1
                ? folder.relativize(drl).getName(0).toString()
                : "";
        String expected =
                "rules." + identifier(pack) + (area.isEmpty() ? "" : "." + identifier(area)) + "." + identifier(id);
        if (!file.packageName().equals(expected)) {
            throw new PackException(path + ": package must be " + expected + ", is " + file.packageName());
        }
        for (String rule : file.rules().keySet()) {
            if (!rule.equals(id) && !rule.startsWith(id + ".")) {
                throw new PackException(
                        path + ": rule \"" + rule + "\" must be called " + id + " or " + id + ".<evidence>");
            }
        }
        Map<String, Object> tree = yaml(entry);
        if (!id.equals(tree.get("id"))) {
            throw new PackException(
                    path.replaceAll("\\.drl$", ".yaml") + ": id must be " + id + ", as its file is called");
        }
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update(text(entry).getBytes(StandardCharsets.UTF_8));
        return new Unit(id, path, text, file, tree, drl.resolveSibling(id + ".test.yaml"));
    }

    private static String identifier(String name) {
        return name.replace('-', '_');
    }

    private static List<Path> children(Path folder) {
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted().toList();
        } catch (IOException e) {
            throw new PackException(folder + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new PackException(file + ": cannot be read as UTF-8: " + e.getMessage(), e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> yaml(Path file) {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(20);
        options.setAllowDuplicateKeys(false);
        try {
            Object tree = new Yaml(new SafeConstructor(options)).load(text(file));
            if (tree instanceof Map<?, ?> map) {
                return new LinkedHashMap<>((Map<String, Object>) map);
            }
            throw new PackException(file + ": is not a YAML map");
        } catch (YAMLException e) {
            throw new PackException(file + ": " + e.getMessage(), e);
        }
    }
}
