package dev.meshdx.lint;

import dev.meshdx.rules.Place;

/** A failure mode that lacks one of its three files. */
final class MissingFile extends Check.OfUnit {

    MissingFile() {
        super("missing-file", Severity.ERROR, "A failure mode is a rule file, an entry and a test of one name.");
    }

    @Override
    boolean acceptable() {
        return false;
    }

    @Override
    void check(Unit unit, Findings findings) {
        Source drl = unit.drl();
        Source entry = unit.entry().source();
        Source test = unit.test().source();
        Source there = drl.exists() ? drl : entry.exists() ? entry : test;
        for (Source file : new Source[] {drl, entry, test}) {
            if (!file.exists()) {
                String name = file.path().substring(file.path().lastIndexOf('/') + 1);
                findings.add(there, Place.START, "there is no " + name + " beside it", "write it");
            }
        }
    }
}
