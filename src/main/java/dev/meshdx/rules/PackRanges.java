package dev.meshdx.rules;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which versions of meshdx, of the fact types and of other packs the packs of a folder work with. */
public final class PackRanges {

    private final Map<String, VersionRange> ranges = new TreeMap<>();

    private PackRanges() {}

    /**
     * A range that became another.
     *
     * @param of pack and what it asks for, such as {@code acme engine}
     * @param before as it was written, empty for any version
     * @param after as it is written now
     * @param narrower whether a version that was good enough no longer is
     */
    public record Change(String of, String before, String after, boolean narrower) {}

    /** The ranges of a pack, a folder of packs or an archive. */
    public static PackRanges of(Path place) {
        PackRanges all = new PackRanges();
        for (PackFiles files : PackFiles.of(place)) {
            Manifest manifest = PackSource.manifest(files);
            all.ranges.put(manifest.name() + " engine", manifest.engine());
            all.ranges.put(manifest.name() + " factModel", manifest.factModel());
            manifest.dependsOn()
                    .forEach((other, range) -> all.ranges.put(manifest.name() + " dependsOn " + other, range));
        }
        return all;
    }

    /** What changed, sorted; packs that only one side has are told by their failure modes. */
    public List<Change> changes(PackRanges now) {
        TreeSet<String> keys = new TreeSet<>(ranges.keySet());
        keys.addAll(now.ranges.keySet());
        List<Change> changes = new ArrayList<>();
        for (String key : keys) {
            String pack = key.substring(0, key.indexOf(' '));
            if (!ranges.containsKey(pack + " engine") || !now.ranges.containsKey(pack + " engine")) {
                continue;
            }
            boolean added = !ranges.containsKey(key);
            VersionRange before = ranges.getOrDefault(key, VersionRange.ANY);
            VersionRange after = now.ranges.getOrDefault(key, VersionRange.ANY);
            if (added || !before.text().equals(after.text())) {
                changes.add(new Change(key, before.text(), after.text(), added || !after.covers(before)));
            }
        }
        return changes;
    }
}
