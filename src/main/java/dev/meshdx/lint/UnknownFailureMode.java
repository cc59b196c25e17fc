package dev.meshdx.lint;

import dev.meshdx.rules.Closest;

/** An id that no loaded pack has. */
final class UnknownFailureMode extends Check {

    UnknownFailureMode() {
        super(
                "unknown-failure-mode",
                Severity.ERROR,
                "causes, masks and alerts name failure modes of this pack or of a bundled one.");
    }

    @Override
    void check(Catalogue catalogue, Findings findings) {
        catalogue.units().forEach(unit -> {
            YamlNode root = unit.entry().root();
            root.get("causes").items().forEach(id -> name(catalogue, unit.entry(), id, findings));
            root.get("masks").items().forEach(id -> name(catalogue, unit.entry(), id, findings));
        });
        for (PackFiles pack : catalogue.packs()) {
            YamlNode root = pack.alerts().root();
            for (YamlNode alert : root.get("alerts").items()) {
                name(catalogue, pack.alerts(), alert.get("mode"), findings);
                alert.get("also").items().forEach(id -> name(catalogue, pack.alerts(), id, findings));
            }
            root.get("unannounced").pairs().forEach(pair -> name(catalogue, pack.alerts(), pair.key(), findings));
        }
    }

    private static void name(Catalogue catalogue, Document file, YamlNode id, Findings findings) {
        if (!id.isMissing() && !catalogue.ids().contains(id.text())) {
            findings.add(
                    file.source(),
                    id.at(),
                    "no pack has a failure mode '" + id.text() + "'" + Closest.hint(id.text(), catalogue.ids()),
                    "");
        }
    }
}
