package dev.meshdx.cli;

import dev.meshdx.audit.AuditRow;

/**
 * The severity from which on a command exits with 1.
 *
 * @param index index among the severities, beyond the last for never
 */
record FailOn(int index) {

    /** The threshold of that name. */
    static FailOn of(String name) {
        int index = name.equals("never") ? Integer.MAX_VALUE : AuditRow.SEVERITIES.indexOf(name);
        if (index < 0) {
            throw new UsageException("--fail-on takes one of " + AuditRow.SEVERITIES + " or never, not '" + name + "'");
        }
        return new FailOn(index);
    }

    boolean reached(String severity) {
        return AuditRow.SEVERITIES.indexOf(severity) >= index;
    }
}
