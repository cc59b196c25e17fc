package dev.meshdx.diagnosis;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a diagnosis touches: workloads, Services, nodes and namespaces, each as {@code namespace/name} or name. Two diagnoses
 * are related when their footprints meet.
 */
final class Footprint {

    final Set<String> workloads = new TreeSet<>();
    final Set<String> services = new TreeSet<>();
    final Set<String> nodes = new TreeSet<>();
    final Set<String> namespaces = new TreeSet<>();
    final Set<String> proxies = new TreeSet<>();

    void add(Footprint other) {
        workloads.addAll(other.workloads);
        services.addAll(other.services);
        nodes.addAll(other.nodes);
        namespaces.addAll(other.namespaces);
        proxies.addAll(other.proxies);
    }

    boolean sharesWorkloadWith(Footprint other) {
        return meets(workloads, other.workloads) || meets(services, other.services);
    }

    boolean sharesNodeWith(Footprint other) {
        return meets(nodes, other.nodes);
    }

    boolean sharesNamespaceWith(Footprint other) {
        return meets(namespaces, other.namespaces);
    }

    private static boolean meets(Collection<String> left, Collection<String> right) {
        return left.stream().anyMatch(right::contains);
    }
}
