package dev.meshdx.rules;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Digests of all files of a pack but their own, as {@code sha256sum} writes and checks them. */
final class Checksums {

    /** What the file is called unless the manifest says otherwise. */
    static final String FILE = "checksums.sha256";

    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) [ *](.+)");

    private Checksums() {}

    /** The content of the file of checksums. */
    static byte[] of(Map<String, byte[]> files, String own) {
        StringBuilder lines = new StringBuilder();
        new TreeMap<>(files).forEach((name, content) -> {
            if (!name.equals(own)) {
                lines.append(digest(content)).append("  ").append(name).append('\n');
            }
        });
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Throws {@link PackException} naming the first file that differs, is missing or is not listed. */
    static void check(PackFiles pack, String own) {
        Map<String, String> listed = new TreeMap<>();
        pack.text(own).lines().filter(line -> !line.isBlank()).forEach(line -> {
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                throw new PackException(pack.path(own) + ": '" + Manifest.shown(line) + "' is no line of sha256sum");
            }
            listed.put(String.valueOf(matcher.group(2)), String.valueOf(matcher.group(1)));
        });
        listed.forEach((name, digest) -> {
            if (!pack.has(name)) {
                throw new PackException(pack.path(name) + ": is missing, " + own + " lists it");
            }
        });
        pack.files().forEach((name, content) -> {
            if (!name.equals(own) && !digest(content).equals(listed.get(name))) {
                throw new PackException(pack.path(name)
                        + (listed.containsKey(name) ? ": is not the file that " : ": is not listed in ")
                        + own
                        + (listed.containsKey(name) ? " lists; its digest is " + digest(content) : ""));
            }
        });
    }

    static String digest(byte[] content) {
        return HexFormat.of().formatHex(Digests.sha256().digest(content));
    }
}
