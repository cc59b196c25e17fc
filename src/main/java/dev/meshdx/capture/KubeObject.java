package dev.meshdx.capture;

import dev.meshdx.facts.Origin;

/**
 * One Kubernetes object as it was read.
 *
 * @param origin where it was read
 * @param group API group, empty for the core group or when the file does not tell
 * @param kind kind
 * @param namespace namespace, empty for cluster-scoped objects
 * @param name name
 * @param body what {@link TreeBuilder} kept of it
 */
record KubeObject(Origin origin, String group, String kind, String namespace, String name, Tree body) {

    /** File that it was read from. */
    String path() {
        return origin.file();
    }

    Tree spec() {
        return body.at("spec");
    }

    Tree status() {
        return body.at("status");
    }

    Tree labels() {
        return body.at("metadata", "labels");
    }

    Tree annotations() {
        return body.at("metadata", "annotations");
    }

    /** The more a copy of an object says of its state, the better it is. */
    int completeness() {
        return status().size() * 100 + body.size();
    }
}
