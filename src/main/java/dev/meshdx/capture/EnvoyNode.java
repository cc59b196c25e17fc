package dev.meshdx.capture;

import com.fasterxml.jackson.databind.JsonNode;
import dev.meshdx.facts.Origin;
import java.util.Optional;

/** The {@code node} of an Envoy: whose file it is, and the version of its mesh. */
final class EnvoyNode {

    private static final String CONTAINER = "istio-proxy";

    private EnvoyNode() {}

    /**
     * Adds the proxy and says whose file it is.
     *
     * @param state server state, empty when the file has none
     * @param envoyVersion version of Envoy, which counts where the node names no version of Istio
     */
    static void add(JsonNode node, Origin origin, String state, String envoyVersion, Evidence evidence) {
        Optional<NodeId> id = NodeId.of(node);
        String istio = EnvoyJson.text(node.path("metadata"), "ISTIO_VERSION");
        id.ifPresent(known ->
                evidence.identify(origin.file(), known.namespace(), known.pod(), istio.isEmpty() ? "" : CONTAINER));
        evidence.add(new EnvoyEvidence.Server(
                origin,
                id.map(NodeId::type).orElse(""),
                istio.isEmpty() ? envoyVersion : istio,
                state,
                id.map(NodeId::ip).orElse("")));
    }

    /** Version of Envoy as the node's user agent tells it, empty when it does not. */
    static String build(JsonNode node) {
        JsonNode version = EnvoyJson.field(EnvoyJson.field(node, "user_agent_build_version"), "version");
        long major = EnvoyJson.number(version, "major_number", 0);
        return major == 0
                ? ""
                : major + "." + EnvoyJson.number(version, "minor_number", 0) + "."
                        + EnvoyJson.number(version, "patch", 0);
    }

    /** Version of Envoy in {@code <commit>/1.34.1/Clean/RELEASE/BoringSSL}. */
    static String release(String version) {
        String[] parts = version.split("/", -1);
        return parts.length > 1 ? parts[1] : version;
    }
}
