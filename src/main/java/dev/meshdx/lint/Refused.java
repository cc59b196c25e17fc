package dev.meshdx.lint;

import dev.meshdx.rules.Fault;
import dev.meshdx.rules.Mistake;

/** What the gate in front of Drools refuses: the pack would not load. */
final class Refused extends Check.OfUnit {

    private final Fault fault;

    Refused(Fault fault) {
        super(fault.id(), Severity.ERROR, fault.explanation());
        this.fault = fault;
    }

    @Override
    boolean acceptable() {
        return false;
    }

    @Override
    void check(Unit unit, Findings findings) {
        if (!unit.drl().exists()) {
            return;
        }
        for (Mistake mistake : unit.file().mistakes()) {
            if (mistake.fault() == fault) {
                findings.add(unit.drl(), mistake.at(), mistake.message(), mistake.fix());
            }
        }
    }
}
