package dev.meshdx.capture;

import dev.meshdx.facts.Webhook;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Admission webhooks as facts. */
final class WebhookFacts {

    private static final int DEFAULT_PORT = 443;

    private WebhookFacts() {}

    static void add(String cluster, KubeIndex index, Consumer<? super Webhook> facts) {
        for (String kind : new String[] {"MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"}) {
            for (KubeObject object : index.of(cluster, kind)) {
                object.body().items("webhooks").forEach(webhook -> facts.accept(fact(cluster, object, webhook)));
            }
        }
    }

    /** The mesh that a webhook configuration belongs to, empty when none. */
    static String mesh(KubeObject configuration) {
        String text = configuration.name() + " "
                + configuration.body().items("webhooks").stream()
                        .map(webhook -> webhook.text("clientConfig", "service", "name") + " " + webhook.text("name"))
                        .toList()
                + configuration.labels().names();
        for (String mesh : List.of("istio", "linkerd", "consul", "gloo")) {
            if (text.contains(mesh)) {
                return mesh;
            }
        }
        return "";
    }

    private static Webhook fact(String cluster, KubeObject object, Tree webhook) {
        Tree service = webhook.at("clientConfig", "service");
        String mesh = mesh(object);
        String revision = object.labels().text("istio.io/rev");
        String policy = webhook.text("failurePolicy");
        return new Webhook(
                cluster,
                object.name(),
                webhook.text("name"),
                object.kind().startsWith("Mutating") ? "mutating" : "validating",
                mesh,
                !mesh.equals("istio") ? "" : revision.isEmpty() ? "default" : revision,
                policy.isEmpty() ? "Fail" : policy,
                service.text("namespace"),
                service.text("name"),
                service.exists() ? service.number(DEFAULT_PORT, "port") : 0,
                namespaceLabels(webhook.at("namespaceSelector")),
                object.origin());
    }

    private static Map<String, String> namespaceLabels(Tree selector) {
        Map<String, String> labels =
                new LinkedHashMap<>(selector.at("matchLabels").texts());
        for (Tree expression : selector.items("matchExpressions")) {
            List<String> values = expression.texts("values");
            if (expression.text("operator").equals("In") && !values.isEmpty()) {
                labels.put(expression.text("key"), values.get(0));
            }
        }
        return labels;
    }
}
