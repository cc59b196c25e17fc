package dev.meshdx.capture;

import dev.meshdx.facts.Fact;
import dev.meshdx.facts.Service;
import dev.meshdx.facts.ServiceEndpoints;
import dev.meshdx.facts.ServicePort;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Services, their ports and their endpoints as facts. */
final class ServiceFacts {

    private static final Set<String> PROTOCOL_PREFIXES = Set.of(
            "http", "http2", "https", "grpc", "grpc-web", "tcp", "tls", "mongo", "mysql", "redis", "udp", "hbone");

    private final String cluster;
    private final KubeIndex index;
    private final CaptureInventory inventory;

    ServiceFacts(String cluster, KubeIndex index, CaptureInventory inventory) {
        this.cluster = cluster;
        this.index = index;
        this.inventory = inventory;
    }

    static Service service(String cluster, KubeObject object) {
        Tree spec = object.spec();
        String type = spec.text("type");
        return new Service(
                cluster,
                object.namespace(),
                object.name(),
                HostNames.ofService(object.namespace(), object.name()),
                type.isEmpty() ? "ClusterIP" : type,
                spec.text("clusterIP"),
                Workloads.component(object.namespace(), object.name()),
                spec.at("selector").texts(),
                object.origin());
    }

    void add(Consumer<Fact> facts) {
        inventory.services(cluster).forEach(facts);
        index.of(cluster, "Service", "").forEach(object -> ports(object, facts));
        endpoints(facts);
    }

    private void ports(KubeObject object, Consumer<Fact> facts) {
        for (Tree port : object.spec().items("ports")) {
            String target = port.text("targetPort");
            facts.accept(new ServicePort(
                    cluster,
                    object.namespace(),
                    object.name(),
                    port.text("name"),
                    port.number(0, "port"),
                    target.isEmpty() ? port.text("port") : target,
                    port.text("protocol").isEmpty() ? "TCP" : port.text("protocol"),
                    appProtocol(port),
                    object.origin()));
        }
    }

    private static String appProtocol(Tree port) {
        if (!port.text("appProtocol").isEmpty()) {
            return port.text("appProtocol");
        }
        String name = port.text("name");
        if (name.startsWith("grpc-web")) {
            return "grpc-web";
        }
        String prefix = name.contains("-") ? name.substring(0, name.indexOf('-')) : name;
        return PROTOCOL_PREFIXES.contains(prefix) ? prefix : "";
    }

    private void endpoints(Consumer<Fact> facts) {
        Map<String, Addresses> byService = new TreeMap<>();
        for (KubeObject slice : index.of(cluster, "EndpointSlice")) {
            String service = slice.labels().text("kubernetes.io/service-name");
            if (!service.isEmpty()) {
                Addresses addresses = byService.computeIfAbsent(
                        slice.namespace() + "/" + service, key -> new Addresses(slice, service));
                slice.body().items("endpoints").forEach(addresses::addEndpoint);
            }
        }
        for (KubeObject object : index.of(cluster, "Endpoints")) {
            String key = object.namespace() + "/" + object.name();
            if (!byService.containsKey(key) && !object.body().has("leader")) {
                Addresses addresses = new Addresses(object, object.name());
                object.body().items("subsets").forEach(addresses::addSubset);
                byService.put(key, addresses);
            }
        }
        byService.values().forEach(addresses -> facts.accept(fact(addresses)));
    }

    private ServiceEndpoints fact(Addresses addresses) {
        String namespace = addresses.object.namespace();
        Optional<Service> service = inventory.service(cluster, namespace, addresses.service);
        boolean counted = inventory.hasPods(cluster)
                && service.isPresent()
                && !service.get().selector().isEmpty();
        List<?> selected = counted ? inventory.podsOf(service.get()) : List.of();
        int ready = (int)
                addresses.ready.values().stream().filter(Boolean::booleanValue).count();
        return new ServiceEndpoints(
                cluster,
                namespace,
                addresses.service,
                Workloads.component(namespace, addresses.service),
                ready,
                addresses.ready.size() - ready,
                counted ? selected.size() : -1,
                addresses.object.origin());
    }

    /** Addresses of one Service, each counted once; ready when any entry says so. */
    private static final class Addresses {

        private final KubeObject object;
        private final String service;
        private final Map<String, Boolean> ready = new HashMap<>();

        Addresses(KubeObject object, String service) {
            this.object = object;
            this.service = service;
        }

        void addEndpoint(Tree endpoint) {
            Tree conditions = endpoint.at("conditions");
            boolean isReady = !conditions.text("ready").equals("false") && !conditions.isTrue("terminating");
            endpoint.texts("addresses").forEach(address -> ready.merge(address, isReady, Boolean::logicalOr));
        }

        void addSubset(Tree subset) {
            subset.items("addresses").forEach(address -> ready.put(address.text("ip"), true));
            subset.items("notReadyAddresses").forEach(address -> ready.putIfAbsent(address.text("ip"), false));
        }
    }
}
