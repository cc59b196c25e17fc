package dev.meshdx.capture;

import com.fasterxml.jackson.databind.JsonNode;
import dev.meshdx.facts.Origin;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/**
 * Secrets as config_dump and {@code istioctl proxy-config secret -o json} show them. Private keys are not looked at.
 */
final class EnvoySecrets {

    private EnvoySecrets() {}

    /** Adds the public certificates of one secret entry; the result counts them. */
    static int add(JsonNode entry, Origin origin, Evidence evidence) {
        JsonNode secret = EnvoyJson.field(entry, "secret");
        boolean own = ofMesh(EnvoyJson.text(entry, "name"));
        int count = 0;
        List<X509Certificate> chain =
                certificates(EnvoyJson.field(EnvoyJson.field(secret, "tls_certificate"), "certificate_chain"));
        for (int i = 0; i < chain.size(); i++) {
            String role = i > 0 ? "intermediate" : own ? "leaf" : "gateway";
            evidence.add(PemCertificates.held(chain.get(i), role, origin, true));
            count++;
        }
        for (X509Certificate authority : trusted(EnvoyJson.field(secret, "validation_context"))) {
            String role = own ? "root" : "gateway";
            evidence.add(PemCertificates.held(authority, role, origin, true));
            count++;
        }
        return count;
    }

    /** Whether a secret is of the mesh's own identities rather than of a Gateway or a DestinationRule. */
    private static boolean ofMesh(String name) {
        return !name.contains("://") || name.startsWith("spiffe://");
    }

    private static List<X509Certificate> trusted(JsonNode context) {
        List<X509Certificate> plain = certificates(EnvoyJson.field(context, "trusted_ca"));
        return plain.isEmpty() ? spire(context) : plain;
    }

    /** SPIRE sends a bundle per trust domain in a typed validator. */
    private static List<X509Certificate> spire(JsonNode context) {
        JsonNode config = EnvoyJson.field(EnvoyJson.field(context, "custom_validator_config"), "typed_config");
        List<X509Certificate> bundles = new ArrayList<>();
        for (JsonNode domain : EnvoyJson.field(config, "trust_domains")) {
            bundles.addAll(certificates(EnvoyJson.field(domain, "trust_bundle")));
        }
        return bundles;
    }

    private static List<X509Certificate> certificates(JsonNode source) {
        String bytes = EnvoyJson.text(source, "inline_bytes");
        String text = EnvoyJson.text(source, "inline_string");
        if (bytes.isEmpty()) {
            return PemCertificates.of(text);
        }
        return PemCertificates.ofBase64(bytes);
    }
}
