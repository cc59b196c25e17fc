package dev.meshdx.facts;

import java.time.Instant;

/**
 * A Kubernetes event, repeated ones counted once with their number.
 *
 * @param cluster cluster that the fact was captured from
 * @param namespace namespace of the object
 * @param objectKind kind of the object, for example Pod or ReplicaSet
 * @param objectName name of the object
 * @param workload workload that the object belongs to by its name
 * @param component as in {@link Pod}, by the name of the workload
 * @param type Normal or Warning
 * @param reason reason, for example FailedCreate, OOMKilling, Unhealthy
 * @param message message, at most 1,024 characters
 * @param count how often, at least 1
 * @param last last time, {@link Instant#EPOCH} when the capture has only an age
 * @param origin where the fact was read
 */
public record KubeEvent(
        String cluster,
        String namespace,
        String objectKind,
        String objectName,
        String workload,
        String component,
        String type,
        String reason,
        String message,
        int count,
        Instant last,
        Origin origin)
        implements Fact {
    @Override
    public Subject subject() {
        return Subject.workload(cluster, namespace, workload, objectName);
    }

    /** The object that the event speaks of. */
    public Subject object() {
        return Subject.of(cluster, objectKind.equals("Node") ? "" : namespace, objectKind, objectName);
    }

    @Override
    public String detail() {
        return objectName + " " + reason + " " + message;
    }
}
