package dev.meshdx.cli;

import java.util.List;

/**
 * The severity from which on a command exits with 1.
 *
 * @param index index among the severities, beyond the last for never
 */
record FailOn(int index) {

    private static final List<String> SEVERITIES = List.of("info", "low", "medium", "high", "critical");

    /** The threshold of that name. */
    static FailOn of(String name) {
        int index = name.equals("never") ? Integer.MAX_VALUE : SEVERITIES.indexOf(name);
        if (index < 0) {
            throw new UsageException("--fail-on takes one of " + SEVERITIES + " or never, not '" + name + "'");
        }
        return new FailOn(index);
    }

    boolean reached(String severity) {
        return SEVERITIES.indexOf(severity) >= index;
    }
}
