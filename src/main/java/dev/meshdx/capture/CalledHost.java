package dev.meshdx.capture;

/**
 * A host that the owner of an access log called.
 *
 * @param path file that shows the call
 * @param host authority or address of the call, without port where the reader could split it
 */
record CalledHost(String path, String host) {}
