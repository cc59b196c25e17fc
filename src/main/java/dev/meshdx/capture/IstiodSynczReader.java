package dev.meshdx.capture;

import com.fasterxml.jackson.databind.JsonNode;
import dev.meshdx.facts.Origin;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * istiod's /debug/syncz. It prints no states: what was sent is compared with what was acknowledged, and the last error
 * of a type is its rejection (istiod clears it with the next acknowledgement).
 */
final class IstiodSynczReader implements FileReader {

    @Override
    public String format() {
        return "istiod syncz";
    }

    @Override
    public boolean recognises(Head head) {
        if (head.firstCharacter() != '[') {
            return false;
        }
        List<String> keys = head.keys();
        return keys.contains("proxy")
                && (keys.contains("proxy_type")
                        || keys.contains("istio_version")
                        || keys.contains("cluster_sent")
                        || keys.contains("cluster_id"));
    }

    @Override
    public String read(CaptureFile file, Evidence evidence) throws IOException {
        int[] count = new int[1];
        String problem = EnvoyJson.elements(file, "", (index, entry) -> {
            Optional<NodeId> id = NodeId.parse(EnvoyJson.text(entry, "proxy"));
            if (id.isPresent() && !id.get().isIstioctl(EnvoyJson.text(entry, "istio_version"))) {
                count[0]++;
                evidence.add(listed(entry, id.get(), Origin.pointer(file.path(), "/" + index)));
                observe(entry, evidence);
            }
        });
        if (problem.isEmpty()) {
            evidence.add(new IstiodEvidence.ProxyList(Origin.line(file.path(), 0), false));
        }
        evidence.covers(file.path(), "proxy-sync", count[0], problem.isEmpty());
        return problem;
    }

    private static IstiodEvidence.ListedProxy listed(JsonNode entry, NodeId id, Origin origin) {
        return new IstiodEvidence.ListedProxy(
                origin,
                "syncz",
                EnvoyJson.text(entry, "cluster_id"),
                "",
                id.namespace(),
                id.pod(),
                EnvoyJson.text(entry, "proxy_type").toLowerCase(Locale.ROOT),
                EnvoyJson.text(entry, "istio_version"),
                syncs(entry));
    }

    private static List<IstiodEvidence.TypeSync> syncs(JsonNode entry) {
        Map<String, IstiodEvidence.TypeSync> syncs = new TreeMap<>();
        XdsTypes.synczPrefixes().forEach((prefix, type) -> {
            if (entry.has(prefix + "_sent")) {
                String sent = entry.path(prefix + "_sent").asText("");
                syncs.put(type, sync(type, sent, entry.path(prefix + "_acked").asText(""), ""));
            }
        });
        for (Map.Entry<String, JsonNode> resource : entry.path("resources").properties()) {
            String type = XdsTypes.ofUrl(resource.getKey());
            JsonNode state = resource.getValue();
            if (!type.isEmpty()) {
                String error = EnvoyJson.text(state, "last_error");
                syncs.put(type, sync(type, EnvoyJson.text(state, "sent"), EnvoyJson.text(state, "acked"), error));
            }
        }
        return new ArrayList<>(syncs.values());
    }

    private static IstiodEvidence.TypeSync sync(String type, String sent, String acked, String error) {
        String state = sent.isEmpty() ? "not-sent" : sent.equals(acked) ? "synced" : "stale";
        return new IstiodEvidence.TypeSync(type, error.isEmpty() ? state : "error", -1, error);
    }

    private static void observe(JsonNode entry, Evidence evidence) {
        for (JsonNode resource : entry.path("resources")) {
            Instant sent = EnvoyJson.instant(EnvoyJson.text(resource, "sent_time"));
            if (!sent.equals(Instant.EPOCH)) {
                evidence.observedAt(sent, "newest push of istiod");
            }
        }
    }
}
