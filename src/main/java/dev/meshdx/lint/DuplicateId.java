package dev.meshdx.lint;

import java.util.HashMap;
import java.util.Map;

/** One id for two things. */
final class DuplicateId extends Check {

    DuplicateId() {
        super(
                "duplicate-id",
                Severity.ERROR,
                "An id means one failure mode, and a signature id one log line, in all packs of a run.");
    }

    @Override
    boolean acceptable() {
        return false;
    }

    @Override
    void check(Catalogue catalogue, Findings findings) {
        Map<String, String> modes = new HashMap<>();
        Map<String, YamlNode> signatures = new HashMap<>();
        catalogue.units().forEach(unit -> {
            Source file = unit.entry().source();
            String first = modes.putIfAbsent(unit.id(), file.path());
            if (first != null) {
                findings.add(
                        file,
                        unit.entry().root().get("id").at(),
                        "failure mode " + unit.id() + " exists in " + first + ", too",
                        "give one of them another name");
            }
            for (YamlNode log : unit.entry().root().get("logs").items()) {
                YamlNode id = log.get("id");
                YamlNode other = signatures.putIfAbsent(id.text(), log);
                if (other != null && !same(other, log)) {
                    findings.add(
                            file,
                            id.at(),
                            "log signature " + id.text() + " is defined in another way, too",
                            "give one of them another id");
                }
            }
        });
    }

    private static boolean same(YamlNode left, YamlNode right) {
        return left.get("in").texts().equals(right.get("in").texts())
                && left.get("contains").text().equals(right.get("contains").text())
                && left.get("regex").text().equals(right.get("regex").text())
                && left.get("clearedBy").text().equals(right.get("clearedBy").text());
    }
}
