package dev.meshdx.capture;

/**
 * A page of metrics that a proxy other than Envoy printed of itself.
 *
 * @param path file
 */
record ProxyPage(String path) {}
