package dev.meshdx.capture;

import dev.meshdx.facts.Origin;

/**
 * A check that another tool ran.
 *
 * @param origin where it stands
 * @param tool as in {@link dev.meshdx.facts.ToolFinding#tool()}
 * @param category category, empty when the tool has none
 * @param description first line of the description
 * @param level error, warning or info for a passed check
 * @param message what the check said, empty when it passed
 */
record RawCheck(Origin origin, String tool, String category, String description, String level, String message) {

    RawCheck {
        message = Redaction.masked(message);
    }

    /** Checks that are kept of one file. */
    static final int LIMIT = 10_000;
}
