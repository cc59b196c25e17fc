package dev.meshdx.capture;

import com.fasterxml.jackson.databind.JsonNode;
import dev.meshdx.facts.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Virtual hosts of a route configuration. */
final class DumpedRoutes {

    /** Domains of one virtual host that are kept; Istio writes about ten per host and port. */
    static final int DOMAINS = 20;

    private DumpedRoutes() {}

    /** Adds every virtual host; the result counts them. */
    static int add(JsonNode config, Origin origin, Evidence evidence) {
        int count = 0;
        JsonNode hosts = EnvoyJson.field(config, "virtual_hosts");
        for (int i = 0; i < hosts.size(); i++) {
            add(
                    EnvoyJson.text(config, "name"),
                    hosts.get(i),
                    Origin.pointer(origin.file(), origin.pointer() + "/" + i),
                    evidence);
            count++;
        }
        return count;
    }

    private static void add(String config, JsonNode host, Origin origin, Evidence evidence) {
        List<String> domains = new ArrayList<>();
        for (JsonNode domain : host.path("domains")) {
            if (domains.size() < DOMAINS) {
                domains.add(domain.asText());
            }
        }
        boolean catchAll = false;
        TreeSet<String> clusters = new TreeSet<>();
        for (JsonNode route : host.path("routes")) {
            catchAll |= matchesAll(route.path("match"));
            addClusters(route.path("route"), clusters);
        }
        evidence.add(new EnvoyEvidence.DumpedRoute(
                origin, config, EnvoyJson.text(host, "name"), domains, catchAll, List.copyOf(clusters)));
    }

    /** Whether a match takes every path without asking for more. */
    private static boolean matchesAll(JsonNode match) {
        String regex = EnvoyJson.text(EnvoyJson.field(match, "safe_regex"), "regex");
        boolean path = EnvoyJson.text(match, "prefix").equals("/") || regex.equals(".*") || regex.equals("/.*");
        return path
                && EnvoyJson.field(match, "headers").isEmpty()
                && EnvoyJson.field(match, "query_parameters").isEmpty()
                && EnvoyJson.field(match, "runtime_fraction").isMissingNode();
    }

    private static void addClusters(JsonNode action, Set<String> clusters) {
        addName(EnvoyJson.text(action, "cluster"), clusters);
        for (JsonNode weighted : EnvoyJson.field(EnvoyJson.field(action, "weighted_clusters"), "clusters")) {
            addName(EnvoyJson.text(weighted, "name"), clusters);
        }
    }

    private static void addName(String name, Set<String> clusters) {
        if (!name.isEmpty()) {
            clusters.add(name);
        }
    }
}
