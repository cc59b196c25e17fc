package dev.meshdx.lint;

import dev.meshdx.rules.Place;
import java.util.List;
import java.util.regex.Pattern;

/** A failure mode whose id is not one of those that its pack owns. */
final class IdOutsidePack extends Check {

    IdOutsidePack() {
        super(
                "id-outside-pack",
                Severity.ERROR,
                "A pack that lists its ids keeps to them, so that packs don't collide.");
    }

    @Override
    void check(Catalogue catalogue, Findings findings) {
        for (PackFiles pack : catalogue.packs()) {
            List<String> globs = pack.manifest().root().get("ids").texts();
            for (Unit unit : pack.units()) {
                if (!globs.isEmpty() && globs.stream().noneMatch(glob -> matches(glob, unit.id()))) {
                    YamlNode id = unit.entry().root().get("id");
                    findings.add(
                            unit.entry().source(),
                            id.isMissing() ? Place.START : id.at(),
                            unit.id() + " is not one of the ids of pack " + pack.name() + ": "
                                    + String.join(", ", globs),
                            "rename it, or add it to ids in pack.yaml");
                }
            }
        }
    }

    private static boolean matches(String glob, String id) {
        return Pattern.matches("\\Q" + glob.replace("*", "\\E.*\\Q") + "\\E", id);
    }
}
