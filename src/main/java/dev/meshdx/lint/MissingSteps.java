package dev.meshdx.lint;

/** An entry that says how to repair and not how to prove it, or how to confirm. */
final class MissingSteps extends Check.OfUnit {

    MissingSteps() {
        super(
                "missing-steps",
                Severity.WARNING,
                "Whoever repairs something at night must be able to confirm it before and to prove it afterwards.");
    }

    @Override
    void check(Unit unit, Findings findings) {
        if (unit.entry().root().isMissing()) {
            return;
        }
        for (String section : Unit.SECTIONS) {
            if (unit.entry().root().get(section).items().isEmpty()) {
                findings.add(
                        unit.entry().source(),
                        unit.entry().root().get("id").at(),
                        unit.id() + " has no steps under " + section + ":",
                        "add one; a step by hand needs a purpose only");
            }
        }
    }
}
