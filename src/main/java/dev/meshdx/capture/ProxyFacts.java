package dev.meshdx.capture;

import dev.meshdx.facts.Fact;
import dev.meshdx.facts.Origin;
import dev.meshdx.facts.Pod;
import dev.meshdx.facts.Proxy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/** One {@link Proxy} per proxy that left evidence of any kind: admin output, log, or entry in a list of istiod. */
final class ProxyFacts {

    private static final List<String> OWN_EVIDENCE = List.of(
            "server-info",
            "config-dump",
            "proxy-stats",
            "clusters",
            "certs",
            "memory",
            "readiness",
            "access-log",
            "proxy-log",
            "linkerd-proxy-log",
            "ztunnel-log");

    /** Components whose admin-like answers and logs are not those of a proxy. */
    private static final Set<String> NO_PROXIES = Set.of(
            "istiod",
            "istio-cni",
            "coredns",
            "kube-proxy",
            "consul-server",
            "consul-connect-injector",
            "gloo-mesh-mgmt-server",
            "gloo-mesh-agent");

    private final Evidence evidence;
    private final Inventory inventory;
    private final ProxyKey.Finder keys;
    private final Map<ProxyKey, Builder> proxies = new TreeMap<>();
    private final Map<ProxyKey, Pod> pods = new HashMap<>();

    ProxyFacts(Evidence evidence, Inventory inventory, ProxyKey.Finder keys) {
        this.evidence = evidence;
        this.inventory = inventory;
        this.keys = keys;
    }

    void addTo(Consumer<Fact> facts) {
        for (String kind : OWN_EVIDENCE) {
            evidence.coverage().getOrDefault(kind, Map.of()).keySet().stream()
                    .sorted()
                    .forEach(path -> addFile(Origin.line(path, 0), !kind.equals("readiness")));
        }
        for (EnvoyEvidence.Server server : sorted(EnvoyEvidence.Server.class, EnvoyEvidence.Server::origin)) {
            of(keys.of(server.origin()), server.origin()).add(server);
        }
        for (EnvoyEvidence.Readiness answer : sorted(EnvoyEvidence.Readiness.class, EnvoyEvidence.Readiness::origin)) {
            of(keys.of(answer.origin()), answer.origin()).add(answer);
        }
        for (IstiodEvidence.ListedProxy listed :
                sorted(IstiodEvidence.ListedProxy.class, IstiodEvidence.ListedProxy::origin)) {
            of(keys.of(listed), listed.origin()).add(listed);
        }
        proxies.forEach((key, builder) -> {
            boolean known = !key.pod().isEmpty() || builder.own;
            if (known && !NO_PROXIES.contains(key.component())) {
                facts.accept(builder.proxy(key, pod(key)));
            }
        });
    }

    /** @param own whether only a proxy can have written the file; istiod and applications answer probes, too */
    private void addFile(Origin origin, boolean own) {
        of(keys.of(origin), origin).own |= own;
    }

    private Builder of(ProxyKey key, Origin origin) {
        return proxies.computeIfAbsent(key, k -> new Builder(origin));
    }

    private <T> List<T> sorted(Class<T> type, Function<T, Origin> origin) {
        List<T> records = new ArrayList<>(evidence.all(type));
        records.sort(Comparator.comparing(origin));
        return records;
    }

    private Optional<Pod> pod(ProxyKey key) {
        if (pods.isEmpty()) {
            proxies.keySet().stream().map(ProxyKey::cluster).distinct().forEach(this::addPods);
        }
        return Optional.ofNullable(pods.get(place(key.cluster(), key.namespace(), key.pod())));
    }

    private void addPods(String cluster) {
        inventory.pods(cluster).forEach(pod -> pods.put(place(cluster, pod.namespace(), pod.name()), pod));
    }

    private static ProxyKey place(String cluster, String namespace, String pod) {
        return new ProxyKey(cluster, namespace, pod, "", "", "");
    }

    /** What is known of one proxy; the first source that knows a thing counts. */
    private static final class Builder {

        private final Origin origin;
        private boolean own;
        private String type = "";
        private String version = "";
        private String state = "";
        private String ready = "";
        private String message = "";
        private String ip = "";

        Builder(Origin origin) {
            this.origin = origin;
        }

        void add(EnvoyEvidence.Server server) {
            type = first(type, server.nodeType());
            version = first(version, server.version());
            state = first(state, server.state());
            ip = first(ip, server.ip());
        }

        /** Any probe that says no counts: Envoy's own LIVE does not mean that the sidecar is ready. */
        void add(EnvoyEvidence.Readiness answer) {
            state = first(state, answer.state());
            if (answer.ready().isEmpty() || ready.equals("false")) {
                return;
            }
            message = ready.isEmpty() || answer.ready().equals("false")
                    ? answer.message()
                    : first(message, answer.message());
            ready = answer.ready();
        }

        void add(IstiodEvidence.ListedProxy listed) {
            type = first(type, listed.nodeType());
            version = first(version, listed.version());
        }

        Proxy proxy(ProxyKey key, Optional<Pod> pod) {
            return new Proxy(
                    key.cluster(),
                    key.namespace(),
                    key.pod(),
                    key.workload(),
                    mesh(key, pod),
                    version,
                    state,
                    ready,
                    message,
                    first(ip, pod.map(Pod::podIp).orElse("")),
                    origin);
        }

        private String mesh(ProxyKey key, Optional<Pod> pod) {
            String container = pod.map(Pod::proxy).orElse("");
            if (type.equals("ztunnel") || key.component().equals("ztunnel")) {
                return "ztunnel";
            }
            if (type.equals("waypoint") || key.component().equals("waypoint")) {
                return "waypoint";
            }
            if (type.equals("router") || key.component().equals("istio-gateway")) {
                return "istio-gateway";
            }
            if (type.equals("sidecar") || container.equals("istio-proxy")) {
                return "istio-sidecar";
            }
            if (container.equals("linkerd-proxy") || key.component().startsWith("linkerd-")) {
                return "linkerd";
            }
            return container.equals("consul-dataplane") ? "consul" : "envoy";
        }

        private static String first(String known, String other) {
            return known.isEmpty() ? other : known;
        }
    }
}
