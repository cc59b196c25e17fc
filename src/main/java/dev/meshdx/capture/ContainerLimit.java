package dev.meshdx.capture;

/**
 * Memory limit of one container, as its pod asks for it.
 *
 * @param cluster cluster of the pod
 * @param namespace namespace of the pod
 * @param pod pod name
 * @param container container name
 * @param memoryLimitBytes memory limit in bytes, 0 when unlimited
 */
record ContainerLimit(String cluster, String namespace, String pod, String container, long memoryLimitBytes) {}
