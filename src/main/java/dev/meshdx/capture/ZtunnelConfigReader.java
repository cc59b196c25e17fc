package dev.meshdx.capture;

import com.fasterxml.jackson.databind.JsonNode;
import dev.meshdx.facts.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a ztunnel knows: its config_dump, and the parts of it that {@code istioctl ztunnel-config} prints as JSON or table. */
final class ZtunnelConfigReader implements FileReader {

    private static final int LINES_TO_RECOGNISE = 8;

    @Override
    public String format() {
        return "ztunnel config";
    }

    @Override
    public boolean recognises(Head head) {
        if (head.isJson()) {
            return isDump(head) || isList(head);
        }
        return head.lines(LINES_TO_RECOGNISE).stream().anyMatch(ZtunnelTables::isHeader);
    }

    private static boolean isDump(Head head) {
        return head.firstCharacter() == '{'
                && (head.contains("\"certificates\"") || head.contains("\"workloads\""))
                && (head.contains("\"workloadUid\"")
                        || head.contains("\"certChain\"")
                        || head.contains("\"workloadIps\"")
                        || head.contains("\"inboundPlaintextAddr\"")
                        || head.contains("\"dnsProxyAddr\""));
    }

    private static boolean isList(Head head) {
        if (head.firstCharacter() != '[') {
            return false;
        }
        return has(head, "workloadIps", "uid")
                || has(head, "vips", "hostname", "endpoints")
                || has(head, "scope", "action", "rules")
                || has(head, "certChain", "identity")
                || has(head, "connections", "info", "state");
    }

    private static boolean has(Head head, String... keys) {
        for (String key : keys) {
            if (!head.contains("\"" + key + "\"")) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String read(CaptureFile file, Evidence evidence) throws IOException {
        if (!file.head().isJson()) {
            return new ZtunnelTables(file.path(), evidence).read(file);
        }
        JsonNode root;
        try (InputStream in = file.open()) {
            root = JsonBinding.MAPPER.readTree(in);
        }
        ZtunnelJson json = new ZtunnelJson(file.path(), evidence);
        if (root.isArray()) {
            json.readList("", root);
        } else {
            for (String part : List.of("workloads", "services", "policies", "certificates")) {
                json.readList("/" + part, root.path(part));
            }
            json.readStates(root.path("workloadState"));
        }
        evidence.covers(file.path(), "ztunnel-config", json.count(), root.isObject());
        return "";
    }

    /** Makes raw records of the JSON forms. */
    private static final class ZtunnelJson {

        private final String path;
        private final Evidence evidence;
        private int count;

        ZtunnelJson(String path, Evidence evidence) {
            this.path = path;
            this.evidence = evidence;
        }

        int count() {
            return count;
        }

        /** A list, or in older dumps an object whose keys are addresses. */
        void readList(String pointer, JsonNode list) {
            for (int i = 0; i < list.size() && list.isArray(); i++) {
                readItem(Origin.pointer(path, pointer + "/" + i), list.get(i));
            }
            list.properties()
                    .forEach(entry ->
                            readItem(Origin.pointer(path, pointer + "/" + escaped(entry.getKey())), entry.getValue()));
        }

        private static String escaped(String key) {
            return key.replace("~", "~0").replace("/", "~1");
        }

        private void readItem(Origin origin, JsonNode item) {
            count++;
            if (item.has("workloadIps")) {
                add(origin, "ZtunnelWorkload", item, workload(item));
            } else if (item.has("vips") || item.has("hostname")) {
                add(origin, "ZtunnelService", item, service(item));
            } else if (item.has("scope")) {
                add(origin, "ZtunnelPolicy", item, policy(item));
            } else if (item.has("identity")) {
                certificate(origin, item);
            } else if (item.has("info")) {
                state(origin, item);
            }
        }

        /** Workloads that the node handed to ztunnel, by an id of their own. */
        void readStates(JsonNode states) {
            states.properties()
                    .forEach(entry ->
                            state(Origin.pointer(path, "/workloadState/" + escaped(entry.getKey())), entry.getValue()));
        }

        private void state(Origin origin, JsonNode state) {
            Map<String, String> fields = new LinkedHashMap<>();
            put(fields, "state", state, "state");
            put(fields, "serviceAccount", state.path("info"), "serviceAccount");
            fields.put(
                    "inbound",
                    Integer.toString(state.path("connections").path("inbound").size()));
            fields.put(
                    "outbound",
                    Integer.toString(state.path("connections").path("outbound").size()));
            add(origin, "ZtunnelProxy", state.path("info"), fields);
        }

        private void add(Origin origin, String kind, JsonNode named, Map<String, String> fields) {
            evidence.add(new RawResource(
                    origin,
                    named.path("namespace").asText(""),
                    kind,
                    named.path("name").asText(""),
                    fields));
        }

        private static Map<String, String> workload(JsonNode item) {
            Map<String, String> fields = new LinkedHashMap<>();
            for (String name : List.of(
                    "protocol",
                    "node",
                    "status",
                    "serviceAccount",
                    "workloadName",
                    "workloadType",
                    "trustDomain",
                    "uid",
                    "networkMode")) {
                put(fields, name, item, name);
            }
            fields.put("address", item.path("workloadIps").path(0).asText(""));
            fields.put("waypoint", waypoint(item.path("waypoint")));
            return fields;
        }

        private static Map<String, String> service(JsonNode item) {
            Map<String, String> fields = new LinkedHashMap<>();
            int healthy = 0;
            JsonNode endpoints = item.path("endpoints");
            for (JsonNode endpoint : endpoints) {
                healthy += endpoint.path("status").asText("Healthy").equals("Healthy") ? 1 : 0;
            }
            fields.put("endpoints", healthy + "/" + endpoints.size());
            fields.put("vip", item.path("vips").path(0).asText("").replaceFirst("^[^/]*/", ""));
            fields.put("waypoint", waypoint(item.path("waypoint")));
            put(fields, "hostname", item, "hostname");
            return fields;
        }

        private static Map<String, String> policy(JsonNode item) {
            Map<String, String> fields = new LinkedHashMap<>();
            put(fields, "action", item, "action");
            put(fields, "scope", item, "scope");
            fields.put("rules", Integer.toString(item.path("rules").size()));
            fields.put("dryRun", Boolean.toString(item.path("dryRun").asBoolean(false)));
            return fields;
        }

        private void certificate(Origin origin, JsonNode item) {
            String identity = item.path("identity").asText("");
            String state = item.path("state").asText("");
            ZtunnelTables.addCertificateState(origin, identity, state, evidence);
            addCertificates(origin, identity, false, item.path("certChain"));
            addCertificates(origin, identity, true, item.path("rootCerts"));
        }

        private void addCertificates(Origin origin, String identity, boolean root, JsonNode chain) {
            for (int i = 0; i < Math.min(chain.size(), root ? chain.size() : 1); i++) {
                JsonNode one = chain.get(i);
                ZtunnelTables.addCertificate(
                        Origin.pointer(path, origin.pointer() + (root ? "/rootCerts/" : "/certChain/") + i),
                        identity,
                        root,
                        hexadecimal(one.path("serialNumber").asText("")),
                        one.path("validFrom").asText(""),
                        one.path("expirationTime").asText(""),
                        evidence);
            }
        }

        /** JSON has serial numbers in decimal, tables in hexadecimal. */
        private static String hexadecimal(String decimal) {
            boolean number = !decimal.isEmpty()
                    && decimal.length() < 64
                    && decimal.chars().allMatch(Character::isDigit);
            return number ? new BigInteger(decimal).toString(16) : decimal;
        }

        private static String waypoint(JsonNode waypoint) {
            String destination = waypoint.path("destination").asText("");
            return destination.isEmpty()
                    ? waypoint.path("hostname").path("hostname").asText("None")
                    : destination;
        }

        private static void put(Map<String, String> fields, String name, JsonNode item, String from) {
            if (item.hasNonNull(from)) {
                fields.put(name, item.path(from).asText());
            }
        }
    }
}
