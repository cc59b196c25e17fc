package dev.meshdx.lint;

/** A failure mode without a near miss. */
final class NoNearMiss extends Check.OfUnit {

    NoNearMiss() {
        super(
                "no-near-miss",
                Severity.ERROR,
                "A case that differs in one thing and stays quiet shows that the rule asks for that thing.");
    }

    @Override
    void check(Unit unit, Findings findings) {
        boolean near = unit.cases().stream()
                .anyMatch(each -> !each.get("quiet").pairs().isEmpty() || isNearMiss(each));
        if (!near && Cases.readable(unit)) {
            findings.add(
                    unit.test().source(),
                    Cases.at(unit),
                    "no case is a near miss of " + unit.id(),
                    "copy a case that fires, change one field, and add near: true and expect: none");
        }
    }

    private static boolean isNearMiss(YamlNode each) {
        String near = each.get("near").text();
        return !near.isEmpty()
                && !near.equals("false")
                && each.get("expect").items().isEmpty();
    }
}
