package dev.meshdx.capture;

import dev.meshdx.facts.Origin;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A pod as kubectl prints it for people: a row of {@code kubectl get pods} or a page of {@code kubectl describe pod}. Texts are
 * empty and counts -1 when they were not printed.
 *
 * @param origin where it stands
 * @param namespace namespace
 * @param name name
 * @param status status column, for example CrashLoopBackOff, or phase
 * @param reason reason of the phase, for example Evicted
 * @param ready ready containers
 * @param containers containers
 * @param restarts restarts of all containers
 * @param ip address
 * @param node node
 * @param owner {@code Kind/name} of the controller
 * @param serviceAccount service account
 * @param labels labels
 * @param annotations annotations
 * @param states containers one by one
 */
record TablePod(
        Origin origin,
        String namespace,
        String name,
        String status,
        String reason,
        int ready,
        int containers,
        int restarts,
        String ip,
        String node,
        String owner,
        String serviceAccount,
        Map<String, String> labels,
        Map<String, String> annotations,
        List<State> states) {

    TablePod {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
        states = List.copyOf(states);
    }

    /** One container of a described pod. */
    record State(
            Origin origin,
            String name,
            boolean init,
            String image,
            String state,
            String reason,
            String message,
            boolean ready,
            int restarts,
            int exitCode,
            String lastReason,
            int lastExitCode,
            String lastMessage,
            Instant lastFinishedAt,
            String memoryLimit,
            String cpuLimit) {}
}
