package dev.meshdx.capture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;

/**
 * {@code istioctl proxy-config clusters|listeners|routes|endpoints|bootstrap -o json}: one section of a config_dump
 * each, without its envelope. A part proves no absence, so no totals are taken of it.
 */
final class ProxyConfigJsonReader implements FileReader {

    @Override
    public String format() {
        return "istioctl proxy-config";
    }

    @Override
    public boolean recognises(Head head) {
        return head.isJson() && !section(head).isEmpty();
    }

    /** The section of a config_dump that the file holds, hosts for what comes from /clusters; empty when it is none. */
    private static String section(Head head) {
        List<String> keys = head.keys();
        if (head.firstCharacter() == '{') {
            boolean node = head.contains("\"node\"");
            return node && keys.indexOf("bootstrap") == 0 ? "bootstrap" : "";
        }
        if (keys.contains("host_statuses") || keys.contains("observability_name")) {
            return "hosts";
        }
        if (keys.contains("connect_timeout") || keys.contains("alt_stat_name") || keys.contains("lb_policy")) {
            return "dynamic_active_clusters";
        }
        if (keys.contains("virtual_hosts") || keys.contains("max_direct_response_body_size_bytes")) {
            return "dynamic_route_configs";
        }
        if (keys.contains("cluster_name") && keys.contains("endpoints")) {
            return "dynamic_endpoint_configs";
        }
        boolean listener = keys.contains("address") && keys.contains("name");
        return listener && (keys.contains("filter_chains") || head.contains("\"filterChains\""))
                ? "dynamic_listeners"
                : "";
    }

    @Override
    public String read(CaptureFile file, Evidence evidence) throws IOException {
        String section = section(file.head());
        ConfigDump dump = new ConfigDump(file.path(), evidence);
        if (section.equals("bootstrap")) {
            dump.finishPart(1); // its node id would claim the outputs for other proxies in the same folder
            return "";
        }
        int[] count = new int[1];
        String problem = EnvoyJson.elements(file, "", (index, node) -> {
            count[0]++;
            if (section.equals("hosts")) {
                EnvoyClustersJsonReader.add(node, file.path(), "/" + index, evidence);
            } else {
                dump.add(section, envelope(section, node), "/" + index);
            }
        });
        if (section.equals("hosts")) {
            evidence.covers(file.path(), "clusters", count[0], problem.isEmpty());
        } else {
            dump.finishPart(count[0]);
        }
        return problem;
    }

    /** The entry that config_dump would hold for a resource. */
    private static JsonNode envelope(String section, JsonNode resource) {
        ObjectNode entry = JsonBinding.MAPPER.createObjectNode();
        String field = switch (section) {
            case "dynamic_active_clusters" -> "cluster";
            case "dynamic_route_configs" -> "route_config";
            case "dynamic_endpoint_configs" -> "endpoint_config";
            default -> "active_state";
        };
        entry.set(field, resource);
        return entry;
    }
}
