package dev.meshdx.criteria;

import dev.meshdx.criteria.Criterion.State;
import dev.meshdx.facts.ContainerState;
import dev.meshdx.facts.Pod;
import dev.meshdx.facts.ServiceEndpoints;
import dev.meshdx.facts.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** V1: every control-plane component has its replicas ready, does not restart, and its Services have endpoints. */
final class ControlPlaneReady extends Check {

    private static final Duration RECENT = Duration.ofMinutes(30);

    ControlPlaneReady() {
        super(
                "V1",
                "Control plane running and ready",
                "all replicas ready, no restart within 30 min, every control-plane Service with a ready endpoint",
                "kubectl get deployments,statefulsets,daemonsets -A -o json",
                "kubectl get pods -A -o json",
                "kubectl get endpointslices -A -o json");
    }

    @Override
    Criterion judge(Seen after, Optional<Seen> before) {
        Map<String, Replicas> components = components(after);
        if (components.isEmpty()) {
            return unknown(
                    after.captured("Pod") || after.captured("Deployment")
                            ? "no control-plane component in the capture; is the control plane managed elsewhere?"
                            : "workloads and pods were not captured");
        }
        List<String> failed = new ArrayList<>();
        List<String> doubtful = new ArrayList<>();
        components.forEach((name, replicas) -> {
            if (replicas.ready == 0 && replicas.desired != 0) {
                failed.add(name + ": no ready replica");
            } else if (replicas.ready < replicas.desired) {
                doubtful.add(name + ": " + replicas.ready + " of " + replicas.desired + " replicas ready");
            }
        });
        for (ServiceEndpoints endpoints : after.of(ServiceEndpoints.class)) {
            if (isControlPlane(endpoints.component()) && endpoints.ready() == 0) {
                failed.add("Service " + endpoints.namespace() + "/" + endpoints.service() + ": no ready endpoint");
            }
        }
        restarts(after, failed, doubtful);
        List<String> offenders = new ArrayList<>(failed);
        offenders.addAll(doubtful);
        long ready = components.values().stream()
                .filter(one -> one.ready >= one.desired && one.ready > 0)
                .count();
        return result(
                !failed.isEmpty() ? State.FAIL : !doubtful.isEmpty() ? State.WARN : State.PASS,
                ready + " of " + components.size() + " components have all replicas ready",
                offenders);
    }

    private static boolean isControlPlane(String component) {
        return component.startsWith("istiod")
                || component.startsWith("linkerd-")
                || component.startsWith("consul-")
                || component.startsWith("gloo-")
                || List.of("ztunnel", "istio-cni", "istio-gateway", "waypoint").contains(component);
    }

    private static void restarts(Seen after, List<String> failed, List<String> doubtful) {
        for (ContainerState container : after.of(ContainerState.class)) {
            if (!isControlPlane(container.component())) {
                continue;
            }
            String name = container.namespace() + "/" + container.pod() + " " + container.container();
            Instant finished = container.lastFinishedAt();
            if (container.reason().equals("CrashLoopBackOff")) {
                failed.add(name + ": CrashLoopBackOff");
            } else if (after.timed()
                    && !finished.equals(Instant.EPOCH)
                    && Duration.between(finished, after.time()).compareTo(RECENT) < 0) {
                doubtful.add(name + ": restarted within 30 min, the last run ended with "
                        + (container.lastReason().isEmpty() ? "no reason" : container.lastReason()));
            }
        }
    }

    /** Of workloads where they were captured, else counted from pods. */
    private static Map<String, Replicas> components(Seen after) {
        Map<String, Replicas> components = new TreeMap<>();
        for (Workload workload : after.of(Workload.class)) {
            if (isControlPlane(workload.component()) && workload.ready() >= 0 && workload.desired() != 0) {
                components.put(
                        workload.namespace() + "/" + workload.name(),
                        new Replicas(Math.max(1, workload.desired()), workload.ready()));
            }
        }
        Map<String, Replicas> counted = new TreeMap<>();
        for (Pod pod : after.of(Pod.class)) {
            if (isControlPlane(pod.component()) && !pod.phase().equals("Succeeded") && !pod.terminating()) {
                counted.merge(
                        pod.namespace() + "/" + pod.workload(), new Replicas(1, pod.ready() ? 1 : 0), Replicas::plus);
            }
        }
        counted.forEach(components::putIfAbsent);
        return components;
    }

    private record Replicas(int desired, int ready) {
        Replicas plus(Replicas other) {
            return new Replicas(desired + other.desired, ready + other.ready);
        }
    }
}
