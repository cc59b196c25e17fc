package dev.meshdx.capture;

import com.fasterxml.jackson.databind.JsonNode;
import dev.meshdx.facts.Origin;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * istiod's other debug endpoints. connections and adsz list the connected proxies; nothing is taken of the rest, which
 * repeats objects and configuration. What istiod would send to a proxy is not what the proxy has.
 */
final class IstiodDebugReader implements FileReader {

    /** Keys that only one endpoint begins with. */
    private static final Set<String> FIRST_KEYS = Set.of(
            "authorization_policies",
            "Authorization_policies",
            "telemetries",
            "destination_rules",
            "gateway_listeners",
            "hosts_by_host_name",
            "proxy_listen_port",
            "authentication_policies",
            "Network_gateways");

    private static final Pattern SHARDS =
            Pattern.compile("\\{\\s*\"[^\"]+\"\\s*:\\s*\\{\\s*\"[^\"]+\"\\s*:\\s*\\{\\s*\"Shards\".*", Pattern.DOTALL);
    private static final Pattern INSTANCES = Pattern.compile(
            "\\{\\s*\"[^\"]+\"\\s*:\\s*\\[\\s*\\{\\s*\"Service\"\\s*:\\s*\\{\\s*\"Attributes\".*", Pattern.DOTALL);
    private static final Pattern CACHE =
            Pattern.compile("\\{\\s*\"type\\.googleapis\\.com/[^\"]+\"\\s*:\\s*[\\[{\\d].*", Pattern.DOTALL);
    private static final Pattern PUSH_STATUS =
            Pattern.compile("\\{\\s*\"(?:pilot_|endpoint_no_pod|ProxyStatus)[^\"]*\"\\s*:\\s*\\{.*", Pattern.DOTALL);
    private static final Pattern ENDPOINTS = Pattern.compile(
            "\\{\\s*\"configs\"\\s*:\\s*\\[\\s*\\{\\s*\"@type\"\\s*:\\s*\"[^\"]*ClusterLoadAssignment\".*",
            Pattern.DOTALL);
    private static final Pattern NAMES = Pattern.compile("\\[\\s*\"adsz\".*", Pattern.DOTALL);
    private static final Pattern NAME_TABLE =
            Pattern.compile("\\{\\s*\"(?:@type|table)\"\\s*:.*\"(?:ips|registry)\".*", Pattern.DOTALL);
    private static final List<Pattern> SHAPES =
            List.of(SHARDS, INSTANCES, CACHE, PUSH_STATUS, ENDPOINTS, NAMES, NAME_TABLE);

    @Override
    public String format() {
        return "istiod debug";
    }

    @Override
    public boolean recognises(Head head) {
        if (!head.isJson()) {
            return false;
        }
        if (SHAPES.stream()
                .anyMatch(shape -> shape.matcher(head.text().stripLeading()).matches())) {
            return true;
        }
        List<String> keys = head.keys();
        if (keys.isEmpty()) {
            return false;
        }
        boolean list = head.firstCharacter() == '[';
        return list ? isList(keys) : isObject(head, keys);
    }

    private static boolean isList(List<String> keys) {
        boolean clusters = keys.contains("id") && keys.contains("secret_name");
        boolean registry =
                keys.get(0).equals("Attributes") || keys.contains("Cluster_VIPs") || keys.contains("ClusterVIPs");
        boolean types = keys.equals(List.of("group", "version", "kind"));
        return clusters || registry || types;
    }

    private static boolean isObject(Head head, List<String> keys) {
        boolean connections = keys.contains("total_clients");
        boolean dump = keys.get(0).equals("configs") && EnvoyConfigDumpReader.isOfIstiod(head);
        return connections || dump || keys.stream().anyMatch(FIRST_KEYS::contains);
    }

    @Override
    public String read(CaptureFile file, Evidence evidence) throws IOException {
        if (file.head().firstCharacter() != '{' || !file.head().keys().contains("total_clients")) {
            return "";
        }
        int[] count = new int[1];
        String problem = EnvoyJson.elements(file, "clients", (index, client) -> {
            Optional<NodeId> id = connection(EnvoyJson.text(client, "connection_id"));
            Instant connected = EnvoyJson.instant(EnvoyJson.text(client, "connected_at"));
            if (!connected.equals(Instant.EPOCH)) {
                evidence.observedAt(connected, "newest connection to istiod");
            }
            if (id.isPresent() && !id.get().isIstioctl(EnvoyJson.text(client.path("metadata"), "ISTIO_VERSION"))) {
                count[0]++;
                evidence.add(listed(client, id.get(), Origin.pointer(file.path(), "/clients/" + index)));
            }
        });
        boolean none = problem.startsWith("there is no array"); // istiod leaves an empty list out
        if (problem.isEmpty() || none) {
            evidence.add(new IstiodEvidence.ProxyList(Origin.line(file.path(), 0), false));
            evidence.covers(file.path(), "proxy-sync", count[0], true);
            return "";
        }
        evidence.covers(file.path(), "proxy-sync", count[0], false);
        return problem;
    }

    /** A connection id is the name of the proxy and a number: {@code pod.namespace-12}. */
    private static Optional<NodeId> connection(String id) {
        int dash = id.lastIndexOf('-');
        return dash > 0 ? NodeId.parse(id.substring(0, dash)) : Optional.empty();
    }

    private static IstiodEvidence.ListedProxy listed(JsonNode client, NodeId id, Origin origin) {
        JsonNode metadata = client.path("metadata");
        return new IstiodEvidence.ListedProxy(
                origin,
                "connections",
                EnvoyJson.text(metadata, "CLUSTER_ID"),
                "",
                id.namespace(),
                id.pod(),
                "",
                EnvoyJson.text(metadata, "ISTIO_VERSION"),
                List.of());
    }
}
