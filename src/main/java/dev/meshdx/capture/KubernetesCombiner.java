package dev.meshdx.capture;

import dev.meshdx.facts.Fact;
import dev.meshdx.facts.MeshConfig;
import dev.meshdx.facts.Pod;
import dev.meshdx.facts.RouteDestination;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Makes facts of Kubernetes objects. */
final class KubernetesCombiner implements Combiner {

    @Override
    public void combine(Evidence evidence, Inventory inventory, Consumer<Fact> facts) {
        if (inventory instanceof CaptureInventory capture) {
            for (String cluster : capture.clusters()) {
                cluster(cluster, capture, evidence, facts);
            }
        }
    }

    private static void cluster(String cluster, CaptureInventory inventory, Evidence evidence, Consumer<Fact> facts) {
        KubeIndex index = inventory.index();
        new ClusterFacts(cluster, index, pods(cluster, inventory, facts)).add(facts);
        new ServiceFacts(cluster, index, inventory).add(facts);
        WebhookFacts.add(cluster, index, facts);
        List<MeshConfig> configs = new ArrayList<>();
        MeshConfigFacts.add(cluster, index, evidence.all(MeshConfigText.class), configs::add);
        configs.forEach(facts);
        new MeshInstalls(cluster, index, inventory, configs).add(facts);
        int certificates = new SecretFacts(cluster, index, new KubeCertificates(cluster, inventory.now(), facts)).add();
        if (certificates > 0) {
            coverCertificates(cluster, index, evidence, certificates);
        }
        mesh(cluster, inventory, evidence, configs, facts);
        PolicyBlocks.add(cluster, index, inventory, evidence.all(CalledHost.class), facts);
        new ResourceFacts(cluster, index).add(facts);
    }

    /** Adds pods and containers; the workload of each pod. */
    private static Map<String, String> pods(String cluster, CaptureInventory inventory, Consumer<Fact> facts) {
        Map<String, KubeObject> objects = new HashMap<>();
        inventory
                .index()
                .of(cluster, "Pod")
                .forEach(object -> objects.put(object.namespace() + "/" + object.name(), object));
        Map<String, String> workloads = new HashMap<>();
        for (Pod pod : inventory.pods(cluster)) {
            String key = pod.namespace() + "/" + pod.name();
            facts.accept(pod);
            KubeObject object = objects.get(key);
            if (object != null) {
                ContainerFacts.add(pod, object, facts);
            }
            workloads.put(key, pod.workload());
        }
        return workloads;
    }

    private static void mesh(
            String cluster,
            CaptureInventory inventory,
            Evidence evidence,
            List<MeshConfig> configs,
            Consumer<Fact> facts) {
        KubeIndex index = inventory.index();
        String root = configs.isEmpty() ? "istio-system" : configs.get(0).namespace();
        new MeshPolicyFacts(cluster, index, root).add(facts);
        Set<String> hosts = hosts(cluster, inventory);
        List<RouteDestination> routes = new ArrayList<>();
        new RouteFacts(cluster, index, host -> known(hosts, host)).add(routes::add);
        routes.forEach(facts);
        Set<String> routed = new HashSet<>();
        routes.forEach(route -> routed.add(route.host() + "|" + route.subset()));
        new TrafficFacts(cluster, index, inventory, routed).add(facts);
        new SidecarFacts(cluster, index, inventory, evidence.all(CalledHost.class)).add(facts);
        new GatewayFacts(cluster, index, inventory).add(facts);
        new SelectionFacts(cluster, index, inventory, root).add(facts);
        new BindingFacts(cluster, index).add(facts);
        ProxyImageFacts.add(cluster, index, facts);
    }

    private static Set<String> hosts(String cluster, CaptureInventory inventory) {
        Set<String> hosts = new HashSet<>();
        inventory.services(cluster).forEach(service -> hosts.add(service.host()));
        inventory
                .index()
                .of(cluster, "ServiceEntry")
                .forEach(entry -> hosts.addAll(entry.spec().texts("hosts")));
        return hosts;
    }

    private static boolean known(Set<String> hosts, String host) {
        return hosts.contains(host)
                || hosts.stream().anyMatch(pattern -> pattern.startsWith("*") && HostNames.covers(pattern, host));
    }

    private static void coverCertificates(String cluster, KubeIndex index, Evidence evidence, int certificates) {
        for (String kind : new String[] {"Secret", "ConfigMap"}) {
            index.of(cluster, kind).stream()
                    .findFirst()
                    .ifPresent(object -> evidence.covers(object.path(), "certificate", certificates, false));
        }
    }
}
