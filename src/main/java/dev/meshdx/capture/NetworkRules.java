package dev.meshdx.capture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All NetworkPolicies of a cluster, evaluated as networking.k8s.io/v1 defines: pods that no policy selects in a direction are
 * open in it; otherwise what any selecting policy allows is allowed, and a connection needs both of its ends.
 */
final class NetworkRules {

    private final Map<String, List<Policy>> byNamespace = new HashMap<>();
    private final Map<NetworkEnd, List<Policy>> ingressOf = new HashMap<>();
    private final Map<NetworkEnd, List<Policy>> egressOf = new HashMap<>();

    NetworkRules(List<KubeObject> policies) {
        policies.forEach(object -> byNamespace
                .computeIfAbsent(object.namespace(), key -> new ArrayList<>())
                .add(policy(object)));
    }

    boolean isEmpty() {
        return byNamespace.isEmpty();
    }

    /** Whether any policy restricts the pods in that direction. */
    boolean restricts(boolean ingress, NetworkEnd end) {
        return !selecting(ingress, end).isEmpty();
    }

    /** Whether the policies of {@code end} let it take a connection from, or open one to, {@code peer} at a port of the server. */
    boolean allows(boolean ingress, NetworkEnd end, NetworkEnd peer, NetworkEnd.Port port) {
        List<Policy> policies = selecting(ingress, end);
        return policies.isEmpty() || policies.stream().anyMatch(policy -> policy.allows(ingress, peer, port));
    }

    /** Whether both ends let the client connect to the server. */
    boolean connects(NetworkEnd client, NetworkEnd server, NetworkEnd.Port port) {
        return allows(false, client, server, port) && allows(true, server, client, port);
    }

    /** Whether callers from outside the pods, at addresses that are not known, may reach the port: any source or any block. */
    boolean allowsOutside(NetworkEnd server, NetworkEnd.Port port) {
        List<Policy> policies = selecting(true, server);
        return policies.isEmpty() || policies.stream().anyMatch(policy -> policy.allowsOutside(port));
    }

    /** The policy to name when a connection is refused: one that allows nothing if there is one. */
    Optional<Policy> culprit(boolean ingress, NetworkEnd end) {
        return selecting(ingress, end).stream()
                .min(Comparator.comparing(
                                (Policy policy) -> !policy.rules(ingress).isEmpty())
                        .thenComparing(policy -> policy.object.name()));
    }

    /** Whether all policies together allow nothing at all. */
    boolean allowsNothing(boolean ingress, NetworkEnd end) {
        List<Policy> policies = selecting(ingress, end);
        return !policies.isEmpty()
                && policies.stream().allMatch(policy -> policy.rules(ingress).isEmpty());
    }

    private List<Policy> selecting(boolean ingress, NetworkEnd end) {
        return (ingress ? ingressOf : egressOf)
                .computeIfAbsent(
                        end,
                        key -> key.pod().hostNetwork()
                                ? List.of()
                                : byNamespace.getOrDefault(key.namespace(), List.of()).stream()
                                        .filter(policy -> (ingress ? policy.ingress : policy.egress)
                                                && policy.pods.matches(key.pod().labels()))
                                        .toList());
    }

    private static Policy policy(KubeObject object) {
        Tree spec = object.spec();
        List<String> types = spec.texts("policyTypes");
        return new Policy(
                object,
                LabelSelector.of(spec.at("podSelector")),
                types.isEmpty() || types.contains("Ingress"),
                types.isEmpty() ? !spec.items("egress").isEmpty() : types.contains("Egress"),
                spec.items("ingress").stream().map(rule -> rule(rule, "from")).toList(),
                spec.items("egress").stream().map(rule -> rule(rule, "to")).toList());
    }

    private static Rule rule(Tree rule, String peers) {
        return new Rule(
                rule.items(peers).stream().map(NetworkRules::peer).toList(),
                rule.items("ports").stream()
                        .map(port -> new PortRange(
                                port.text("protocol").isEmpty() ? "TCP" : port.text("protocol"),
                                port.text("port"),
                                port.number(0, "endPort")))
                        .toList());
    }

    private static Peer peer(Tree peer) {
        return new Peer(
                peer.has("podSelector") ? Optional.of(LabelSelector.of(peer.at("podSelector"))) : Optional.empty(),
                peer.has("namespaceSelector")
                        ? Optional.of(LabelSelector.of(peer.at("namespaceSelector")))
                        : Optional.empty(),
                peer.has("ipBlock")
                        ? Optional.of(new AddressBlock(
                                peer.text("ipBlock", "cidr"), peer.at("ipBlock").texts("except")))
                        : Optional.empty());
    }

    /** One NetworkPolicy. */
    record Policy(
            KubeObject object,
            LabelSelector pods,
            boolean ingress,
            boolean egress,
            List<Rule> ingressRules,
            List<Rule> egressRules) {

        List<Rule> rules(boolean incoming) {
            return incoming ? ingressRules : egressRules;
        }

        boolean allows(boolean incoming, NetworkEnd peer, NetworkEnd.Port port) {
            return rules(incoming).stream()
                    .anyMatch(rule -> rule.allowsPort(port)
                            && (rule.peers.isEmpty()
                                    || rule.peers.stream().anyMatch(item -> item.matches(peer, object.namespace()))));
        }

        boolean allowsOutside(NetworkEnd.Port port) {
            return ingressRules.stream()
                    .anyMatch(rule -> rule.allowsPort(port)
                            && (rule.peers.isEmpty() || rule.peers.stream().anyMatch(item -> item.block.isPresent())));
        }
    }

    /** Allowed peers and ports; an empty list allows all. */
    record Rule(List<Peer> peers, List<PortRange> ports) {

        boolean allowsPort(NetworkEnd.Port port) {
            return ports.isEmpty() || ports.stream().anyMatch(range -> range.contains(port));
        }
    }

    /** A peer: pods, pods of namespaces, or a block of addresses. */
    record Peer(Optional<LabelSelector> pods, Optional<LabelSelector> namespaces, Optional<AddressBlock> block) {

        boolean matches(NetworkEnd end, String policyNamespace) {
            if (block.isPresent()) {
                return block.get().contains(end.pod().podIp());
            }
            boolean there = namespaces
                    .map(selector -> selector.matches(end.namespaceLabels()))
                    .orElse(end.namespace().equals(policyNamespace));
            boolean selected =
                    pods.map(selector -> selector.matches(end.pod().labels())).orElse(true);
            return there && selected && !end.pod().hostNetwork();
        }
    }

    /** A port by number or name, or a range of numbers; an empty port means all. */
    record PortRange(String protocol, String port, int endPort) {

        boolean contains(NetworkEnd.Port candidate) {
            if (!protocol.equals(candidate.protocol())) {
                return false;
            }
            int number = Quantities.number(port, -1);
            if (number < 0) {
                return port.isEmpty() || port.equals(candidate.name());
            }
            return candidate.number() >= number && candidate.number() <= Math.max(number, endPort);
        }
    }
}
