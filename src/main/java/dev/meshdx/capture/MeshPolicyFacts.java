package dev.meshdx.capture;

import dev.meshdx.facts.AuthorizationRule;
import dev.meshdx.facts.Fact;
import dev.meshdx.facts.MtlsPolicy;
import dev.meshdx.facts.ServiceEntryHost;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** PeerAuthentication, AuthorizationPolicy and ServiceEntry as facts. */
final class MeshPolicyFacts {

    private static final Set<String> HTTP_OPERATIONS =
            Set.of("methods", "notMethods", "paths", "notPaths", "hosts", "notHosts");
    private static final Set<String> HTTP_SOURCES = Set.of("requestPrincipals", "notRequestPrincipals");

    private final String cluster;
    private final KubeIndex index;
    private final String rootNamespace;

    MeshPolicyFacts(String cluster, KubeIndex index, String rootNamespace) {
        this.cluster = cluster;
        this.index = index;
        this.rootNamespace = rootNamespace;
    }

    void add(Consumer<Fact> facts) {
        index.of(cluster, "PeerAuthentication").forEach(object -> facts.accept(mtls(object)));
        index.of(cluster, "AuthorizationPolicy", "security.istio.io")
                .forEach(object -> facts.accept(authorization(object)));
        index.of(cluster, "ServiceEntry").forEach(object -> serviceEntry(object, facts));
    }

    private MtlsPolicy mtls(KubeObject object) {
        Map<String, String> ports = new LinkedHashMap<>();
        object.spec().at("portLevelMtls").members((port, value) -> ports.put(port, mode(value.text("mode"))));
        Map<String, String> selector =
                object.spec().at("selector", "matchLabels").texts();
        return new MtlsPolicy(
                cluster,
                object.namespace(),
                object.name(),
                mode(object.spec().text("mtls", "mode")),
                scope(object.namespace(), selector),
                selector,
                ports,
                object.origin());
    }

    private static String mode(String text) {
        return text.isEmpty() ? "UNSET" : text;
    }

    private String scope(String namespace, Map<String, String> selector) {
        if (!selector.isEmpty()) {
            return "workload";
        }
        return namespace.equals(rootNamespace) ? "mesh" : "namespace";
    }

    private AuthorizationRule authorization(KubeObject object) {
        Tree spec = object.spec();
        List<String> principals = new ArrayList<>();
        List<String> namespaces = new ArrayList<>();
        List<String> ports = new ArrayList<>();
        boolean http = false;
        for (Tree rule : spec.items("rules")) {
            for (Tree from : rule.items("from")) {
                principals.addAll(from.texts("source", "principals"));
                namespaces.addAll(from.texts("source", "namespaces"));
                http |= from.at("source").names().stream().anyMatch(HTTP_SOURCES::contains);
            }
            for (Tree to : rule.items("to")) {
                ports.addAll(to.texts("operation", "ports"));
                http |= to.at("operation").names().stream().anyMatch(HTTP_OPERATIONS::contains);
            }
            http |= rule.items("when").stream()
                    .anyMatch(when -> when.text("key").startsWith("request."));
        }
        Tree target = spec.has("targetRef") ? spec.at("targetRef") : first(spec.items("targetRefs"));
        Map<String, String> selector = spec.at("selector", "matchLabels").texts();
        return new AuthorizationRule(
                cluster,
                object.namespace(),
                object.name(),
                spec.text("action").isEmpty() ? "ALLOW" : spec.text("action"),
                target.exists() ? "target" : scope(object.namespace(), selector),
                selector,
                spec.items("rules").size(),
                principals,
                namespaces,
                ports,
                http,
                object.annotations().isTrue("istio.io/dry-run"),
                target.exists() ? target.text("kind") + "/" + target.text("name") : "",
                object.origin());
    }

    private void serviceEntry(KubeObject object, Consumer<Fact> facts) {
        Tree spec = object.spec();
        List<String> ports = spec.items("ports").stream()
                .map(port -> port.text("number") + "/" + port.text("protocol"))
                .toList();
        String resolution = spec.text("resolution");
        List<String> addresses = new ArrayList<>(spec.texts("addresses"));
        object.status().items("addresses").forEach(allocated -> addresses.add(allocated.text("value")));
        for (String host : spec.texts("hosts")) {
            facts.accept(new ServiceEntryHost(
                    cluster,
                    object.namespace(),
                    object.name(),
                    host,
                    resolution.isEmpty() ? "NONE" : resolution,
                    addresses,
                    ports,
                    object.origin()));
        }
    }

    static Tree first(List<Tree> items) {
        return items.isEmpty() ? Tree.NOTHING : items.get(0);
    }
}
