package dev.meshdx.capture;

import dev.meshdx.facts.Pod;
import java.util.List;
import java.util.Map;

/**
 * Pods that no NetworkPolicy can tell apart but by their address: same namespace, workload and labels.
 *
 * @param pod one of them
 * @param namespaceLabels labels of their namespace
 * @param ports declared container ports of the application
 */
record NetworkEnd(Pod pod, Map<String, String> namespaceLabels, List<Port> ports) {

    /** A container port; the name may be empty. */
    record Port(String name, int number, String protocol) {}

    String namespace() {
        return pod.namespace();
    }

    /** {@code namespace/workload}. */
    String path() {
        return pod.namespace() + "/" + pod.workload();
    }

    boolean sameWorkload(NetworkEnd other) {
        return path().equals(other.path());
    }
}
