package dev.meshdx.capture;

import org.jspecify.annotations.Nullable;

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
record Owner(String cluster, String namespace, String pod, String workload, String component, String container) {

    // A record's own equals and hashCode are linked at run time, which every short run would wait for.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Owner that
                && pod.equals(that.pod)
                && namespace.equals(that.namespace)
                && container.equals(that.container)
                && workload.equals(that.workload)
                && component.equals(that.component)
                && cluster.equals(that.cluster);
    }

    @Override
    public int hashCode() {
        int hash = pod.hashCode();
        hash = 31 * hash + namespace.hashCode();
        hash = 31 * hash + container.hashCode();
        hash = 31 * hash + workload.hashCode();
        hash = 31 * hash + component.hashCode();
        hash = 31 * hash + cluster.hashCode();
        return hash;
    }
}
