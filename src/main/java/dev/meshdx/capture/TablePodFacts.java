package dev.meshdx.capture;

import dev.meshdx.facts.ContainerState;
import dev.meshdx.facts.Fact;
import dev.meshdx.facts.Pod;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Facts of a pod that the capture has no object of. A table says nothing of single containers, so one stands for all. */
final class TablePodFacts {

    /** Name of the container that stands for all of a pod. */
    static final String ALL = "(table)";

    private static final List<String> PROXIES =
            List.of("istio-proxy", "linkerd-proxy", "consul-dataplane", "envoy-sidecar");
    private static final List<String> SET_UP =
            List.of("istio-init", "istio-validation", "linkerd-init", "linkerd-network-validator");

    private final TablePod row;
    private final String cluster;
    private final String namespace;
    private final String workload;
    private final String workloadKind;
    private final String component;

    TablePodFacts(TablePod row, String cluster, String namespace) {
        this.row = row;
        this.cluster = cluster;
        this.namespace = namespace;
        int slash = row.owner().indexOf('/');
        String kind = slash < 0 ? "" : row.owner().substring(0, slash);
        String owner = row.owner().substring(slash + 1);
        boolean replicaSet = kind.equals("ReplicaSet");
        this.workload =
                replicaSet ? Workloads.ofReplicaSet(owner) : owner.isEmpty() ? Workloads.ofPod(row.name()) : owner;
        boolean bare = workload.equals(row.name());
        this.workloadKind = replicaSet ? "Deployment" : !kind.isEmpty() ? kind : bare ? "Pod" : "Workload";
        this.component = Workloads.component(namespace, workload);
    }

    void emit(Consumer<Fact> facts) {
        facts.accept(pod());
        if (row.states().isEmpty()) {
            facts.accept(all());
        }
        row.states().forEach(state -> facts.accept(container(state)));
    }

    private Pod pod() {
        List<String> names = row.states().stream().map(TablePod.State::name).toList();
        String unnamed = names.isEmpty() && row.containers() != 1 ? Pod.PROXY_UNKNOWN : "";
        String proxy = PROXIES.stream().filter(names::contains).findFirst().orElse(unnamed);
        return new Pod(
                cluster,
                namespace,
                row.name(),
                workloadKind,
                workload,
                component,
                row.node(),
                phase(),
                row.status().equals("Evicted") ? "Evicted" : row.reason(),
                row.containers() > 0
                        && row.ready() == row.containers()
                        && state(row.status()).equals("running"),
                row.status().equals("Terminating"),
                false,
                row.ip(),
                row.serviceAccount(),
                row.labels(),
                meshAnnotations(),
                names,
                proxy,
                false,
                mesh(proxy),
                Instant.EPOCH,
                row.origin());
    }

    private Map<String, String> meshAnnotations() {
        Map<String, String> kept = new LinkedHashMap<>();
        row.annotations().forEach((name, value) -> {
            if (name.contains("istio")
                    || name.contains("linkerd")
                    || name.contains("consul")
                    || name.contains("inject")) {
                kept.put(name, value);
            }
        });
        return kept;
    }

    private String mesh(String proxy) {
        return switch (proxy) {
            case "istio-proxy" -> component.isEmpty() ? "istio-sidecar" : "";
            case "linkerd-proxy" -> "linkerd";
            case "consul-dataplane", "envoy-sidecar" -> "consul";
            default ->
                row.annotations()
                                .getOrDefault("ambient.istio.io/redirection", "")
                                .equals("enabled")
                        ? "istio-ambient"
                        : "";
        };
    }

    private String phase() {
        return switch (row.status()) {
            case "Pending", "Running", "Succeeded", "Failed", "Unknown" -> row.status();
            case "Completed" -> "Succeeded";
            case "Evicted", "Error", "OOMKilled" -> "Failed";
            case "CrashLoopBackOff", "Terminating" -> "Running";
            default ->
                row.status().startsWith("Init:") || state(row.status()).equals("waiting") ? "Pending" : "Unknown";
        };
    }

    private static String state(String status) {
        return switch (status) {
            case "Running", "Terminating", "NotReady" -> "running";
            case "Completed", "OOMKilled", "Error", "Evicted", "Succeeded", "Failed", "ContainerStatusUnknown" ->
                "terminated";
            case "Unknown", "" -> "unknown";
            default -> status.startsWith("ExitCode:") || status.startsWith("Signal:") ? "terminated" : "waiting";
        };
    }

    /** One state for the whole pod. */
    private ContainerState all() {
        boolean plain = state(row.status()).equals("running");
        String reason = plain ? "" : row.status().replaceFirst("^Init:", "");
        return state(
                ALL,
                component.isEmpty() ? "app" : role(ALL),
                "",
                state(row.status()),
                reason,
                "",
                new Counts(row.containers() > 0 && row.ready() == row.containers(), Math.max(0, row.restarts()), -1),
                new Last("", -1, "", Instant.EPOCH),
                0,
                0,
                row.origin());
    }

    private ContainerState container(TablePod.State one) {
        return state(
                one.name(),
                role(one.name()),
                one.image(),
                one.state(),
                one.reason(),
                one.message(),
                new Counts(one.ready(), one.restarts(), one.state().equals("terminated") ? one.exitCode() : -1),
                new Last(one.lastReason(), one.lastExitCode(), one.lastMessage(), one.lastFinishedAt()),
                Quantities.bytes(one.memoryLimit()),
                Quantities.millis(one.cpuLimit()),
                one.origin());
    }

    private String role(String container) {
        if (PROXIES.contains(container) || component.equals("ztunnel") || component.equals("istio-gateway")) {
            return "proxy";
        }
        if (SET_UP.contains(container)) {
            return "init";
        }
        boolean cluster = component.isEmpty() || component.equals("coredns") || component.equals("kube-proxy");
        return cluster ? "app" : "control-plane";
    }

    private ContainerState state(
            String container,
            String role,
            String image,
            String state,
            String reason,
            String message,
            Counts counts,
            Last last,
            long memoryLimit,
            long cpuLimit,
            dev.meshdx.facts.Origin origin) {
        return new ContainerState(
                cluster,
                namespace,
                row.name(),
                workloadKind,
                workload,
                component,
                container,
                role,
                image,
                state.isEmpty() ? "unknown" : state,
                reason,
                message,
                counts.ready(),
                counts.restarts(),
                counts.exitCode(),
                last.reason(),
                last.exitCode(),
                last.message(),
                last.finishedAt(),
                memoryLimit,
                cpuLimit,
                row.node(),
                origin);
    }

    private record Counts(boolean ready, int restarts, int exitCode) {}

    private record Last(String reason, int exitCode, String message, Instant finishedAt) {}
}
