package dev.meshdx.facts;

/**
 * A result of another tool: istioctl analyze, linkerd check.
 *
 * @param cluster cluster that the fact was captured from
 * @param tool istioctl-analyze, linkerd-check
 * @param code IST0101, or the check description for linkerd
 * @param level error, warning or info
 * @param category linkerd category, empty for others
 * @param namespace namespace of the object
 * @param kind kind of the object, empty when none
 * @param name name of the object
 * @param message message
 * @param origin where the fact was read
 */
public record ToolFinding(
        String cluster,
        String tool,
        String code,
        String level,
        String category,
        String namespace,
        String kind,
        String name,
        String message,
        Origin origin)
        implements Fact {
    @Override
    public Subject subject() {
        return kind.isEmpty()
                ? new Subject(cluster, namespace, "Mesh", tool)
                : Subject.of(cluster, namespace, kind, name);
    }

    @Override
    public String detail() {
        return tool + " " + code + " " + category + " " + message;
    }
}
