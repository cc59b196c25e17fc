package dev.meshdx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * A case of Istio's analyzer suite, turned into a capture of a running mesh: every kind that the analyzer reads was listed whole,
 * objects without a namespace lie in
 * {@code default}, pods run, and so do istiod and a client with a sidecar.
 */
record AnalyzerCase(JsonNode json, Path suite) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> CLUSTER_SCOPED = Set.of(
            "Namespace",
            "GatewayClass",
            "CustomResourceDefinition",
            "MutatingWebhookConfiguration",
            "ValidatingWebhookConfiguration",
            "Node");

    /** What a case expects. */
    record Expected(String code, String kind, String namespace, String name) {

        @Override
        public String toString() {
            return kind + " " + (namespace.isEmpty() ? "" : namespace + "/") + name;
        }
    }

    static List<AnalyzerCase> all(Path suite) throws IOException {
        JsonNode root = JSON.readTree(suite.resolve("cases.json").toFile());
        List<AnalyzerCase> cases = new ArrayList<>();
        (root.isArray() ? root : root.path("cases")).forEach(json -> cases.add(new AnalyzerCase(json, suite)));
        return cases;
    }

    String id() {
        return json.path("id").asText();
    }

    String analyzer() {
        return json.path("analyzer").asText();
    }

    boolean clean() {
        return json.path("clean").asBoolean();
    }

    /** Codes that the analyzer of the case may print. */
    Set<String> codes() {
        Set<String> codes = new TreeSet<>();
        json.path("analyzerCodes").fieldNames().forEachRemaining(codes::add);
        return codes;
    }

    List<Expected> expected() {
        List<Expected> expected = new ArrayList<>();
        for (JsonNode each : json.path("expected")) {
            String kind = each.path("kind").asText();
            String namespace = each.path("namespace").asText("");
            boolean unsaid = each.path("namespace").isNull() && !CLUSTER_SCOPED.contains(kind);
            expected.add(new Expected(
                    each.path("code").asText(),
                    kind,
                    unsaid ? "default" : namespace.equals("null") ? "" : namespace,
                    each.path("resourceName").asText()));
        }
        return expected;
    }

    /** The files of the capture. */
    Map<String, String> files() throws IOException {
        Map<String, String> files = new TreeMap<>();
        if (json.path("suite").asText().startsWith("multi")) {
            for (Map.Entry<String, JsonNode> cluster : json.path("clusters").properties()) {
                files.putAll(cluster(cluster.getKey() + "/", cluster.getValue()));
            }
            return files;
        }
        return cluster("", json.path("inputFiles"));
    }

    private Map<String, String> cluster(String prefix, JsonNode inputs) throws IOException {
        Map<String, ArrayNode> kinds = new TreeMap<>();
        for (JsonNode kind : json.path("analyzerInputs")) {
            kinds.put(kind.asText().equals("KubernetesGateway") ? "Gateway" : kind.asText(), JSON.createArrayNode());
        }
        kinds.keySet().removeAll(Set.of("MeshConfig", "MeshNetworks"));
        add(RUNNING_MESH.formatted(prefix + "uid", prefix + "uid"), kinds);
        add(Files.readString(suite.resolve(json.path("defaultResourcesFile").asText())), kinds);
        for (JsonNode input : inputs) {
            add(Files.readString(suite.resolve(input.asText())), kinds);
        }
        Map<String, String> mesh = new LinkedHashMap<>();
        mesh.put("mesh", text("meshConfigFile"));
        mesh.put("meshNetworks", text("meshNetworksFile"));
        ObjectNode config = JSON.createObjectNode().put("apiVersion", "v1").put("kind", "ConfigMap");
        config.putObject("metadata").put("name", "istio").put("namespace", "istio-system");
        mesh.values().removeIf(String::isEmpty);
        mesh.putIfAbsent("mesh", "accessLogFile: /dev/stdout");
        ObjectNode data = config.putObject("data");
        mesh.forEach(data::put);
        kinds.computeIfAbsent("ConfigMap", kind -> JSON.createArrayNode()).add(config);
        Map<String, String> files = new TreeMap<>();
        kinds.forEach((kind, items) -> files.put(
                prefix + kind + ".json",
                "{\"apiVersion\":\"v1\",\"kind\":\"" + kind + "List\",\"items\":" + items + "}\n"));
        return files;
    }

    private String text(String file) throws IOException {
        String name = json.path(file).asText("");
        return name.isEmpty() || name.equals("null") ? "" : Files.readString(suite.resolve(name));
    }

    private static void add(String yaml, Map<String, ArrayNode> kinds) {
        for (Object document : new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(yaml)) {
            JsonNode object = JSON.valueToTree(document);
            if (object.path("items").isArray()) {
                object.path("items").forEach(item -> add(item, kinds));
            } else {
                add(object, kinds);
            }
        }
    }

    private static void add(JsonNode object, Map<String, ArrayNode> kinds) {
        String kind = object.path("kind").asText();
        if (kind.isEmpty()) {
            return;
        }
        ObjectNode metadata = (ObjectNode) object.path("metadata");
        if (!CLUSTER_SCOPED.contains(kind) && !metadata.hasNonNull("namespace")) {
            metadata.put("namespace", "default");
        }
        if (kind.equals("Pod") && !object.has("status")) {
            ((ObjectNode) object).putObject("status").put("phase", "Running");
        }
        kinds.computeIfAbsent(kind, any -> JSON.createArrayNode()).add(object);
    }

    private static final String RUNNING_MESH = """
            {apiVersion: v1, kind: Namespace, metadata: {name: kube-system, uid: %s}}
            ---
            {apiVersion: v1, kind: Namespace, metadata: {name: istio-system}}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: istiod, namespace: istio-system, labels: {app: istiod, istio: pilot}}
            spec:
              replicas: 1
              selector: {matchLabels: {app: istiod}}
              template:
                metadata: {labels: {app: istiod}}
                spec: {containers: [{name: discovery, image: "docker.io/istio/pilot:1.29.0"}]}
            status: {replicas: 1, readyReplicas: 1, availableReplicas: 1}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: dns-5d4f7c9b8-x2x4z, namespace: kube-system, labels: {k8s-app: dns}, uid: %s}
            spec: {nodeName: node-1, containers: [{name: dns, image: dns}]}
            status: {phase: Running}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: istiod-5d4f7c9b8-x2x4z, namespace: istio-system, labels: {app: istiod, istio: pilot}}
            spec: {nodeName: node-1, containers: [{name: discovery, image: "docker.io/istio/pilot:1.29.0"}]}
            status: {phase: Running, conditions: [{type: Ready, status: "True"}], containerStatuses: [{name: discovery, ready: true, restartCount: 0, state: {running: {}}}]}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: client-7d4f7c9b8-x2x4z, namespace: client, labels: {app: client}}
            spec: {nodeName: node-1, containers: [{name: client, image: client}, {name: istio-proxy, image: "docker.io/istio/proxyv2:1.29.0"}]}
            status: {phase: Running}
            """;
}
