package dev.meshdx.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code pack.yaml} says of a pack.
 *
 * @param name name of the pack
 * @param version its version
 * @param engine versions of meshdx that it works with
 * @param factModel versions of the fact types that it works with
 * @param ids ids that belong to this pack, with * for any characters; empty when it claims none
 * @param replaces ids of other packs that its own failure modes replace
 * @param dependsOn packs that must be loaded, with the versions that do
 * @param changelog file that tells what changed, empty for none
 * @param checksums file with the digests of all others, empty when it needs none
 */
record Manifest(
        String name,
        SemVer version,
        VersionRange engine,
        VersionRange factModel,
        List<String> ids,
        List<String> replaces,
        Map<String, VersionRange> dependsOn,
        String changelog,
        String checksums) {

    static final String FILE = "pack.yaml";

    private static final List<String> KEYS = List.of(
            "name",
            "version",
            "engine",
            "factModel",
            "ids",
            "replaces",
            "dependsOn",
            "changelog",
            "checksums",
            "description",
            "license",
            "maintainers");

    /** Name and version as messages call the pack. */
    String title() {
        return name + " " + version;
    }

    /** Whether an id lies in the namespace that the pack claims. */
    boolean owns(String id) {
        return ids.stream().anyMatch(glob -> id.matches(glob.replace("*", ".*")));
    }

    /** Reads the manifest; {@code where} is how messages call its file. */
    static Manifest read(String where, Map<String, Object> tree) {
        for (String key : tree.keySet()) {
            if (!KEYS.contains(key)) {
                throw new PackException(
                        where + ": unknown key '" + key + "'" + Closest.hint(key, KEYS) + "; keys are " + KEYS);
            }
        }
        String name = text(where, tree, "name");
        if (!name.matches("[a-z][a-z0-9-]{0,62}")) {
            throw new PackException(
                    where + ": name must be lower-case letters, digits and -, is '" + shown(name) + "'");
        }
        String version = text(where, tree, "version");
        return new Manifest(
                name,
                SemVer.of(version)
                        .orElseThrow(() -> new PackException(
                                where + ": version must be three numbers such as 1.2.0, is '" + shown(version) + "'")),
                range(where, tree, "engine"),
                range(where, tree, "factModel"),
                globs(where, tree),
                texts(where, tree, "replaces"),
                dependsOn(where, tree),
                file(where, tree, "changelog"),
                file(where, tree, "checksums"));
    }

    private static String text(String where, Map<String, Object> tree, String key) {
        Object value = tree.get(key);
        if (value == null || value.toString().isBlank()) {
            throw new PackException(where + ": lacks '" + key + "'");
        }
        return value.toString().strip();
    }

    private static VersionRange range(String where, Map<String, Object> tree, String key) {
        return tree.get(key) == null ? VersionRange.ANY : range(where, key, text(where, tree, key));
    }

    private static VersionRange range(String where, String key, String text) {
        return VersionRange.of(text)
                .orElseThrow(() -> new PackException(
                        where + ": " + key + " must be a range such as \">=0.1 <1\", is '" + shown(text) + "'"));
    }

    private static List<String> globs(String where, Map<String, Object> tree) {
        List<String> globs = texts(where, tree, "ids");
        for (String glob : globs) {
            if (!glob.matches("[a-z0-9-][a-z0-9*-]*")) {
                throw new PackException(where + ": ids holds '" + shown(glob)
                        + "'; write lower-case letters, digits, - and * for any characters, such as \"acme-*\"");
            }
        }
        return globs;
    }

    private static List<String> texts(String where, Map<String, Object> tree, String key) {
        Object value = tree.get(key);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> items)) {
            throw new PackException(where + ": " + key + " must be a list");
        }
        return new ArrayList<>(items.stream().map(String::valueOf).toList());
    }

    private static Map<String, VersionRange> dependsOn(String where, Map<String, Object> tree) {
        Object value = tree.get("dependsOn");
        Map<String, VersionRange> needs = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> packs) {
            packs.forEach((pack, range) -> needs.put(
                    String.valueOf(pack),
                    range(where, "dependsOn." + shown(String.valueOf(pack)), String.valueOf(range))));
        } else if (value != null) {
            throw new PackException(
                    where + ": dependsOn must be a map of packs and ranges, such as { istio: \">=0.1\" }");
        }
        return needs;
    }

    private static String file(String where, Map<String, Object> tree, String key) {
        String file = Optional.ofNullable(tree.get(key)).map(Object::toString).orElse("");
        if (!file.isEmpty() && !file.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
            throw new PackException(where + ": " + key + " must name a file beside it, is '" + shown(file) + "'");
        }
        return file;
    }

    /** Without the characters that could rewrite a terminal. */
    static String shown(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
    }
}
