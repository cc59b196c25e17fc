package dev.meshdx.capture;

import java.security.cert.X509Certificate;
import java.util.Set;

/** Certificates that objects hold: which Secrets, ConfigMaps and webhooks matter, and as what. */
final class SecretFacts {

    private static final Set<String> ISTIO_CA = Set.of("cacerts", "istio-ca-secret");
    private static final Set<String> LINKERD_SERVING = Set.of(
            "linkerd-proxy-injector-k8s-tls",
            "linkerd-policy-validator-k8s-tls",
            "linkerd-sp-validator-k8s-tls",
            "tap-k8s-tls",
            "tap-injector-k8s-tls",
            "linkerd-tap-k8s-tls");

    private final String cluster;
    private final KubeIndex index;
    private final KubeCertificates certificates;

    SecretFacts(String cluster, KubeIndex index, KubeCertificates certificates) {
        this.cluster = cluster;
        this.index = index;
        this.certificates = certificates;
    }

    /** Adds all certificates; how many. */
    int add() {
        int[] count = {0};
        index.of(cluster, "Secret").forEach(secret -> count[0] += secret(secret));
        index.of(cluster, "ConfigMap").forEach(map -> count[0] += configMap(map));
        for (String kind : new String[] {"MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"}) {
            index.of(cluster, kind).forEach(webhook -> count[0] += webhook(webhook));
        }
        return count[0];
    }

    private int secret(KubeObject secret) {
        String name = secret.name();
        boolean linkerdIssuer = name.equals("linkerd-identity-issuer");
        boolean linkerdServing = LINKERD_SERVING.contains(name);
        boolean istio = ISTIO_CA.contains(name);
        boolean tls = secret.body().text("type").equals("kubernetes.io/tls");
        if (!linkerdIssuer && !linkerdServing && !istio && !tls) {
            return 0;
        }
        String mesh = istio ? "istio" : linkerdIssuer || linkerdServing ? "linkerd" : "";
        KubeCertificates.Holder holder = holder(secret, "Secret", mesh);
        int[] count = {0};
        secret.body()
                .at("data")
                .members((key, value) -> count[0] += certificates.addBase64(
                        value.text(),
                        holder,
                        certificate -> role(key, certificate, istio, linkerdIssuer, linkerdServing)));
        return count[0];
    }

    private static String role(
            String key, X509Certificate certificate, boolean istio, boolean linkerdIssuer, boolean linkerdServing) {
        boolean root = KubeCertificates.selfSigned(certificate);
        if (istio) {
            return root ? "root" : "intermediate";
        }
        if (linkerdIssuer) {
            return key.equals("ca.crt") ? "trust-anchor" : "issuer";
        }
        if (linkerdServing) {
            return "webhook-serving";
        }
        return key.equals("ca.crt") ? "root" : "gateway";
    }

    private int configMap(KubeObject map) {
        Tree data = map.body().at("data");
        if (map.name().equals("istio-ca-root-cert")) {
            return certificates.addPem(
                    data.text("root-cert.pem"), holder(map, "ConfigMap", "istio"), certificate -> "root");
        }
        if (map.name().equals("linkerd-identity-trust-roots")) {
            return certificates.addPem(
                    data.text("ca-bundle.crt"), holder(map, "ConfigMap", "linkerd"), certificate -> "trust-anchor");
        }
        return 0;
    }

    private int webhook(KubeObject configuration) {
        String mesh = WebhookFacts.mesh(configuration);
        Set<String> bundles = new java.util.LinkedHashSet<>();
        configuration
                .body()
                .items("webhooks")
                .forEach(webhook -> bundles.add(webhook.text("clientConfig", "caBundle")));
        bundles.remove("");
        return bundles.stream()
                .mapToInt(bundle -> certificates.addBase64(
                        bundle, holder(configuration, "Webhook", mesh), certificate -> "webhook-ca"))
                .sum();
    }

    private static KubeCertificates.Holder holder(KubeObject object, String kind, String mesh) {
        return new KubeCertificates.Holder(object.namespace(), object.name(), kind, mesh, object.origin());
    }
}
