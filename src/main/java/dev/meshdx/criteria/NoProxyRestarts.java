package dev.meshdx.criteria;

import dev.meshdx.criteria.Criterion.State;
import dev.meshdx.facts.ContainerState;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** V8: no proxy container restarted between two captures; native sidecars count like others. */
final class NoProxyRestarts extends Check {

    private static final Duration ENOUGH = Duration.ofHours(24);

    NoProxyRestarts() {
        super(
                "V8",
                "No proxy restarted",
                "no restart of a proxy container over at least 24 h",
                "kubectl get pods -A -o json");
    }

    @Override
    Criterion judge(Seen after, Optional<Seen> before) {
        List<ContainerState> proxies = after.of(ContainerState.class).stream()
                .filter(container -> container.role().equals("proxy"))
                .toList();
        if (proxies.isEmpty()) {
            return unknown(after.captured("Pod") ? "no proxy container in the capture" : "pods were not captured");
        }
        if (before.isEmpty()) {
            return unknown("one capture only; restarts since the pods were created: "
                    + proxies.stream().mapToInt(ContainerState::restartCount).sum());
        }
        Map<List<String>, Integer> old = new HashMap<>();
        before.get().of(ContainerState.class).forEach(container -> old.put(key(container), container.restartCount()));
        List<ContainerState> known = proxies.stream()
                .filter(container -> old.containsKey(key(container)))
                .toList();
        if (known.isEmpty()) {
            return unknown("no proxy is in both captures");
        }
        List<String> restarted = known.stream()
                .filter(container -> container.restartCount() > old.getOrDefault(key(container), 0))
                .map(container -> container.namespace() + "/" + container.pod() + " " + container.container() + ": "
                        + (container.restartCount() - old.getOrDefault(key(container), 0)) + " more, "
                        + (container.lastReason().isEmpty() ? "reason unknown" : container.lastReason()))
                .toList();
        Duration window = after.since(before.get());
        boolean enough = window.compareTo(ENOUGH) >= 0;
        return result(
                !restarted.isEmpty() ? State.FAIL : enough ? State.PASS : State.WARN,
                restarted.size() + " of " + known.size() + " proxies restarted"
                        + (window.isZero() ? ", time between the captures unknown" : " in " + window.toHours() + " h"),
                restarted);
    }

    private static List<String> key(ContainerState container) {
        return List.of(container.cluster(), container.namespace(), container.pod(), container.container());
    }
}
