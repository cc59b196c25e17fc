package dev.meshdx.lint;

/** A failure mode of which no test says what happens without its evidence. */
final class NoAbsentTest extends Check.OfUnit {

    NoAbsentTest() {
        super("no-absent-test", Severity.ERROR, "What was not captured is unknown, not absent; a case must show it.");
    }

    @Override
    void check(Unit unit, Findings findings) {
        boolean absent = unit.cases().stream()
                .anyMatch(each -> !each.get("absent").items().isEmpty());
        if (!absent && Cases.readable(unit)) {
            findings.add(
                    unit.test().source(),
                    Cases.at(unit),
                    "no case lacks the evidence of " + unit.id(),
                    "add a case with absent: [...] and expect: undecided");
        }
    }
}
