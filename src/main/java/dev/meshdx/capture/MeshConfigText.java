package dev.meshdx.capture;

/** A mesh configuration that was captured as a file of its own, not inside its ConfigMap. */
record MeshConfigText(String path, String text) {}
