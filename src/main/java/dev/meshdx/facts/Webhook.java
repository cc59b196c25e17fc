package dev.meshdx.facts;

import java.util.Map;

/**
 * One webhook of an admission webhook configuration.
 *
 * @param cluster cluster that the fact was captured from
 * @param configuration name of the configuration object
 * @param name name of the webhook
 * @param type mutating or validating
 * @param mesh istio, linkerd, consul, gloo or empty
 * @param revision Istio revision that it serves, "default" where unlabelled; empty for other meshes
 * @param failurePolicy Fail or Ignore
 * @param serviceNamespace namespace of the Service that answers
 * @param serviceName its name
 * @param port its port
 * @param namespaceLabels labels that the namespace selector asks for with In or equality (first value)
 * @param origin where the fact was read
 */
public record Webhook(
        String cluster,
        String configuration,
        String name,
        String type,
        String mesh,
        String revision,
        String failurePolicy,
        String serviceNamespace,
        String serviceName,
        int port,
        Map<String, String> namespaceLabels,
        Origin origin)
        implements Fact {
    public Webhook {
        namespaceLabels = SortedCopy.of(namespaceLabels);
    }

    @Override
    public Subject subject() {
        return Subject.of(
                cluster,
                "",
                type.equals("mutating") ? "MutatingWebhookConfiguration" : "ValidatingWebhookConfiguration",
                configuration);
    }

    @Override
    public String detail() {
        return name + " " + revision;
    }
}
