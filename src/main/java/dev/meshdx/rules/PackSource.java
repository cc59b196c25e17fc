package dev.meshdx.rules;

import dev.meshdx.facts.Signature;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A pack as files: {@code pack.yaml}, {@code alerts.yaml} when it has alerts and, per failure mode,
 * {@code <area>/<id>.drl} with {@code <id>.yaml} beside it.
 *
 * @param manifest its manifest
 * @param sha256 digest over all rule and entry files
 * @param units failure modes in order of their ids
 * @param alerts its alerts as YAML tree, empty when it has none
 */
record PackSource(Manifest manifest, String sha256, List<Unit> units, Map<String, Object> alerts) {

    /**
     * One failure mode of a pack.
     *
     * @param id id, the file name
     * @param path path of the .drl file as messages print it
     * @param drl text of the rules
     * @param file its checked syntax tree
     * @param tree its entry as YAML tree
     */
    record Unit(String id, String path, String drl, DrlFile file, Map<String, Object> tree) {

        FailureMode failureMode() {
            return reader().failureMode(file.rules());
        }

        EntryReader reader() {
            return new EntryReader(entryPath(), tree);
        }

        String entryPath() {
            return path.replaceAll("\\.drl$", ".yaml");
        }
    }

    /** Reads all packs of a folder or archive. */
    static List<PackSource> readAll(Path place) {
        return PackFiles.of(place).stream().map(PackSource::read).toList();
    }

    /** The same with only some of their failure modes; the others are not even parsed. */
    static List<PackSource> readAll(Path place, Predicate<String> wanted) {
        return PackFiles.of(place).stream()
                .map(files -> read(files, manifest(files), wanted))
                .toList();
    }

    /** Reads one pack from its folder. */
    static PackSource read(Path folder) {
        return read(PackFiles.folder(folder));
    }

    /** Reads one pack; its files must be those that its checksums list. */
    static PackSource read(PackFiles files) {
        return read(files, manifest(files));
    }

    /** The manifest, once the checksums are right. */
    static Manifest manifest(PackFiles files) {
        if (files.has(Checksums.FILE)) {
            Checksums.check(files, Checksums.FILE);
        }
        Manifest manifest = Manifest.read(files.path(Manifest.FILE), files.yaml(Manifest.FILE));
        if (!manifest.checksums().isEmpty() && !manifest.checksums().equals(Checksums.FILE)) {
            Checksums.check(files, manifest.checksums());
        } else if (!manifest.checksums().isEmpty() && !files.has(Checksums.FILE)) {
            throw new PackException(files.path(Checksums.FILE) + ": is missing, and " + Manifest.FILE
                    + " asks for it; write it with: meshdx rules pack");
        }
        return manifest;
    }

    static PackSource read(PackFiles files, Manifest manifest) {
        return read(files, manifest, id -> true);
    }

    private static PackSource read(PackFiles files, Manifest manifest, Predicate<String> wanted) {
        if (!manifest.changelog().isEmpty() && !files.has(manifest.changelog())) {
            throw new PackException(files.path(Manifest.FILE) + ": changelog names " + manifest.changelog()
                    + ", which is not in the pack");
        }
        MessageDigest digest = Digests.sha256();
        List<Unit> units = new ArrayList<>();
        for (String drl : files.rules()) {
            if (wanted.test(drl.substring(drl.lastIndexOf('/') + 1, drl.length() - ".drl".length()))) {
                units.add(unit(files, manifest, drl, digest));
            }
        }
        return new PackSource(
                manifest,
                HexFormat.of().formatHex(digest.digest()),
                units,
                files.has("alerts.yaml") ? files.yaml("alerts.yaml") : Map.of());
    }

    String name() {
        return manifest.name();
    }

    String version() {
        return manifest.version().toString();
    }

    private static Unit unit(PackFiles files, Manifest manifest, String drl, MessageDigest digest) {
        String stem = drl.substring(0, drl.length() - ".drl".length());
        String id = stem.substring(stem.lastIndexOf('/') + 1);
        String path = files.path(drl);
        if (!id.matches("[a-z0-9][a-z0-9-]*")) {
            throw new PackException(path + ": must be called in lower-case letters, digits and -");
        }
        if (!manifest.ids().isEmpty() && !manifest.owns(id)) {
            throw new PackException(path + ": pack " + manifest.name() + " owns the ids " + manifest.ids() + ", and "
                    + id + " is none of them");
        }
        if (!files.has(stem + ".yaml")) {
            throw new PackException(path + ": lacks its entry " + id + ".yaml beside it");
        }
        String text = files.text(drl);
        DrlFile file = DrlFile.parse(path, text);
        String area = drl.contains("/") ? drl.substring(0, drl.indexOf('/')) : "";
        String expected = "rules." + identifier(manifest.name()) + (area.isEmpty() ? "" : "." + identifier(area)) + "."
                + identifier(id);
        if (!file.packageName().equals(expected)) {
            throw new PackException(path + ": package must be " + expected + ", is " + file.packageName());
        }
        for (String rule : file.rules().keySet()) {
            if (!rule.equals(id) && !rule.startsWith(id + ".")) {
                throw new PackException(
                        path + ": rule \"" + rule + "\" must be called " + id + " or " + id + ".<evidence>");
            }
        }
        Map<String, Object> tree = files.yaml(stem + ".yaml");
        if (!id.equals(tree.get("id"))) {
            throw new PackException(files.path(stem + ".yaml") + ": id must be " + id + ", as its file is called");
        }
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update(files.text(stem + ".yaml").getBytes(StandardCharsets.UTF_8));
        Unit unit = new Unit(id, path, text, file, tree);
        CommandGate.check(unit.entryPath(), unit.reader().entry());
        unit.reader().signatures().forEach(signature -> checkRegex(unit, signature));
        return unit;
    }

    private static void checkRegex(Unit unit, Signature signature) {
        String problem = RegexGate.problem(signature.regex());
        if (!problem.isEmpty()) {
            throw new PackException(unit.entryPath() + ": logs: " + signature.id() + ": regex " + problem);
        }
    }

    private static String identifier(String name) {
        return name.replace('-', '_');
    }
}
