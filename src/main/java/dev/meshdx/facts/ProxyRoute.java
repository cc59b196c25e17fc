package dev.meshdx.facts;

import java.util.List;

/**
 * A virtual host of a proxy, from config_dump.
 *
 * @param cluster cluster that the fact was captured from
 * @param namespace namespace of the proxy
 * @param pod name of the proxy, empty when the capture does not tell
 * @param workload workload that owns the proxy (pod name without its generated suffixes when no owner was captured)
 * @param routeConfig route configuration, for example 9080
 * @param virtualHost virtual host
 * @param domains domains
 * @param catchAll one of its routes matches every path
 * @param clusters clusters that its routes name
 * @param missingClusters clusters that its routes name and the dump does not have
 * @param origin where the fact was read
 */
public record ProxyRoute(
        String cluster,
        String namespace,
        String pod,
        String workload,
        String routeConfig,
        String virtualHost,
        List<String> domains,
        boolean catchAll,
        List<String> clusters,
        List<String> missingClusters,
        Origin origin)
        implements Fact {
    public ProxyRoute {
        domains = List.copyOf(domains);
        clusters = List.copyOf(clusters);
        missingClusters = List.copyOf(missingClusters);
    }

    @Override
    public Subject subject() {
        return Subject.workload(cluster, namespace, workload, pod);
    }

    @Override
    public String detail() {
        return pod + " " + routeConfig + " " + virtualHost;
    }
}
