package dev.meshdx.facts;

/**
 * A result of another tool: istioctl analyze, linkerd check, the checks of Troubleshoot, glooctl, meshctl and consul-k8s.
 *
 * @param cluster cluster that the fact was captured from
 * @param tool istioctl-analyze, linkerd-check, troubleshoot, glooctl-check, meshctl-check or consul-troubleshoot
 * @param code IST0101, or what other tools call the check
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
