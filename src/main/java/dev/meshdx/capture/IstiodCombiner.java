package dev.meshdx.capture;

import dev.meshdx.facts.Fact;
import dev.meshdx.facts.Origin;
import dev.meshdx.facts.Pod;
import dev.meshdx.facts.ProxyConnection;
import dev.meshdx.facts.ToolFinding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Facts of what control planes say of proxies, and of what istioctl analyze found. */
final class IstiodCombiner implements Combiner {

    /** A younger proxy may not have connected yet. */
    private static final long GRACE_SECONDS = 60;

    private static final Set<String> CONNECTING = Set.of("istio-gateway", "waypoint", "ztunnel");

    @Override
    public void combine(Evidence evidence, Inventory inventory, Consumer<Fact> facts) {
        ProxyKey.Finder keys = new ProxyKey.Finder(inventory);
        List<IstiodEvidence.ListedProxy> listed = new ArrayList<>(evidence.all(IstiodEvidence.ListedProxy.class));
        listed.sort(Comparator.comparing(IstiodEvidence.ListedProxy::origin));
        new SyncFacts(listed, inventory, keys).addTo(facts);
        addConnections(evidence, inventory, listed, keys, facts);
        addFindings(evidence, inventory, facts);
    }

    private static void addConnections(
            Evidence evidence,
            Inventory inventory,
            List<IstiodEvidence.ListedProxy> listed,
            ProxyKey.Finder keys,
            Consumer<Fact> facts) {
        Map<String, Origin> complete = completeLists(evidence, inventory);
        Map<List<String>, Origin> connected = new HashMap<>();
        for (IstiodEvidence.ListedProxy one : listed) {
            ProxyKey key = keys.of(one);
            if (!one.pod().isEmpty()) {
                connected.putIfAbsent(List.of(key.cluster(), key.namespace(), key.pod()), one.origin());
            }
        }
        complete.forEach((cluster, list) -> {
            for (Pod pod : inventory.pods(cluster)) {
                long age = ageSeconds(pod, inventory.now());
                if (shouldConnect(pod) && (age < 0 || age >= GRACE_SECONDS)) {
                    Origin entry = connected.get(List.of(cluster, pod.namespace(), pod.name()));
                    facts.accept(new ProxyConnection(
                            cluster,
                            pod.namespace(),
                            pod.name(),
                            pod.workload(),
                            entry != null,
                            age,
                            Optional.ofNullable(entry).orElse(list)));
                }
            }
        });
    }

    /** One list per cluster whose lists speak for the whole control plane: of istioctl, or of every running istiod. */
    private static Map<String, Origin> completeLists(Evidence evidence, Inventory inventory) {
        Map<String, Origin> complete = new TreeMap<>();
        Map<String, Set<String>> instances = new HashMap<>();
        List<IstiodEvidence.ProxyList> lists = new ArrayList<>(evidence.all(IstiodEvidence.ProxyList.class));
        lists.sort(Comparator.comparing(IstiodEvidence.ProxyList::origin));
        for (IstiodEvidence.ProxyList list : lists) {
            Owner owner = inventory.ownerOf(list.origin().file());
            String instance = owner.pod().isEmpty() ? "" : owner.pod();
            Set<String> seen = instances.computeIfAbsent(owner.cluster(), c -> new TreeSet<>());
            seen.add(instance);
            long running = inventory.pods(owner.cluster()).stream()
                    .filter(pod ->
                            pod.component().equals("istiod") && pod.phase().equals("Running"))
                    .count();
            if (list.wholeControlPlane() || seen.size() >= running) {
                complete.putIfAbsent(owner.cluster(), list.origin());
            }
        }
        return complete;
    }

    private static boolean shouldConnect(Pod pod) {
        boolean proxy = pod.proxy().equals("istio-proxy") || CONNECTING.contains(pod.component());
        return proxy && pod.phase().equals("Running") && !pod.terminating();
    }

    private static long ageSeconds(Pod pod, Instant now) {
        boolean unknown = now.equals(Instant.EPOCH) || pod.createdAt().equals(Instant.EPOCH);
        return unknown ? -1 : Math.max(0, Duration.between(pod.createdAt(), now).toSeconds());
    }

    private static void addFindings(Evidence evidence, Inventory inventory, Consumer<Fact> facts) {
        Set<List<Object>> seen = new HashSet<>();
        List<IstiodEvidence.AnalyzeMessage> messages =
                new ArrayList<>(evidence.all(IstiodEvidence.AnalyzeMessage.class));
        messages.sort(Comparator.comparing(IstiodEvidence.AnalyzeMessage::origin));
        for (IstiodEvidence.AnalyzeMessage one : messages) {
            String cluster = inventory.clusterOf(one.origin().file());
            if (seen.add(List.of(
                    cluster,
                    one.code(),
                    one.kind(),
                    one.namespace(),
                    one.name(),
                    one.message().strip()))) {
                facts.accept(new ToolFinding(
                        cluster,
                        "istioctl-analyze",
                        one.code(),
                        one.level(),
                        "",
                        one.namespace(),
                        one.kind(),
                        one.name(),
                        one.message().strip(),
                        one.origin()));
            }
        }
    }
}
