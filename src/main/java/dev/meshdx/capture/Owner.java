package dev.meshdx.capture;

/**
 * Who a file belongs to.
 *
 * @param cluster cluster
 * @param namespace namespace, empty when unknown
 * @param pod pod name, empty when unknown
 * @param workload owning workload, derived from the pod name when its owner was not captured
 * @param component as in {@link dev.meshdx.facts.Pod#component()}
 * @param container container name, empty when unknown
 */
record Owner(String cluster, String namespace, String pod, String workload, String component, String container) {}
