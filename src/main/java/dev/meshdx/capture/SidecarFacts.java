package dev.meshdx.capture;

import dev.meshdx.facts.Fact;
import dev.meshdx.facts.HiddenHost;
import dev.meshdx.facts.Service;
import dev.meshdx.facts.SidecarScope;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Sidecar resources and the hosts that they hide as facts. */
final class SidecarFacts {

    /** Hidden hosts nobody called that are told per Sidecar; every called one is told. */
    private static final int UNCALLED_HOSTS = 200;

    private final String cluster;
    private final KubeIndex index;
    private final CaptureInventory inventory;
    private final List<CalledHost> calls;

    SidecarFacts(String cluster, KubeIndex index, CaptureInventory inventory, List<CalledHost> calls) {
        this.cluster = cluster;
        this.index = index;
        this.inventory = inventory;
        this.calls = calls;
    }

    void add(Consumer<Fact> facts) {
        for (KubeObject object : index.of(cluster, "Sidecar")) {
            List<String> hosts = new ArrayList<>();
            object.spec().items("egress").forEach(egress -> hosts.addAll(egress.texts("hosts")));
            facts.accept(new SidecarScope(
                    cluster,
                    object.namespace(),
                    object.name(),
                    object.spec().at("workloadSelector", "labels").texts(),
                    hosts,
                    object.spec().text("outboundTrafficPolicy", "mode"),
                    object.origin()));
            if (!hosts.isEmpty()) {
                hidden(object, hosts, facts);
            }
        }
    }

    private void hidden(KubeObject sidecar, List<String> egress, Consumer<Fact> facts) {
        Set<String> called = calledFrom(sidecar.namespace());
        int uncalled = 0;
        for (Service service : inventory.services(cluster)) {
            boolean used = called.contains(service.host());
            if (visible(sidecar.namespace(), egress, service) || !used && ++uncalled > UNCALLED_HOSTS) {
                continue;
            }
            facts.accept(new HiddenHost(
                    cluster,
                    sidecar.namespace(),
                    sidecar.name(),
                    service.host(),
                    service.namespace(),
                    used,
                    sidecar.origin()));
        }
    }

    private Set<String> calledFrom(String namespace) {
        Set<String> called = new HashSet<>();
        for (CalledHost call : calls) {
            Owner owner = inventory.ownerOf(call.path());
            if (owner.cluster().equals(cluster) && owner.namespace().equals(namespace)) {
                service(call.host(), namespace).ifPresent(service -> called.add(service.host()));
            }
        }
        return called;
    }

    private Optional<Service> service(String host, String namespace) {
        int colon = host.lastIndexOf(':');
        String bare = colon > 0 && host.indexOf(':') == colon ? host.substring(0, colon) : host;
        return inventory.serviceByIp(cluster, bare).or(() -> inventory.serviceByHost(cluster, bare, namespace));
    }

    private static boolean visible(String namespace, List<String> egress, Service service) {
        for (String entry : egress) {
            int slash = entry.indexOf('/');
            String from = slash < 0 ? "*" : entry.substring(0, slash);
            String pattern = entry.substring(slash + 1);
            boolean there = from.equals("*")
                    || from.equals(service.namespace())
                    || from.equals(".") && namespace.equals(service.namespace());
            if (there && HostNames.covers(HostNames.full(pattern, namespace), service.host())) {
                return true;
            }
        }
        return false;
    }
}
