package dev.meshdx.capture;

import java.util.Set;

/**
 * A list answer of the API server or of kubectl.
 *
 * @param path file
 * @param kind kind of its items; empty when it has none and nothing tells
 * @param namespaces namespaces of its items
 * @param count items
 */
record ObjectList(String path, String kind, Set<String> namespaces, int count) {
    ObjectList {
        namespaces = Set.copyOf(namespaces);
    }
}
