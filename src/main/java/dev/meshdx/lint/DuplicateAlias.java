package dev.meshdx.lint;

import java.util.HashSet;
import java.util.Set;

/** A code of another tool that an entry names twice. */
final class DuplicateAlias extends Check.OfUnit {

    DuplicateAlias() {
        super(
                "duplicate-alias",
                Severity.WARNING,
                "A code or a cause that stands twice in one list says nothing more.");
    }

    @Override
    void check(Unit unit, Findings findings) {
        for (String key : new String[] {"aliases", "causes", "masks", "meshes", "references"}) {
            Set<String> seen = new HashSet<>();
            for (YamlNode item : unit.entry().root().get(key).items()) {
                if (!seen.add(item.text())) {
                    findings.add(
                            unit.entry().source(),
                            item.at(),
                            "'" + item.text() + "' stands twice in " + key,
                            "remove one of them");
                }
            }
        }
    }
}
