package dev.meshdx.capture;

import dev.meshdx.facts.Pod;
import dev.meshdx.facts.PolicyBlock;
import dev.meshdx.facts.Service;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Finds the paths that a mesh needs and NetworkPolicies close. It works per workload, not per pair of pods, and only asks for
 * paths both of whose ends were captured.
 */
final class PolicyBlocks {

    private static final Set<String> META_PORT_CONTAINERS =
            Set.of("istio-proxy", "istio-init", "linkerd-proxy", "linkerd-init", "consul-dataplane");

    private final String cluster;
    private final NetworkRules rules;
    private final List<NetworkEnd> ends;
    private final Consumer<? super PolicyBlock> facts;
    private final Set<String> told = new HashSet<>();

    private PolicyBlocks(
            String cluster, NetworkRules rules, List<NetworkEnd> ends, Consumer<? super PolicyBlock> facts) {
        this.cluster = cluster;
        this.rules = rules;
        this.ends = ends;
        this.facts = facts;
    }

    static void add(
            String cluster,
            KubeIndex index,
            CaptureInventory inventory,
            List<CalledHost> calls,
            Consumer<? super PolicyBlock> facts) {
        NetworkRules rules = new NetworkRules(index.of(cluster, "NetworkPolicy", "networking.k8s.io"));
        if (!rules.isEmpty() && inventory.hasPods(cluster)) {
            PolicyBlocks blocks = new PolicyBlocks(cluster, rules, ends(cluster, index, inventory), facts);
            blocks.findAll();
            blocks.called(inventory, calls);
        }
    }

    /** Calls that access logs show: what one workload calls and no policy lets through, though others may call it. */
    private void called(CaptureInventory inventory, List<CalledHost> calls) {
        Set<String> seen = new HashSet<>();
        for (CalledHost call : calls) {
            Owner owner = inventory.ownerOf(call.path());
            if (!owner.cluster().equals(cluster)
                    || !seen.add(owner.namespace() + "/" + owner.workload() + " " + call.host())) {
                continue;
            }
            Optional<NetworkEnd> client = ends.stream()
                    .filter(end -> end.path().equals(owner.namespace() + "/" + owner.workload()))
                    .findFirst();
            Optional<Service> service = inventory
                    .serviceByHost(cluster, call.host(), owner.namespace())
                    .or(() -> inventory.serviceByIp(cluster, call.host()));
            if (client.isPresent() && service.isPresent()) {
                inventory.podsOf(service.get()).stream()
                        .map(pod -> pod.namespace() + "/" + pod.workload())
                        .distinct()
                        .forEach(server -> ends.stream()
                                .filter(end -> end.path().equals(server) && !end.sameWorkload(client.get()))
                                .forEach(end -> pair(client.get(), end)));
            }
        }
    }

    private void pair(NetworkEnd client, NetworkEnd server) {
        if (server.ports().isEmpty()) {
            return;
        }
        if (server.ports().stream().noneMatch(port -> rules.allows(true, server, client, port))) {
            tell(true, server, "traffic", only(server.ports()), client.path());
        } else if (server.ports().stream().noneMatch(port -> rules.allows(false, client, server, port))) {
            tell(false, client, "traffic", only(server.ports()), server.path());
        }
    }

    private void findAll() {
        Predicate<NetworkEnd> istio = end -> end.pod().mesh().startsWith("istio") && !is(end, "istiod");
        Predicate<NetworkEnd> linkerd = end -> end.pod().mesh().equals("linkerd");
        Predicate<NetworkEnd> anyMesh = end -> !end.pod().mesh().isEmpty() || is(end, "istiod");
        clientsTo("xds", istio, component("istiod"), port("https-dns", 15012));
        clientsTo("dns", anyMesh, component("coredns"), new NetworkEnd.Port("dns", 53, "UDP"));
        clientsTo("linkerd-control-plane", linkerd, component("linkerd-identity"), port("ident-grpc", 8080));
        clientsTo("linkerd-control-plane", linkerd, component("linkerd-destination"), port("dest-grpc", 8086));
        clientsTo("linkerd-control-plane", linkerd, component("linkerd-destination"), port("policy-grpc", 8090));
        ends.stream().filter(component("istiod")).forEach(this::webhook);
        Predicate<NetworkEnd> ambient = end -> end.pod().mesh().equals("istio-ambient") && !is(end, "ztunnel");
        between("hbone", ambient, List.of(port("", 15008)));
        between("linkerd-inbound", linkerd, List.of(port("", 4143)));
        between("traffic", end -> end.pod().mesh().equals("istio-sidecar") && !is(end, "istiod"), List.of());
        between("traffic", end -> end.pod().mesh().equals("consul") || linkerdApplication(end), List.of());
        ends.stream().filter(anyMesh).forEach(this::all);
    }

    private static boolean linkerdApplication(NetworkEnd end) {
        return end.pod().mesh().equals("linkerd") && end.pod().component().isEmpty();
    }

    private void clientsTo(
            String path, Predicate<NetworkEnd> client, Predicate<NetworkEnd> server, NetworkEnd.Port port) {
        List<NetworkEnd> servers = ends.stream().filter(server).toList();
        if (servers.isEmpty()) {
            return;
        }
        for (NetworkEnd end : ends) {
            if (!client.test(end) || servers.contains(end)) {
                continue;
            }
            if (servers.stream().noneMatch(target -> rules.allows(false, end, target, port))) {
                tell(false, end, path, port.number(), servers.get(0).path());
            } else if (servers.stream().noneMatch(target -> rules.allows(true, target, end, port))) {
                tell(true, servers.get(0), path, port.number(), end.path());
            }
        }
    }

    private void webhook(NetworkEnd istiod) {
        if (!rules.allowsOutside(istiod, port("https-webhooks", 15017))) {
            tell(true, istiod, "webhook", 15017, "any");
        }
    }

    /** Calls among the workloads of a mesh: a workload is cut off when none of the others may call it, or it none of them. */
    private void between(String path, Predicate<NetworkEnd> member, List<NetworkEnd.Port> ports) {
        List<NetworkEnd> members = ends.stream().filter(member).toList();
        for (NetworkEnd end : members) {
            List<NetworkEnd> others =
                    members.stream().filter(other -> !other.sameWorkload(end)).toList();
            if (others.isEmpty()) {
                continue;
            }
            List<NetworkEnd.Port> served = ports.isEmpty() ? end.ports() : ports;
            boolean called = served.isEmpty()
                    || !rules.restricts(true, end)
                    || served.stream()
                            .anyMatch(port -> others.stream().anyMatch(other -> rules.allows(true, end, other, port)));
            if (!called) {
                tell(true, end, path, only(served), "any");
            }
            boolean calls = !rules.restricts(false, end)
                    || others.stream()
                            .anyMatch(other -> (ports.isEmpty() ? other.ports() : ports)
                                    .stream().anyMatch(port -> rules.allows(false, end, other, port)))
                    || ports.isEmpty()
                            && others.stream().allMatch(other -> other.ports().isEmpty());
            if (!calls) {
                tell(false, end, path, ports.isEmpty() ? 0 : only(ports), "any");
            }
        }
    }

    private void all(NetworkEnd end) {
        for (boolean ingress : new boolean[] {true, false}) {
            if (rules.allowsNothing(ingress, end)) {
                tell(ingress, end, "all", 0, "any");
            }
        }
    }

    private void tell(boolean ingress, NetworkEnd end, String path, int port, String peer) {
        Optional<NetworkRules.Policy> culprit = rules.culprit(ingress, end);
        if (culprit.isEmpty()) {
            return;
        }
        KubeObject object = culprit.get().object();
        String direction = ingress ? "ingress" : "egress";
        if (told.add(
                object.namespace() + "/" + object.name() + " " + direction + " " + end.path() + " " + path + port)) {
            facts.accept(new PolicyBlock(
                    cluster,
                    object.namespace(),
                    object.name(),
                    direction,
                    end.pod().workload(),
                    end.namespace(),
                    path,
                    port,
                    peer,
                    culprit.get().rules(ingress).isEmpty(),
                    object.origin()));
        }
    }

    private static int only(List<NetworkEnd.Port> ports) {
        return ports.size() == 1 ? ports.get(0).number() : 0;
    }

    private static Predicate<NetworkEnd> component(String component) {
        return end -> is(end, component);
    }

    private static boolean is(NetworkEnd end, String component) {
        return end.pod().component().equals(component);
    }

    private static NetworkEnd.Port port(String name, int number) {
        return new NetworkEnd.Port(name, number, "TCP");
    }

    private static List<NetworkEnd> ends(String cluster, KubeIndex index, CaptureInventory inventory) {
        Map<String, Map<String, String>> labels = namespaceLabels(cluster, index);
        Map<String, NetworkEnd> ends = new LinkedHashMap<>();
        Map<String, KubeObject> objects = new HashMap<>();
        index.of(cluster, "Pod").forEach(object -> objects.put(object.namespace() + "/" + object.name(), object));
        for (Pod pod : inventory.pods(cluster)) {
            boolean over = pod.phase().equals("Succeeded") || pod.phase().equals("Failed");
            String key = pod.namespace() + "/" + pod.workload() + pod.labels().hashCode();
            if (over || ends.containsKey(key)) {
                continue;
            }
            Map<String, String> own =
                    labels.getOrDefault(pod.namespace(), Map.of("kubernetes.io/metadata.name", pod.namespace()));
            ends.put(key, new NetworkEnd(pod, own, ports(objects.get(pod.namespace() + "/" + pod.name()))));
        }
        return List.copyOf(ends.values());
    }

    private static Map<String, Map<String, String>> namespaceLabels(String cluster, KubeIndex index) {
        Map<String, Map<String, String>> all = new HashMap<>();
        for (KubeObject namespace : index.of(cluster, "Namespace")) {
            Map<String, String> labels = new HashMap<>(namespace.labels().texts());
            labels.putIfAbsent("kubernetes.io/metadata.name", namespace.name());
            all.put(namespace.name(), labels);
        }
        return all;
    }

    private static List<NetworkEnd.Port> ports(@org.jspecify.annotations.Nullable KubeObject pod) {
        List<NetworkEnd.Port> ports = new ArrayList<>();
        for (Tree container : pod == null ? List.<Tree>of() : pod.spec().items("containers")) {
            if (META_PORT_CONTAINERS.contains(container.text("name"))) {
                continue;
            }
            for (Tree port : container.items("ports")) {
                String protocol = port.text("protocol");
                ports.add(new NetworkEnd.Port(
                        port.text("name"), port.number(0, "containerPort"), protocol.isEmpty() ? "TCP" : protocol));
            }
        }
        return ports;
    }
}
