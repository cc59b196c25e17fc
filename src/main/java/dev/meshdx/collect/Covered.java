package dev.meshdx.collect;

/**
 * What the capture could have shown of one kind of objects.
 *
 * @param kind kind
 * @param group API group, as two groups may have a kind of the same name
 * @param namespace namespace, empty for the whole cluster
 * @param state complete, partial or absent
 * @param count objects
 * @param reason why it is not complete, or why there is no file although it is
 */
record Covered(String kind, String group, String namespace, String state, int count, String reason) {}
