package dev.meshdx.capture;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Builds the tree of one Kubernetes object from tokens and leaves out what no fact needs, above all what is large: mounts,
 * volumes, environments, probes, managed fields, and the annotation that repeats the whole object and may contradict it.
 */
final class TreeBuilder {

    private static final Set<String> NEVER_NEEDED = Set.of(
            "managedFields",
            "kubectl.kubernetes.io/last-applied-configuration",
            "volumes",
            "volumeMounts",
            "volumeDevices",
            "volumeClaimTemplates",
            "env",
            "envFrom",
            "livenessProbe",
            "readinessProbe",
            "startupProbe",
            "lifecycle",
            "tolerations",
            "affinity",
            "topologySpreadConstraints",
            "imagePullSecrets",
            "containerID",
            "imageID",
            "openAPIV3Schema",
            "terminationMessagePath",
            "terminationMessagePolicy",
            "images");

    /** Only the user of a security context matters to a mesh. */
    private static final String SECURITY_CONTEXT = "securityContext";

    private static final String USER = "runAsUser";

    /** Kinds of keys in Secrets that can hold a public certificate; every other value of a Secret is dropped unread. */
    private static final Set<String> PUBLIC_SECRET_KEYS = Set.of(
            "tls.crt",
            "ca.crt",
            "crt.pem",
            "cacert",
            "cert",
            "ca-cert.pem",
            "root-cert.pem",
            "cert-chain.pem",
            "ca-bundle.crt",
            "ca.pem",
            "tls-ca.crt");

    private static final int SHARED_TEXTS = 20_000;
    private static final int SHARED_TEXT_CHARACTERS = 64;

    private final Map<String, Tree> shared = new HashMap<>();

    /** The value at the parser's current token. */
    Tree value(JsonParser parser) throws IOException {
        return value(parser, 0);
    }

    private Tree value(JsonParser parser, int depth) throws IOException {
        if (depth > CaptureLimits.NESTING) {
            throw LimitException.of("NESTING", CaptureLimits.NESTING);
        }
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            return map(parser, depth);
        }
        if (token == JsonToken.START_ARRAY) {
            return list(parser, depth);
        }
        return token == null || token == JsonToken.VALUE_NULL ? Tree.NOTHING : scalar(parser.getText());
    }

    private Tree map(JsonParser parser, int depth) throws IOException {
        List<String> names = new ArrayList<>();
        List<Tree> values = new ArrayList<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            if (NEVER_NEEDED.contains(name)) {
                parser.skipChildren();
            } else if (token != JsonToken.VALUE_NULL) {
                names.add(name);
                Tree value = value(parser, depth + 1);
                values.add(name.equals(SECURITY_CONTEXT) ? userOnly(value) : value);
            }
        }
        if (parser.currentToken() == null) {
            throw new IOException("the file ends inside an object");
        }
        return withoutPrivateData(Tree.map(names, values));
    }

    private static Tree userOnly(Tree securityContext) {
        String user = securityContext.text(USER);
        return user.isEmpty() ? Tree.NOTHING : Tree.map(List.of(USER), List.of(securityContext.at(USER)));
    }

    private Tree list(JsonParser parser, int depth) throws IOException {
        List<Tree> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token == null) {
                throw new IOException("the file ends inside a list");
            }
            items.add(value(parser, depth + 1));
        }
        return Tree.list(items);
    }

    /** Names of nodes, images and labels come thousands of times; one tree serves them all. */
    private Tree scalar(String text) {
        if (text.length() > SHARED_TEXT_CHARACTERS) {
            return Tree.scalar(Redaction.masked(text));
        }
        Tree known = shared.get(text);
        if (known == null) {
            known = Tree.scalar(Redaction.masked(text));
            if (shared.size() < SHARED_TEXTS) {
                shared.put(text, known);
            }
        }
        return known;
    }

    /** Drops everything of a Secret but public certificates, before anything else can see it. */
    private static Tree withoutPrivateData(Tree object) {
        boolean secret = object.text("kind").equals("Secret")
                || (object.has("type") && object.has("metadata") && (object.has("data") || object.has("stringData")));
        if (!secret) {
            return object;
        }
        return withPublicDataOnly(object);
    }

    /** A Secret without everything that is not a public certificate. */
    static Tree withPublicDataOnly(Tree secret) {
        return secret.with("data", publicOnly(secret.at("data"))).with("stringData", Tree.NOTHING);
    }

    private static Tree publicOnly(Tree data) {
        List<String> names = new ArrayList<>();
        List<Tree> values = new ArrayList<>();
        data.members((name, value) -> {
            if (PUBLIC_SECRET_KEYS.contains(name)) {
                names.add(name);
                values.add(value);
            }
        });
        return Tree.map(names, values);
    }
}
