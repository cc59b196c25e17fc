package dev.meshdx.capture;

import dev.meshdx.facts.GatewayListener;
import dev.meshdx.facts.Pod;
import dev.meshdx.facts.Service;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Servers of Istio Gateways and listeners of Kubernetes Gateways as facts. */
final class GatewayFacts {

    private static final String GATEWAY_API = "gateway.networking.k8s.io";

    private final String cluster;
    private final KubeIndex index;
    private final CaptureInventory inventory;

    GatewayFacts(String cluster, KubeIndex index, CaptureInventory inventory) {
        this.cluster = cluster;
        this.index = index;
        this.inventory = inventory;
    }

    void add(Consumer<? super GatewayListener> facts) {
        for (KubeObject object : index.of(cluster, "Gateway")) {
            boolean kubernetes =
                    object.group().equals(GATEWAY_API) || object.spec().has("gatewayClassName");
            if (kubernetes) {
                object.spec().items("listeners").forEach(listener -> facts.accept(listener(object, listener)));
            } else {
                object.spec().items("servers").forEach(server -> facts.accept(server(object, server)));
            }
        }
    }

    private GatewayListener server(KubeObject object, Tree server) {
        Map<String, String> selector = object.spec().at("selector").texts();
        List<Pod> pods = selected(selector);
        int port = server.number(0, "port", "number");
        String credential = server.text("tls", "credentialName");
        return new GatewayListener(
                cluster,
                object.namespace(),
                object.name(),
                "Gateway",
                server.text("port", "name"),
                port,
                server.text("port", "protocol"),
                server.texts("hosts"),
                server.text("tls", "mode"),
                credential,
                pods.stream().map(Pod::namespace).distinct().anyMatch(namespace -> secret(namespace, credential))
                        || secret(object.namespace(), credential),
                inventory.hasPods(cluster) ? pods.size() : -1,
                exposed(pods, port),
                "",
                object.origin());
    }

    private GatewayListener listener(KubeObject object, Tree listener) {
        Tree certificate = MeshPolicyFacts.first(listener.items("tls", "certificateRefs"));
        String namespace = certificate.text("namespace");
        String mode = listener.text("tls", "mode");
        int port = listener.number(0, "port");
        List<Pod> pods = inventory.pods(cluster, object.namespace()).stream()
                .filter(pod -> object.name().equals(pod.labels().get("gateway.networking.k8s.io/gateway-name")))
                .toList();
        return new GatewayListener(
                cluster,
                object.namespace(),
                object.name(),
                "KubernetesGateway",
                listener.text("name"),
                port,
                listener.text("protocol"),
                listener.text("hostname").isEmpty() ? List.of() : List.of(listener.text("hostname")),
                listener.has("tls") && mode.isEmpty() ? "Terminate" : mode,
                certificate.text("name"),
                secret(namespace.isEmpty() ? object.namespace() : namespace, certificate.text("name")),
                inventory.hasPods(cluster) ? pods.size() : -1,
                exposed(pods, port),
                PodFacts.condition(object.status(), "Programmed"),
                object.origin());
    }

    private List<Pod> selected(Map<String, String> selector) {
        return inventory.pods(cluster).stream()
                .filter(pod -> !selector.isEmpty() && pod.labels().entrySet().containsAll(selector.entrySet()))
                .toList();
    }

    private boolean secret(String namespace, String name) {
        return !name.isEmpty() && index.find(cluster, "Secret", namespace, name).isPresent();
    }

    /** Whether a Service of the pods has a port of that number or one that targets it; true when none was captured. */
    private boolean exposed(List<Pod> pods, int port) {
        boolean any = false;
        for (Service service : inventory.services(cluster)) {
            if (pods.isEmpty() || inventory.podsOf(service).stream().noneMatch(pods::contains)) {
                continue;
            }
            any = true;
            boolean has = index.find(cluster, "Service", service.namespace(), service.name())
                    .map(object -> object.spec().items("ports").stream()
                            .anyMatch(
                                    entry -> entry.number(0, "port") == port || entry.number(0, "targetPort") == port))
                    .orElse(true);
            if (has) {
                return true;
            }
        }
        return !any;
    }
}
