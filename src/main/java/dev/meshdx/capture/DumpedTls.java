package dev.meshdx.capture;

import com.fasterxml.jackson.databind.JsonNode;

/** How an upstream cluster of a config_dump protects its connections: mtls, tls or plaintext. */
final class DumpedTls {

    private static final String SOCKET = "transport_socket";

    private DumpedTls() {}

    /** The kind of a cluster; where hosts choose among several, mutual TLS counts first. */
    static String of(JsonNode cluster) {
        for (JsonNode match : EnvoyJson.field(cluster, "transport_socket_matches")) {
            boolean istio = EnvoyJson.text(match, "name").equals("tlsMode-istio");
            if (istio || socket(EnvoyJson.field(match, SOCKET)).equals("mtls")) {
                return "mtls";
            }
        }
        JsonNode old = EnvoyJson.field(cluster, "tls_context");
        return old.isObject() ? context(old) : socket(EnvoyJson.field(cluster, SOCKET));
    }

    private static String socket(JsonNode socket) {
        String name = EnvoyJson.text(socket, "name");
        JsonNode config = EnvoyJson.field(socket, "typed_config");
        if (name.contains("internal_upstream")) {
            return "mtls"; // HBONE: the tunnel's own cluster does the handshake
        }
        JsonNode inner = EnvoyJson.field(config, SOCKET);
        if (inner.isObject()) {
            return socket(inner);
        }
        return name.contains("tls") ? context(config.has("value") ? config.path("value") : config) : "plaintext";
    }

    /** A context that presents a certificate of its own makes TLS mutual. */
    private static String context(JsonNode context) {
        JsonNode common = EnvoyJson.field(context, "common_tls_context");
        boolean own = !EnvoyJson.field(common, "tls_certificate_sds_secret_configs")
                        .isEmpty()
                || !EnvoyJson.field(common, "tls_certificates").isEmpty()
                || EnvoyJson.field(common, "tls_certificate_provider_instance").isObject();
        return own ? "mtls" : "tls";
    }
}
