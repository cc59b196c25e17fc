package dev.meshdx.capture;

import dev.meshdx.facts.Fact;
import dev.meshdx.facts.GatewayBinding;
import dev.meshdx.facts.HostOverlap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** What VirtualServices are bound to: the Gateways that they name, and the hosts that they share among sidecars. */
final class BindingFacts {

    private static final String SIDECARS = "mesh";
    private static final String EVERYWHERE = "*";

    /** VirtualServices with the same host that are compared with each other. */
    private static final int SAME_HOST = 50;

    private final String cluster;
    private final KubeIndex index;
    private final Map<String, KubeObject> gateways = new HashMap<>();

    BindingFacts(String cluster, KubeIndex index) {
        this.cluster = cluster;
        this.index = index;
        index.of(cluster, "Gateway")
                .forEach(gateway -> gateways.put(gateway.namespace() + "/" + gateway.name(), gateway));
    }

    void add(Consumer<Fact> facts) {
        Map<String, List<KubeObject>> byHost = new TreeMap<>();
        for (KubeObject service : index.of(cluster, "VirtualService")) {
            List<String> bound = service.spec().texts("gateways");
            bound.stream()
                    .filter(name -> !name.equals(SIDECARS))
                    .distinct()
                    .forEach(name -> binding(service, name, facts));
            if (bound.isEmpty() || bound.contains(SIDECARS)) {
                new HashSet<>(hosts(service))
                        .forEach(host -> byHost.computeIfAbsent(host, any -> new ArrayList<>())
                                .add(service));
            }
        }
        byHost.forEach((host, services) -> overlaps(host, services, facts));
    }

    private void binding(KubeObject service, String name, Consumer<Fact> facts) {
        int slash = name.indexOf('/');
        String[] legacy = name.split("\\.");
        boolean qualified = slash < 0 && legacy.length > 1;
        String namespace = slash >= 0 ? name.substring(0, slash) : qualified ? legacy[1] : service.namespace();
        String plain = slash >= 0 ? name.substring(slash + 1) : legacy[0];
        KubeObject gateway = gateways.get(namespace + "/" + plain);
        facts.accept(new GatewayBinding(
                cluster,
                service.namespace(),
                service.name(),
                namespace,
                plain,
                gateway != null,
                gateway != null && meet(service, gateway),
                service.origin()));
    }

    private static boolean meet(KubeObject service, KubeObject gateway) {
        List<String> hosts = service.spec().texts("hosts");
        for (Tree server : gateway.spec().items("servers")) {
            for (String entry : server.texts("hosts")) {
                int slash = entry.indexOf('/');
                String from = slash < 0 ? EVERYWHERE : entry.substring(0, slash);
                boolean open = from.equals(EVERYWHERE)
                        || from.equals(service.namespace())
                        || from.equals(".") && gateway.namespace().equals(service.namespace());
                if (open && hosts.stream().anyMatch(host -> meet(host, entry.substring(slash + 1)))) {
                    return true;
                }
            }
        }
        return gateway.spec().items("listeners").stream()
                .map(listener -> listener.has("hostname") ? listener.text("hostname") : EVERYWHERE)
                .anyMatch(open -> hosts.stream().anyMatch(host -> meet(host, open)));
    }

    private static boolean meet(String one, String other) {
        return HostNames.covers(one, other) || HostNames.covers(other, one);
    }

    private static List<String> hosts(KubeObject service) {
        return service.spec().texts("hosts").stream()
                .map(host -> HostNames.full(host, service.namespace()))
                .toList();
    }

    private void overlaps(String host, List<KubeObject> services, Consumer<Fact> facts) {
        List<KubeObject> compared = services.subList(0, Math.min(services.size(), SAME_HOST));
        for (int i = 0; i < compared.size(); i++) {
            KubeObject one = compared.get(i);
            for (KubeObject other : compared.subList(i + 1, compared.size())) {
                if (seenTogether(one, other)) {
                    facts.accept(new HostOverlap(
                            cluster, one.namespace(), one.name(), other.namespace(), other.name(), host, one.origin()));
                }
            }
        }
    }

    /** Whether some namespace imports both. */
    private static boolean seenTogether(KubeObject one, KubeObject other) {
        Set<String> seen = exportedTo(one);
        Set<String> too = exportedTo(other);
        if (seen.contains(EVERYWHERE)) {
            return !too.isEmpty();
        }
        return too.contains(EVERYWHERE) ? !seen.isEmpty() : seen.stream().anyMatch(too::contains);
    }

    private static Set<String> exportedTo(KubeObject service) {
        Set<String> namespaces = new TreeSet<>();
        List<String> exportTo = service.spec().texts("exportTo");
        for (String to : exportTo.isEmpty() ? List.of(EVERYWHERE) : exportTo) {
            if (!to.equals("~")) {
                namespaces.add(to.equals(".") ? service.namespace() : to);
            }
        }
        return namespaces;
    }
}
