package dev.meshdx.lint;

import java.util.List;

/** A severe failure mode whose steps of repair change nothing and say nothing. */
final class FixReadOnly extends Check.OfUnit {

    FixReadOnly() {
        super(
                "fix-read-only",
                Severity.WARNING,
                "For a severe fault people need a step that repairs it, or the word that it takes somebody else.");
    }

    @Override
    void check(Unit unit, Findings findings) {
        YamlNode root = unit.entry().root();
        YamlNode severity = root.get("severity");
        List<YamlNode> steps = root.get("fix").items();
        boolean severe = List.of("high", "critical").contains(severity.text());
        boolean repairs =
                steps.stream().anyMatch(step -> !step.get("effect").text().equals("read-only"));
        boolean byHand = steps.stream().anyMatch(step -> step.get("run").isMissing());
        if (severe && !repairs && !byHand) {
            findings.add(
                    unit.entry().source(),
                    severity.at(),
                    "severity is " + severity.text() + ", but fix: only looks",
                    "add a step that repairs it, or one by hand that says whom to call");
        }
    }
}
