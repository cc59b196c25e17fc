package dev.meshdx.diagnosis;

import dev.meshdx.facts.Fact;
import dev.meshdx.facts.GatewayListener;
import dev.meshdx.facts.KubeEvent;
import dev.meshdx.facts.Namespace;
import dev.meshdx.facts.Pod;
import dev.meshdx.facts.PolicyBlock;
import dev.meshdx.facts.ResponseFlagCount;
import dev.meshdx.facts.RouteDestination;
import dev.meshdx.facts.Service;
import dev.meshdx.facts.Subject;
import dev.meshdx.facts.SubsetDefinition;
import dev.meshdx.facts.TrafficPolicy;
import dev.meshdx.facts.UpstreamCluster;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** How the objects of one cluster hang together: pods, their workloads, Services and nodes. */
final class Topology {

    private static final String CLUSTER_DOMAIN = ".svc.cluster.local";

    private final Map<String, Pod> pods = new TreeMap<>();
    private final Map<String, List<Pod>> podsByWorkload = new TreeMap<>();
    private final Map<String, Set<String>> workloadsByNamespace = new HashMap<>();
    private final Map<String, List<Pod>> podsByNode = new HashMap<>();
    private final Map<String, Set<String>> workloadsByService = new TreeMap<>();
    private final Map<String, Set<String>> servicesByWorkload = new HashMap<>();
    private final Map<String, Footprint> footprints = new HashMap<>();

    Topology(List<Fact> facts) {
        for (Fact fact : facts) {
            if (fact instanceof Pod pod) {
                pods.put(pod.namespace() + "/" + pod.name(), pod);
                podsByWorkload
                        .computeIfAbsent(key(pod.namespace(), pod.workload()), w -> new ArrayList<>())
                        .add(pod);
                workloadsByNamespace
                        .computeIfAbsent(pod.namespace(), n -> new TreeSet<>())
                        .add(key(pod.namespace(), pod.workload()));
                podsByNode.computeIfAbsent(pod.node(), n -> new ArrayList<>()).add(pod);
            }
        }
        facts.stream()
                .filter(Service.class::isInstance)
                .map(Service.class::cast)
                .forEach(this::link);
    }

    private void link(Service service) {
        Set<String> workloads =
                workloadsByService.computeIfAbsent(key(service.namespace(), service.name()), s -> new TreeSet<>());
        if (service.selector().isEmpty()) {
            return;
        }
        for (String workload : workloadsByNamespace.getOrDefault(service.namespace(), Set.of())) {
            Pod sample = podsByWorkload.getOrDefault(workload, List.of()).get(0);
            if (sample.labels().entrySet().containsAll(service.selector().entrySet())) {
                workloads.add(workload);
                servicesByWorkload
                        .computeIfAbsent(workload, w -> new TreeSet<>())
                        .add(key(service.namespace(), service.name()));
            }
        }
    }

    /** The subject with the true kind of its workload, where pods tell it. */
    Subject resolve(Subject subject) {
        if (!subject.kind().equals("Workload")) {
            return subject;
        }
        List<Pod> own = podsByWorkload.get(key(subject.namespace(), subject.name()));
        if (own == null) {
            return subject;
        }
        return Subject.of(subject.cluster(), subject.namespace(), own.get(0).workloadKind(), subject.name());
    }

    /** A pod that stands for the subject in commands: the first pod of its workload, Service or node. */
    Optional<Pod> podOf(Subject subject) {
        Pod pod = pods.get(key(subject.namespace(), subject.name()));
        if (subject.kind().equals("Pod") && pod != null) {
            return Optional.of(pod);
        }
        for (String workload : footprint(subject).workloads) {
            List<Pod> own = podsByWorkload.get(workload);
            if (own != null) {
                return Optional.of(own.get(0));
            }
        }
        return Optional.empty();
    }

    /** Any pod with a sidecar, for commands that need an example. */
    Optional<Pod> anyMeshPod() {
        return pods.values().stream().filter(Pod::proxied).findFirst();
    }

    /** What a subject touches. */
    Footprint footprint(Subject subject) {
        return footprints.computeIfAbsent(subject.toString(), text -> compute(subject));
    }

    /** What a fact touches beside its subject. */
    Footprint footprint(Fact fact) {
        Footprint print = new Footprint();
        print.add(footprint(fact.subject()));
        for (Subject other : others(fact)) {
            print.add(footprint(other));
        }
        return print;
    }

    private static List<Subject> others(Fact fact) {
        if (fact instanceof ResponseFlagCount calls) {
            return List.of(calls.client());
        }
        if (fact instanceof UpstreamCluster upstream) {
            return List.of(upstream.client());
        }
        if (fact instanceof PolicyBlock block) {
            return List.of(block.blocked());
        }
        if (fact instanceof KubeEvent event) {
            return List.of(event.object());
        }
        if (fact instanceof RouteDestination route) {
            List<Subject> subjects = new ArrayList<>(service(fact.cluster(), route.host()));
            route.hosts().forEach(host -> subjects.addAll(service(fact.cluster(), host)));
            return subjects;
        }
        if (fact instanceof SubsetDefinition subset) {
            return service(fact.cluster(), subset.host());
        }
        if (fact instanceof TrafficPolicy policy) {
            return service(fact.cluster(), policy.host());
        }
        if (fact instanceof GatewayListener || fact instanceof Namespace) {
            return List.of();
        }
        return List.of();
    }

    private static List<Subject> service(String cluster, String host) {
        if (!host.endsWith(CLUSTER_DOMAIN)) {
            return List.of();
        }
        String[] parts =
                host.substring(0, host.length() - CLUSTER_DOMAIN.length()).split("\\.", -1);
        return parts.length == 2 ? List.of(Subject.of(cluster, parts[1], "Service", parts[0])) : List.of();
    }

    private Footprint compute(Subject subject) {
        Footprint print = new Footprint();
        if (!subject.namespace().isEmpty()) {
            print.namespaces.add(subject.namespace());
        }
        String key = key(subject.namespace(), subject.name());
        switch (subject.kind()) {
            case "Node" -> {
                print.nodes.add(subject.name());
                podsByNode.getOrDefault(subject.name(), List.of()).forEach(pod -> addWorkload(print, pod));
            }
            case "Service" -> addService(print, key);
            case "Pod" -> {
                Pod pod = pods.get(key);
                if (pod != null) {
                    addWorkload(print, pod);
                } else {
                    print.proxies.add(key);
                }
            }
            case "Workload", "Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob", "ReplicaSet" -> {
                print.workloads.add(key);
                print.services.addAll(servicesByWorkload.getOrDefault(key, Set.of()));
                addServicesByName(print, subject);
                podsByWorkload.getOrDefault(key, List.of()).forEach(pod -> addWorkload(print, pod));
            }
            case "Namespace" ->
                podsByWorkload.forEach((workload, own) -> {
                    if (own.get(0).namespace().equals(subject.name())) {
                        own.forEach(pod -> addWorkload(print, pod));
                    }
                });
            default -> {}
        }
        return print;
    }

    private void addService(Footprint print, String key) {
        print.services.add(key);
        Set<String> workloads = workloadsByService.get(key);
        if (workloads != null) {
            for (String workload : workloads) {
                print.workloads.add(workload);
                podsByWorkload.getOrDefault(workload, List.of()).forEach(pod -> addWorkload(print, pod));
            }
        }
    }

    /** Without the Service object, a workload "reviews-v2" is taken for a part of the Service "reviews". */
    private void addServicesByName(Footprint print, Subject workload) {
        String name = workload.name();
        for (int end = name.length(); end > 0; end = name.lastIndexOf('-', end - 1)) {
            String service = key(workload.namespace(), name.substring(0, end));
            if (!workloadsByService.containsKey(service)) {
                print.services.add(service);
            }
        }
    }

    private void addWorkload(Footprint print, Pod pod) {
        String workload = key(pod.namespace(), pod.workload());
        print.workloads.add(workload);
        print.services.addAll(servicesByWorkload.getOrDefault(workload, Set.of()));
        print.namespaces.add(pod.namespace());
        if (!pod.node().isEmpty()) {
            print.nodes.add(pod.node());
        }
        if (pod.proxied()) {
            print.proxies.add(pod.namespace() + "/" + pod.name());
        }
    }

    private static String key(String namespace, String name) {
        return namespace + "/" + name;
    }
}
