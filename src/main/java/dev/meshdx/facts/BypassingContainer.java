package dev.meshdx.facts;

/**
 * A container of an application that runs as user 1337, as the sidecar does: derived. Redirection leaves that user alone.
 *
 * @param cluster cluster that the fact was captured from
 * @param namespace namespace
 * @param kind Pod, or the kind of the workload whose template says so
 * @param name name of the pod or workload
 * @param container container
 * @param origin where the fact was read
 */
public record BypassingContainer(
        String cluster, String namespace, String kind, String name, String container, Origin origin) implements Fact {
    @Override
    public Subject subject() {
        return Subject.of(cluster, namespace, kind, name);
    }

    @Override
    public String detail() {
        return container;
    }
}
