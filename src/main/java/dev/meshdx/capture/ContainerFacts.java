package dev.meshdx.capture;

import dev.meshdx.facts.ContainerState;
import dev.meshdx.facts.Pod;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Containers of a pod as facts: init containers and native sidecars like all others. */
final class ContainerFacts {

    private static final Set<String> SET_UP = Set.of(
            "istio-init",
            "istio-validation",
            "linkerd-init",
            "linkerd-network-validator",
            "consul-connect-inject-init");
    private static final int MESSAGE_CHARACTERS = 1024;

    private ContainerFacts() {}

    static void add(Pod pod, KubeObject object, Consumer<? super ContainerState> facts) {
        List<Tree> statuses = object.status().items("containerStatuses");
        List<Tree> initStatuses = object.status().items("initContainerStatuses");
        object.spec().items("initContainers").forEach(container -> facts.accept(fact(pod, container, initStatuses)));
        object.spec().items("containers").forEach(container -> facts.accept(fact(pod, container, statuses)));
    }

    private static ContainerState fact(Pod pod, Tree container, List<Tree> statuses) {
        String name = container.text("name");
        Tree status = statuses.stream()
                .filter(candidate -> candidate.text("name").equals(name))
                .findFirst()
                .orElse(Tree.NOTHING);
        Tree state = status.at("state");
        String word = state.has("running")
                ? "running"
                : state.has("waiting") ? "waiting" : state.has("terminated") ? "terminated" : "unknown";
        Tree present = state.at(word);
        Tree last = status.at("lastState", "terminated");
        return new ContainerState(
                pod.cluster(),
                pod.namespace(),
                pod.name(),
                pod.workloadKind(),
                pod.workload(),
                pod.component(),
                name,
                role(pod, name),
                container.text("image"),
                word,
                present.text("reason"),
                cut(present.text("message")),
                status.isTrue("ready"),
                status.number(0, "restartCount"),
                word.equals("terminated") ? present.number(-1, "exitCode") : -1,
                last.text("reason"),
                last.number(-1, "exitCode"),
                cut(last.text("message")),
                Quantities.time(last.text("finishedAt")),
                Quantities.bytes(container.text("resources", "limits", "memory")),
                Quantities.millis(container.text("resources", "limits", "cpu")),
                pod.node(),
                pod.origin());
    }

    private static String role(Pod pod, String container) {
        if (SET_UP.contains(container)) {
            return "init";
        }
        if (container.equals(pod.proxy())
                || container.startsWith("consul-dataplane")
                || pod.component().equals("ztunnel")) {
            return "proxy";
        }
        boolean data =
                pod.component().equals("istio-gateway") || pod.component().equals("waypoint");
        boolean mesh = !pod.component().isEmpty()
                && !pod.component().equals("coredns")
                && !pod.component().equals("kube-proxy");
        return mesh && !data ? "control-plane" : "app";
    }

    static String cut(String text) {
        return text.length() <= MESSAGE_CHARACTERS ? text : text.substring(0, MESSAGE_CHARACTERS);
    }
}
