package dev.meshdx.capture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import dev.meshdx.facts.Origin;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** {@code istioctl proxy-status -o json|yaml}: a DiscoveryResponse per control-plane instance. */
final class ProxyStatusJsonReader implements FileReader {

    private static final String STATUS = "envoy.service.status.v3.ClientConfig";

    @Override
    public String format() {
        return "istioctl proxy-status (json)";
    }

    @Override
    public boolean recognises(Head head) {
        if (!head.contains(STATUS) && !(head.contains("genericXdsConfigs") && head.contains("typeUrl"))) {
            return false;
        }
        String text = ToolText.withoutLog(head.text());
        return text.startsWith("{")
                || text.startsWith("[")
                || text.startsWith("resources:")
                || text.contains("\nresources:") && !text.contains("\napiVersion:");
    }

    @Override
    public String read(CaptureFile file, Evidence evidence) throws IOException {
        String text = ToolText.read(file);
        String problem = ToolText.cut(text);
        List<JsonNode> documents = new ArrayList<>();
        try {
            String body = ToolText.withoutLog(text);
            problem += body.startsWith("{") || body.startsWith("[") ? json(body, documents) : yaml(body, documents);
        } catch (YAMLException e) {
            problem = "is not YAML to its end: "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        }
        int count = 0;
        for (int i = 0; i < documents.size(); i++) {
            count += addDocument(documents.get(i), file.path(), documents.size() > 1 ? "/" + i : "", evidence);
        }
        if (problem.isEmpty()) {
            evidence.add(new IstiodEvidence.ProxyList(Origin.line(file.path(), 0), true));
        }
        evidence.covers(file.path(), "proxy-sync", count, problem.isEmpty());
        return problem;
    }

    /** Documents follow each other without a separator, or stand in an array. */
    private static String json(String body, List<JsonNode> documents) throws IOException {
        try (MappingIterator<JsonNode> values =
                JsonBinding.MAPPER.readerFor(JsonNode.class).readValues(body)) {
            while (values.hasNextValue()) {
                JsonNode value = values.nextValue();
                if (value.isArray()) {
                    value.forEach(documents::add);
                } else {
                    documents.add(value);
                }
            }
            return "";
        } catch (JsonProcessingException e) {
            return EnvoyJson.broken(e);
        }
    }

    private static String yaml(String body, List<JsonNode> documents) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(ToolText.BYTES);
        for (Object document : new Yaml(new SafeConstructor(options)).loadAll(body)) {
            documents.add(JsonBinding.MAPPER.valueToTree(document));
        }
        return "";
    }

    private static int addDocument(JsonNode document, String path, String pointer, Evidence evidence) {
        String istiod = instance(EnvoyJson.text(EnvoyJson.field(document, "control_plane"), "identifier"));
        JsonNode resources = document.path("resources");
        int count = 0;
        for (int i = 0; i < resources.size(); i++) {
            JsonNode node = resources.get(i).path("node");
            Optional<NodeId> id = NodeId.parse(EnvoyJson.text(node, "id"));
            if (id.isPresent()) {
                Origin origin = Origin.pointer(path, pointer + "/resources/" + i);
                evidence.add(listed(resources.get(i), id.get(), istiod, origin, evidence));
                count++;
            }
        }
        return count;
    }

    private static IstiodEvidence.ListedProxy listed(
            JsonNode resource, NodeId id, String istiod, Origin origin, Evidence evidence) {
        JsonNode metadata = resource.path("node").path("metadata");
        List<IstiodEvidence.TypeSync> syncs = new ArrayList<>();
        for (JsonNode config : EnvoyJson.field(resource, "generic_xds_configs")) {
            String type = XdsTypes.ofUrl(EnvoyJson.text(config, "type_url"));
            Instant updated = EnvoyJson.instant(EnvoyJson.text(config, "last_updated"));
            if (!updated.equals(Instant.EPOCH)) {
                evidence.observedAt(updated, "newest push of istiod");
            }
            if (!type.isEmpty()) {
                String error = EnvoyJson.text(EnvoyJson.field(config, "error_state"), "details");
                String state = ProxyStatusTableReader.state(EnvoyJson.text(config, "config_status"));
                syncs.add(new IstiodEvidence.TypeSync(type, error.isEmpty() ? state : "error", -1, error));
            }
        }
        return new IstiodEvidence.ListedProxy(
                origin,
                "proxy-status",
                EnvoyJson.text(metadata, "CLUSTER_ID"),
                istiod,
                id.namespace(),
                id.pod(),
                id.type(),
                EnvoyJson.text(metadata, "ISTIO_VERSION"),
                syncs);
    }

    /** The pod in the identifier of a control plane, which is JSON in a string. */
    private static String instance(String identifier) {
        try {
            return identifier.startsWith("{") ? EnvoyJson.text(JsonBinding.MAPPER.readTree(identifier), "ID") : "";
        } catch (JsonProcessingException e) {
            return "";
        }
    }
}
