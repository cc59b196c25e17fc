package dev.meshdx.diagnosis;

import dev.meshdx.rules.FailureMode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Why one finding hangs below another in the {@link CauseTree}: the edges between them and what they have in common. */
final class Edge {

    private final Map<String, FailureMode> modes = new HashMap<>();

    Edge(Collection<FailureMode> all) {
        all.forEach(mode -> modes.put(mode.id(), mode));
    }

    /** Failure modes from cause to effect, the fewest that link them. */
    List<String> path(String cause, String effect) {
        Deque<List<String>> queue = new ArrayDeque<>(List.of(List.of(cause)));
        Set<String> seen = new TreeSet<>(List.of(cause));
        while (!queue.isEmpty()) {
            List<String> path = queue.remove();
            String last = path.get(path.size() - 1);
            if (last.equals(effect)) {
                return path;
            }
            FailureMode mode = modes.get(last);
            if (mode == null) {
                continue;
            }
            List<String> targets = new ArrayList<>(mode.causes());
            if (last.equals(cause)) {
                targets.addAll(mode.masks());
            }
            for (String target : targets) {
                if (seen.add(target)) {
                    List<String> longer = new ArrayList<>(path);
                    longer.add(target);
                    queue.add(longer);
                }
            }
        }
        return List.of(cause, effect);
    }

    /** What relates two findings, by the scope of the cause. */
    static String shared(Finding cause, Finding effect) {
        if (cause.subject.equals(effect.subject)) {
            return "both are about " + cause.subject;
        }
        Footprint above = cause.footprint;
        Footprint below = effect.footprint;
        return switch (cause.mode.scope()) {
            case "mesh" -> cause.mode.id() + " reaches the whole mesh";
            case "node" -> "both touch node " + common(above.nodes, below.nodes);
            case "namespace" -> "both touch namespace " + common(above.namespaces, below.namespaces);
            default -> {
                String workloads = common(above.workloads, below.workloads);
                yield workloads.isEmpty()
                        ? "both touch Service " + common(above.services, below.services)
                        : "both touch workload " + workloads;
            }
        };
    }

    private static String common(Set<String> above, Set<String> below) {
        Set<String> both = new TreeSet<>(above);
        both.retainAll(below);
        return String.join(", ", both.stream().limit(3).toList()) + (both.size() > 3 ? " and more" : "");
    }
}
