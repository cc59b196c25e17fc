package dev.meshdx.diagnosis;

import dev.meshdx.facts.MeshInstall;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a command is valid for the mesh versions of a capture. */
final class Versions {

    private static final Pattern RANGE = Pattern.compile("(\\w+)\\s*(>=|<)\\s*(\\d+)\\.(\\d+)");
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)");

    private Versions() {}

    /**
     * Whether the range admits the captured version.
     *
     * @param range such as {@code istio >=1.24}; empty admits all. An unknown version counts as the newest.
     */
    static boolean admits(String range, List<MeshInstall> meshes) {
        Matcher matcher = RANGE.matcher(range);
        if (!matcher.find()) {
            return true;
        }
        int bound = number(matcher.group(3), matcher.group(4));
        int version = meshes.stream()
                .filter(mesh -> mesh.kind().startsWith(matcher.group(1)))
                .map(mesh -> VERSION.matcher(mesh.version()))
                .filter(Matcher::find)
                .mapToInt(found -> number(found.group(1), found.group(2)))
                .min()
                .orElse(Integer.MAX_VALUE);
        return matcher.group(2).equals("<") ? version < bound : version >= bound;
    }

    private static int number(String major, String minor) {
        return Integer.parseInt(major) * 1000 + Integer.parseInt(minor);
    }
}
