package dev.meshdx.lint;

/** A failure mode that no test finds. */
final class NoPositiveTest extends Check.OfUnit {

    NoPositiveTest() {
        super("no-positive-test", Severity.ERROR, "A rule whose tests never find anything is not tested.");
    }

    @Override
    void check(Unit unit, Findings findings) {
        boolean found = unit.cases().stream()
                .anyMatch(each -> each.get("expect").items().stream().anyMatch(item -> !item.isMissing()));
        if (!found && Cases.readable(unit)) {
            findings.add(
                    unit.test().source(),
                    Cases.at(unit),
                    "no case finds " + unit.id(),
                    "add a case with expect: [ { subject: namespace/name, certainty: \">=0.9\" } ]");
        }
    }
}
