package dev.meshdx.capture;

import dev.meshdx.facts.Origin;

/**
 * An event as kubectl prints it for people; it has an age but no time.
 *
 * @param origin where it stands
 * @param namespace namespace, empty when the table has no such column
 * @param objectKind kind of the object, in any case
 * @param objectName name of the object
 * @param type Normal or Warning
 * @param reason reason
 * @param message message
 * @param count how often, at least 1
 */
record TableEvent(
        Origin origin,
        String namespace,
        String objectKind,
        String objectName,
        String type,
        String reason,
        String message,
        int count) {
    TableEvent {
        message = Redaction.masked(message);
    }
}
