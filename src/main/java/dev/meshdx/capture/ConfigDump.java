package dev.meshdx.capture;

import com.fasterxml.jackson.databind.JsonNode;
import dev.meshdx.facts.Origin;
import dev.meshdx.facts.PoolLimits;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects the sections of one config_dump; an entry of a section is the largest thing held at a time. */
final class ConfigDump {

    /** What Envoy applies where a cluster sets no limit (circuit_breaker.proto). */
    private static final PoolLimits DEFAULTS = new PoolLimits(1024, 1024, 1024, 3);

    private final String path;
    private final Evidence evidence;
    private final Set<List<String>> refused = new HashSet<>();
    private int clusters;
    private int warming;
    private int listeners;
    private int rejectedListeners;
    private int secrets;
    private boolean clusterSection;
    private boolean secretSection;
    private boolean part;

    ConfigDump(String path, Evidence evidence) {
        this.path = path;
        this.evidence = evidence;
    }

    /** Whether the entries of a section are looked at. */
    static boolean knows(String section) {
        return switch (section) {
            case "static_clusters",
                    "dynamic_active_clusters",
                    "dynamic_warming_clusters",
                    "static_listeners",
                    "dynamic_listeners",
                    "dynamic_active_listeners",
                    "static_route_configs",
                    "dynamic_route_configs",
                    "static_secrets",
                    "dynamic_active_secrets",
                    "static_endpoint_configs",
                    "dynamic_endpoint_configs" -> true;
            default -> false;
        };
    }

    /** The section of an entry that stands alone, as {@code ?resource=} asks for them; empty for a whole section's type. */
    static String sectionOf(String type) {
        return switch (type.substring(type.lastIndexOf('.') + 1)) {
            case "StaticCluster" -> "static_clusters";
            case "DynamicCluster" -> "dynamic_active_clusters";
            case "StaticListener" -> "static_listeners";
            case "DynamicListener" -> "dynamic_listeners";
            case "StaticRouteConfig" -> "static_route_configs";
            case "DynamicRouteConfig" -> "dynamic_route_configs";
            case "StaticSecret" -> "static_secrets";
            case "DynamicSecret" -> "dynamic_active_secrets";
            case "StaticEndpointConfig" -> "static_endpoint_configs";
            case "DynamicEndpointConfig" -> "dynamic_endpoint_configs";
            default -> "";
        };
    }

    /** Notes the type of a section's dump: a dump without clusters still may say that there are none. */
    void addType(String type) {
        clusterSection |= type.endsWith(".ClustersConfigDump");
        secretSection |= type.endsWith(".SecretsConfigDump");
    }

    /** Takes the bootstrap, which names the proxy. */
    void addBootstrap(JsonNode bootstrap, Instant updated) {
        JsonNode node = bootstrap.path("node");
        EnvoyNode.add(node, Origin.pointer(path, "/configs/bootstrap"), "", EnvoyNode.build(node), evidence);
        observe(updated);
        if (!updated.equals(Instant.EPOCH)) {
            EnvoyClock.add(new EnvoyEvidence.Clock(Origin.line(path, 0), updated, -1), evidence);
        }
    }

    /** Takes one entry of a section that {@link #knows} knows. */
    void add(String section, JsonNode entry, String pointer) {
        Origin origin = Origin.pointer(path, pointer);
        observe(EnvoyJson.instant(EnvoyJson.text(entry, "last_updated")));
        if (section.endsWith("_clusters")) {
            addCluster(section, entry, origin);
        } else if (section.endsWith("_listeners")) {
            addListener(section, entry, origin);
        } else if (section.endsWith("_route_configs")) {
            addRefusal("RDS", entry, origin);
            DumpedRoutes.add(EnvoyJson.field(entry, "route_config"), origin, evidence);
        } else if (section.endsWith("_secrets")) {
            secretSection = true;
            secrets += EnvoySecrets.add(entry, origin, evidence);
        } else {
            addEndpoints(EnvoyJson.field(entry, "endpoint_config"), origin);
        }
    }

    /** Takes an entry that was asked for by its kind or name; what was not asked for may be there all the same. */
    void addPart(String section, JsonNode entry, String pointer) {
        part = true;
        add(section, entry, pointer);
    }

    /** Adds the totals; what was cut or not asked for proves no absence. */
    void finish(boolean read) {
        boolean whole = read && !part;
        evidence.add(new EnvoyEvidence.Dump(
                Origin.line(path, 0), clusters, listeners, warming, rejectedListeners, whole && clusterSection));
        evidence.covers(path, "config-dump", clusters + listeners, whole);
        if (secretSection) {
            evidence.covers(path, "certificate", secrets, whole);
        }
    }

    /** Says that a part of a dump was read; without its envelope it tells nothing of what is missing. */
    void finishPart(int entries) {
        evidence.covers(path, "config-dump", entries, false);
    }

    private void observe(Instant moment) {
        if (!moment.equals(Instant.EPOCH)) {
            evidence.observedAt(moment, "newest configuration update of a proxy");
        }
    }

    private void addCluster(String section, JsonNode entry, Origin origin) {
        clusterSection = true;
        addRefusal("CDS", entry, origin);
        JsonNode cluster = EnvoyJson.field(entry, "cluster");
        String name = EnvoyJson.text(cluster, "name");
        if (name.isEmpty()) {
            return;
        }
        boolean warms = section.equals("dynamic_warming_clusters");
        clusters += warms ? 0 : 1;
        warming += warms ? 1 : 0;
        evidence.add(new EnvoyEvidence.DumpedCluster(
                origin,
                name,
                type(cluster),
                DumpedTls.of(cluster),
                warms,
                HostTally.limits(EnvoyJson.field(cluster, "circuit_breakers"), DEFAULTS)));
    }

    /** STATIC is the default of the field and therefore never written. */
    private static String type(JsonNode cluster) {
        String type = EnvoyJson.text(cluster, "type");
        return !type.isEmpty() || EnvoyJson.field(cluster, "cluster_type").isObject() ? type : "STATIC";
    }

    private void addListener(String section, JsonNode entry, Origin origin) {
        boolean old = section.equals("static_listeners") || section.equals("dynamic_active_listeners");
        listeners += old || EnvoyJson.field(entry, "active_state").isObject() ? 1 : 0;
        rejectedListeners += addRefusal("LDS", entry, origin) ? 1 : 0;
    }

    /** Envoy writes a rejected listener twice: beside its last good state, and in an entry without a name. */
    private boolean addRefusal(String type, JsonNode entry, Origin origin) {
        JsonNode error = EnvoyJson.field(entry, "error_state");
        if (!error.isObject()) {
            return false;
        }
        String reason = EnvoyJson.text(error, "details");
        JsonNode failed = EnvoyJson.field(error, "failed_configuration");
        String name = EnvoyJson.text(failed, "name");
        String resource = name.isEmpty() ? EnvoyJson.text(entry, "name") : name;
        if (!refused.add(List.of(type, resource, reason))) {
            return false;
        }
        evidence.add(new EnvoyEvidence.Refusal(origin, type, resource, reason, "config-dump"));
        return true;
    }

    private void addEndpoints(JsonNode assignment, Origin origin) {
        String name = EnvoyJson.text(assignment, "cluster_name");
        HostTally hosts = new HostTally();
        for (JsonNode locality : assignment.path("endpoints")) {
            for (JsonNode endpoint : EnvoyJson.field(locality, "lb_endpoints")) {
                hosts.addEndpoint(EnvoyJson.text(endpoint, "health_status"));
            }
        }
        if (!name.isEmpty()) {
            PoolLimits none = new PoolLimits(-1, -1, -1, -1);
            evidence.add(new EnvoyEvidence.Hosts(origin, name, false, hosts.health(), none));
        }
    }
}
