package dev.meshdx.facts;

/**
 * A status condition of any object (Gateway, Service, policy, pod autoscaler and so on; not of pods and nodes).
 *
 * @param cluster cluster that the fact was captured from
 * @param namespace namespace
 * @param kind kind of the object
 * @param name name of the object
 * @param type condition type
 * @param status True, False or Unknown
 * @param reason reason
 * @param message message
 * @param origin where the fact was read
 */
public record ResourceCondition(
        String cluster,
        String namespace,
        String kind,
        String name,
        String type,
        String status,
        String reason,
        String message,
        Origin origin)
        implements Fact {
    @Override
    public Subject subject() {
        return Subject.of(cluster, namespace, kind, name);
    }

    @Override
    public String detail() {
        return type + " " + status + " " + reason;
    }
}
