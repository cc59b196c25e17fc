package dev.meshdx.facts;

import java.util.Map;

/**
 * A Deployment, StatefulSet or DaemonSet with its replica counts.
 *
 * @param cluster cluster that the fact was captured from
 * @param namespace namespace
 * @param kind Deployment, StatefulSet or DaemonSet
 * @param name name
 * @param component as in {@link Pod}
 * @param desired replicas asked for, -1 for a DaemonSet without a status
 * @param ready ready replicas, -1 when the object has no status, as in a manifest
 * @param unavailable replicas that are missing or not available
 * @param podLabels labels of the pod template
 * @param podAnnotations mesh and injection annotations of the pod template
 * @param origin where the fact was read
 */
public record Workload(
        String cluster,
        String namespace,
        String kind,
        String name,
        String component,
        int desired,
        int ready,
        int unavailable,
        Map<String, String> podLabels,
        Map<String, String> podAnnotations,
        Origin origin)
        implements Fact {
    public Workload {
        podLabels = SortedCopy.of(podLabels);
        podAnnotations = SortedCopy.of(podAnnotations);
    }

    @Override
    public Subject subject() {
        return Subject.of(cluster, namespace, kind, name);
    }
}
