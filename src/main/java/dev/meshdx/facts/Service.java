package dev.meshdx.facts;

import java.util.Map;

/**
 * A Kubernetes Service.
 *
 * @param cluster cluster that the fact was captured from
 * @param namespace namespace
 * @param name name
 * @param host fully qualified name with the cluster domain cluster.local
 * @param type ClusterIP, NodePort, LoadBalancer or ExternalName
 * @param clusterIp address, None for a headless one
 * @param component mesh or cluster component that it fronts, as in {@link Pod}; empty otherwise
 * @param selector pod selector
 * @param origin where the fact was read
 */
public record Service(
        String cluster,
        String namespace,
        String name,
        String host,
        String type,
        String clusterIp,
        String component,
        Map<String, String> selector,
        Origin origin)
        implements Fact {
    public Service {
        selector = SortedCopy.of(selector);
    }

    @Override
    public Subject subject() {
        return Subject.of(cluster, namespace, "Service", name);
    }
}
