package dev.meshdx.lint;

import dev.meshdx.rules.Place;
import dev.meshdx.rules.RuleSyntax;
import java.util.List;

/** One check: what it is called, how bad a finding is, why it matters, and how it is found. */
abstract class Check {

    private final String id;
    private final Severity severity;
    private final String explanation;

    Check(String id, Severity severity, String explanation) {
        this.id = id;
        this.severity = severity;
        this.explanation = explanation;
    }

    final String id() {
        return id;
    }

    final Severity severity() {
        return severity;
    }

    final String explanation() {
        return explanation;
    }

    /** Whether a comment can accept its findings; those of the gate it can't, as the pack would not load. */
    boolean acceptable() {
        return true;
    }

    abstract void check(Catalogue catalogue, Findings findings);

    /** Takes the findings of one check. */
    static final class Findings {
        private final Check check;
        private final List<Finding> all;

        Findings(Check check, List<Finding> all) {
            this.check = check;
            this.all = all;
        }

        void add(Source file, Place at, String message, String fix) {
            all.add(new Finding(file.path(), at, check.severity, check.id, message, fix, ""));
        }
    }

    /** A check of one failure mode at a time. */
    abstract static class OfUnit extends Check {
        OfUnit(String id, Severity severity, String explanation) {
            super(id, severity, explanation);
        }

        @Override
        final void check(Catalogue catalogue, Findings findings) {
            catalogue.units().forEach(unit -> check(unit, findings));
        }

        abstract void check(Unit unit, Findings findings);
    }

    /** A check of one rule at a time. */
    abstract static class OfRule extends Check {
        OfRule(String id, Severity severity, String explanation) {
            super(id, severity, explanation);
        }

        @Override
        final void check(Catalogue catalogue, Findings findings) {
            catalogue.units().forEach(unit -> unit.rules().forEach(rule -> check(unit, rule, findings)));
        }

        abstract void check(Unit unit, RuleSyntax rule, Findings findings);
    }
}
