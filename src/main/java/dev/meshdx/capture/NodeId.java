package dev.meshdx.capture;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Identity of an Istio proxy, which its node id spells {@code
 * sidecar~10.1.2.3~pod.namespace~namespace.svc.cluster.local}.
 *
 * @param type sidecar, router, waypoint or ztunnel; empty when unknown
 * @param ip address of the pod, empty when unknown
 * @param pod pod name
 * @param namespace namespace
 */
record NodeId(String type, String ip, String pod, String namespace) {

    private static final int PARTS = 4;

    /** Version that istioctl gives itself when it asks istiod over xDS. */
    private static final String ISTIOCTL_VERSION = "65536.65536.65536";

    private static final Pattern ISTIOCTL_NAME = Pattern.compile("test-\\d+");

    /** The identity in an id of Envoy, or in the {@code pod.namespace} of a control plane. */
    static Optional<NodeId> parse(String id) {
        String[] parts = id.split("~", -1);
        if (parts.length == 1) {
            return named("", "", id);
        }
        return parts.length == PARTS ? named(parts[0], parts[1], parts[2]) : Optional.empty();
    }

    /** The identity of a {@code node} object: by its id, else by the names in its metadata. */
    static Optional<NodeId> of(JsonNode node) {
        String id = EnvoyJson.text(node, "id");
        Optional<NodeId> parsed = id.contains("~") ? parse(id) : Optional.empty();
        if (parsed.isPresent()) {
            return parsed;
        }
        JsonNode metadata = node.path("metadata");
        String pod = EnvoyJson.text(metadata, "NAME");
        String namespace = EnvoyJson.text(metadata, "NAMESPACE");
        return pod.isEmpty() || namespace.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new NodeId("", EnvoyJson.text(metadata, "INSTANCE_IPS").split(",", 2)[0], pod, namespace));
    }

    /** Whether the entry is istioctl itself, which stands in the lists that it asks for. */
    boolean isIstioctl(String version) {
        return version.equals(ISTIOCTL_VERSION)
                || version.isEmpty() && ISTIOCTL_NAME.matcher(pod).matches();
    }

    private static Optional<NodeId> named(String type, String ip, String podAndNamespace) {
        int dot = podAndNamespace.lastIndexOf('.');
        if (dot <= 0 || dot == podAndNamespace.length() - 1) {
            return Optional.empty();
        }
        return Optional.of(new NodeId(type, ip, podAndNamespace.substring(0, dot), podAndNamespace.substring(dot + 1)));
    }
}
