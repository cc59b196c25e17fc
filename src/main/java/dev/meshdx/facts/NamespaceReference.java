package dev.meshdx.facts;

/**
 * An AuthorizationPolicy names source namespaces by a name or pattern: derived.
 *
 * @param cluster cluster that the fact was captured from
 * @param namespace namespace of the policy
 * @param name its name
 * @param pattern name, or pattern with a star at its beginning or end
 * @param negated it stands under notNamespaces
 * @param fitting captured namespaces that it fits, -1 when none were captured
 * @param origin where the policy was read
 */
public record NamespaceReference(
        String cluster, String namespace, String name, String pattern, boolean negated, int fitting, Origin origin)
        implements Fact {
    @Override
    public Subject subject() {
        return Subject.of(cluster, namespace, "AuthorizationPolicy", name);
    }

    @Override
    public String detail() {
        return pattern;
    }
}
