package dev.meshdx.facts;

import java.util.List;

/**
 * One destination of a route (VirtualService or HTTPRoute).
 *
 * @param cluster cluster that the fact was captured from
 * @param namespace namespace
 * @param owner name of the VirtualService or HTTPRoute
 * @param ownerKind VirtualService, HTTPRoute, GRPCRoute, TCPRoute or TLSRoute
 * @param hosts hosts that the route serves
 * @param host destination host, fully qualified
 * @param subset subset, empty when none
 * @param port destination port, 0 when unset
 * @param weight weight in percent, 100 when alone
 * @param timeoutMs timeout in ms, -1 when unset
 * @param attempts retry attempts, -1 when unset
 * @param matchesAll the route has no match condition beyond prefix "/"
 * @param lastMatchesAll the last route of the owner has no match condition
 * @param fault abort, delay or empty
 * @param hostKnown a Service or ServiceEntry of that host was captured
 * @param origin where the fact was read
 */
public record RouteDestination(
        String cluster,
        String namespace,
        String owner,
        String ownerKind,
        List<String> hosts,
        String host,
        String subset,
        int port,
        int weight,
        long timeoutMs,
        int attempts,
        boolean matchesAll,
        boolean lastMatchesAll,
        String fault,
        boolean hostKnown,
        Origin origin)
        implements Fact {
    public RouteDestination {
        hosts = List.copyOf(hosts);
    }

    @Override
    public Subject subject() {
        return Subject.of(cluster, namespace, ownerKind, owner);
    }

    @Override
    public String detail() {
        return host + " " + subset + " " + port + " " + weight;
    }
}
