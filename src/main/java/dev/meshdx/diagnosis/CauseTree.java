package dev.meshdx.diagnosis;

import dev.meshdx.rules.FailureMode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hangs every finding below the one that explains it best: an edge of the knowledge base leads from cause to effect, and the
 * two are about things that hang together. Findings are never removed, only placed.
 */
final class CauseTree {

    /** An edge may lead over at most this many failure modes that were not found themselves. */
    private static final int MAX_GAP = 2;

    private final Map<String, FailureMode> modes = new HashMap<>();
    private final Map<String, Map<String, Integer>> reachable = new HashMap<>();

    CauseTree(List<FailureMode> all) {
        all.forEach(mode -> modes.put(mode.id(), mode));
    }

    /** Sets cause and effects of all findings and returns the roots. */
    List<Finding> build(List<Finding> found) {
        List<Finding> order = new ArrayList<>(found);
        order.sort(
                Comparator.comparing((Finding finding) -> finding.mode.id()).thenComparing(finding -> finding.subject));
        for (Finding effect : order) {
            Finding cause = bestCause(effect, order);
            if (cause != null) {
                effect.cause = cause;
            }
        }
        order.forEach(effect -> {
            if (effect.cause != null) {
                effect.cause.effects.add(effect);
            }
        });
        return order.stream().filter(finding -> finding.cause == null).toList();
    }

    private @Nullable Finding bestCause(Finding effect, List<Finding> all) {
        Finding best = null;
        double bestScore = 0;
        for (Finding cause : all) {
            int distance = distance(cause.mode.id(), effect.mode.id());
            if (cause == effect || distance < 0 || !related(cause, effect) || wouldCycle(cause, effect)) {
                continue;
            }
            double score = score(cause, effect, distance);
            if (score > bestScore) {
                best = cause;
                bestScore = score;
            }
        }
        return best;
    }

    /** Nearer causes first, then those of the same subject, then the more certain ones. */
    private static double score(Finding cause, Finding effect, int distance) {
        double same = cause.subject.equals(effect.subject) ? 0.5 : 0;
        double narrow = switch (cause.mode.scope()) {
            case "workload" -> 0.3;
            case "namespace" -> 0.2;
            case "node" -> 0.1;
            default -> 0;
        };
        return 10 - 2.0 * distance + same + narrow + cause.certainty;
    }

    private static boolean wouldCycle(Finding cause, Finding effect) {
        for (Finding above = cause; above != null; above = above.cause) {
            if (above == effect) {
                return true;
            }
        }
        return false;
    }

    static boolean related(Finding cause, Finding effect) {
        if (!cause.subject.cluster().equals(effect.subject.cluster())) {
            return false;
        }
        if (cause.subject.equals(effect.subject)) {
            return true;
        }
        return switch (cause.mode.scope()) {
            case "mesh" -> true;
            case "node" -> cause.footprint.sharesNodeWith(effect.footprint);
            case "namespace" -> cause.footprint.sharesNamespaceWith(effect.footprint);
            default -> cause.footprint.sharesWorkloadWith(effect.footprint);
        };
    }

    /** Steps from cause to effect; -1 when no edges lead there. */
    private int distance(String cause, String effect) {
        return reachable.computeIfAbsent(cause, this::reach).getOrDefault(effect, -1);
    }

    private Map<String, Integer> reach(String from) {
        Map<String, Integer> steps = new HashMap<>();
        Deque<String> queue = new ArrayDeque<>(List.of(from));
        Map<String, Integer> depth = new HashMap<>(Map.of(from, 0));
        Set<String> seen = new HashSet<>(Set.of(from));
        while (!queue.isEmpty()) {
            String id = queue.remove();
            int next = depth.getOrDefault(id, 0) + 1;
            FailureMode mode = modes.get(id);
            if (mode == null || next > MAX_GAP + 1) {
                continue;
            }
            List<String> targets = new ArrayList<>(mode.causes());
            if (id.equals(from)) {
                targets.addAll(mode.masks());
            }
            for (String target : targets) {
                if (seen.add(target)) {
                    steps.put(target, next);
                    depth.put(target, next);
                    queue.add(target);
                }
            }
        }
        return steps;
    }
}
