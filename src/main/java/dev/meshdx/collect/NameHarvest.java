package dev.meshdx.collect;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the names in the lists of a capture that somebody outside should not read, and gives each a pseudonym. */
final class NameHarvest {

    /** Kinds whose names begin with the name of what made them, mostly. */
    private static final Set<String> MADE_OF_OTHERS =
            Set.of("Pod", "ReplicaSet", "EndpointSlice", "ControllerRevision");

    /** Kinds whose names are not the user's, or those of pods and nodes. */
    private static final Set<String> OTHERS = Set.of("Event", "CustomResourceDefinition", "GatewayClass", "Lease");

    /** Labels whose values name an application. */
    private static final List<String> APPLICATION_LABELS = List.of(
            "app",
            "k8s-app",
            "app.kubernetes.io/name",
            "app.kubernetes.io/instance",
            "app.kubernetes.io/part-of",
            "service.istio.io/canonical-name");

    /** Domains that belong to everybody. */
    private static final List<String> PUBLIC_DOMAINS = List.of(
            "cluster.local", "svc", "googleapis.com", "amazonaws.com", "azure.com", "k8s.io", "istio.io", "linkerd.io");

    private static final Pattern TRUST_DOMAIN = Pattern.compile("(?m)^\\s*trustDomain:\\s*\"?([A-Za-z0-9.-]+)");

    private final NameMap map;
    private final ReservedNames reserved;
    /** Sort of the pseudonym by name; the first sort of a name wins. */
    private final SortedMap<String, String> found = new TreeMap<>();

    private final SortedSet<String> made = new TreeSet<>();
    private final SortedSet<String> hosts = new TreeSet<>();
    private final SortedSet<String> kept = new TreeSet<>();

    NameHarvest(NameMap map, ReservedNames reserved) {
        this.map = map;
        this.reserved = reserved;
    }

    /** Takes the name of the cluster, which no object tells. */
    void cluster(String name) {
        note(name, "cluster");
    }

    /** Takes the names from a file; one that is no list of objects has none. */
    void read(Path file) throws IOException {
        try (JsonParser parser = ApiServer.JSON.getFactory().createParser(Files.newInputStream(file))) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean items = parser.currentName().equals("items");
                if (parser.nextToken() != JsonToken.START_ARRAY || !items) {
                    parser.skipChildren();
                    continue;
                }
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    JsonNode item = parser.readValueAsTree();
                    object(item);
                }
            }
        }
    }

    /** Gives the pseudonyms; the same names in the same order give the same ones. */
    void finish() {
        found.forEach(map::give);
        made.stream().filter(pod -> !beginsWithKnown(pod)).forEach(pod -> map.give(pod, "n"));
        hosts.forEach(this::giveHost);
    }

    /** Names that stay because they are words of the formats. */
    Set<String> kept() {
        return new HashSet<>(kept);
    }

    private void object(JsonNode object) {
        String kind = object.path("kind").asText();
        JsonNode metadata = object.path("metadata");
        String name = metadata.path("name").asText();
        String namespace = metadata.path("namespace").asText();
        note(namespace, "ns");
        if (MADE_OF_OTHERS.contains(kind)) {
            if (!reserved.ofSystem(namespace)) {
                made.add(name);
            }
        } else if (kind.equals("Namespace")) {
            note(name, "ns");
        } else if (kind.equals("Node")) {
            note(name, "node");
            object.path("status")
                    .path("addresses")
                    .forEach(address -> host(address.path("address").asText()));
        } else if (!OTHERS.contains(kind) && !reserved.ofSystem(namespace)) {
            note(name, "n");
        }
        if (!reserved.ofSystem(namespace)) {
            APPLICATION_LABELS.forEach(
                    label -> note(metadata.path("labels").path(label).asText(), "n"));
        }
        spec(object.path("spec"));
        Matcher trust = TRUST_DOMAIN.matcher(object.path("data").path("mesh").asText());
        if (kind.equals("ConfigMap") && trust.find()) {
            host(trust.group(1));
        }
    }

    private void spec(JsonNode spec) {
        note(spec.path("serviceAccountName").asText(), "n");
        note(spec.path("template").path("spec").path("serviceAccountName").asText(), "n");
        spec.path("hosts").forEach(host -> host(host.asText()));
        spec.path("hostnames").forEach(host -> host(host.asText()));
        spec.path("servers").forEach(server -> server.path("hosts").forEach(host -> host(host.asText())));
        spec.path("listeners")
                .forEach(listener -> host(listener.path("hostname").asText()));
        spec.path("rules").forEach(rule -> host(rule.path("host").asText()));
        spec.path("tls").forEach(tls -> tls.path("hosts").forEach(host -> host(host.asText())));
        host(spec.path("externalName").asText());
    }

    private void note(String name, String sort) {
        if (name.isEmpty()) {
            return;
        }
        if (!reserved.contains(name)) {
            found.putIfAbsent(name, sort);
        } else if (!reserved.ofInstaller(name)) {
            kept.add(name);
        }
    }

    /** Takes a host name and all domains above it but the last one. */
    private void host(String text) {
        String host = text.substring(text.lastIndexOf('/') + 1).replaceFirst("^\\*\\.", "");
        boolean known = PUBLIC_DOMAINS.stream().anyMatch(domain -> host.equals(domain) || host.endsWith("." + domain));
        if (known || !host.contains(".") || host.matches("[\\d.:]+")) {
            return;
        }
        for (int dot = host.indexOf('.'), start = 0; dot > 0; start = dot + 1, dot = host.indexOf('.', start)) {
            hosts.add(host.substring(start));
        }
    }

    private boolean beginsWithKnown(String pod) {
        for (int hyphen = pod.lastIndexOf('-'); hyphen > 0; hyphen = pod.lastIndexOf('-', hyphen - 1)) {
            String beginning = pod.substring(0, hyphen);
            if (map.of(beginning) != null || reserved.ofInstaller(beginning)) {
                return true;
            }
        }
        return map.of(pod) != null || reserved.contains(pod);
    }

    private void giveHost(String host) {
        StringBuilder pseudonym = new StringBuilder();
        String[] labels = host.split("\\.");
        for (int i = 0; i < labels.length - 1; i++) {
            String known = map.of(labels[i]);
            pseudonym
                    .append(known == null ? map.give("*." + labels[i], "d") : known)
                    .append('.');
        }
        map.give(host, "", pseudonym + labels[labels.length - 1]);
    }
}
