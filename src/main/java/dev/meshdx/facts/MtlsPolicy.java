package dev.meshdx.facts;

import java.util.Map;

/**
 * A PeerAuthentication.
 *
 * @param cluster cluster that the fact was captured from
 * @param namespace namespace
 * @param name name
 * @param mode STRICT, PERMISSIVE, DISABLE or UNSET
 * @param scope mesh, namespace or workload
 * @param selector workload selector
 * @param portModes mode per port
 * @param origin where the fact was read
 */
public record MtlsPolicy(
        String cluster,
        String namespace,
        String name,
        String mode,
        String scope,
        Map<String, String> selector,
        Map<String, String> portModes,
        Origin origin)
        implements Fact {
    public MtlsPolicy {
        selector = SortedCopy.of(selector);
        portModes = SortedCopy.of(portModes);
    }

    @Override
    public Subject subject() {
        return Subject.of(cluster, namespace, "PeerAuthentication", name);
    }
}
