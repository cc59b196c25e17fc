package dev.meshdx.capture;

/**
 * What a manifest says of one kind of objects.
 *
 * @param path the manifest
 * @param kind kind
 * @param namespace namespace that it speaks of, empty for the whole cluster
 * @param state complete, partial or absent
 * @param reason why it is not complete
 */
record KindStatement(String path, String kind, String namespace, String state, String reason) {

    boolean complete() {
        return state.equals("complete");
    }
}
