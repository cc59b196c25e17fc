package dev.meshdx.facts;

import java.util.List;
import java.util.Map;

/**
 * A Sidecar resource.
 *
 * @param cluster cluster that the fact was captured from
 * @param namespace namespace
 * @param name name
 * @param selector workload selector, empty for the whole namespace
 * @param egressHosts hosts that its proxies may know
 * @param outboundMode ALLOW_ANY, REGISTRY_ONLY or empty
 * @param origin where the fact was read
 */
public record SidecarScope(
        String cluster,
        String namespace,
        String name,
        Map<String, String> selector,
        List<String> egressHosts,
        String outboundMode,
        Origin origin)
        implements Fact {
    public SidecarScope {
        selector = SortedCopy.of(selector);
        egressHosts = List.copyOf(egressHosts);
    }

    @Override
    public Subject subject() {
        return Subject.of(cluster, namespace, "Sidecar", name);
    }
}
