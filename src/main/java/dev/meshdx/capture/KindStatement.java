package dev.meshdx.capture;

import java.time.Instant;

/**
 * What a manifest says of one kind of objects.
 *
 * @param path the manifest
 * @param kind kind
 * @param namespace namespace that it speaks of, empty for the whole cluster
 * @param state complete, partial or absent
 * @param reason why it is not complete
 * @param moment when the capture was taken
 */
record KindStatement(String path, String kind, String namespace, String state, String reason, Instant moment) {

    boolean complete() {
        return state.equals("complete");
    }
}
