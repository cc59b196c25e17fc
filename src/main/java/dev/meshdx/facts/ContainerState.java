package dev.meshdx.facts;

import java.time.Instant;

/**
 * State of one container of a pod; init containers and native sidecars included.
 *
 * @param cluster cluster that the fact was captured from
 * @param namespace namespace
 * @param pod pod name
 * @param workloadKind kind of the owning workload
 * @param workload name of the owning workload
 * @param component as in {@link Pod}
 * @param container container name
 * @param role app, proxy (a mesh sidecar, a gateway, a ztunnel), init (mesh set-up: istio-init, istio-validation, linkerd-init) or control-plane
 * @param image image
 * @param state running, waiting, terminated or unknown
 * @param reason reason of a waiting or terminated state: CrashLoopBackOff, ImagePullBackOff, Completed
 * @param message its message
 * @param ready container readiness
 * @param restartCount restarts since the pod exists
 * @param exitCode exit code of the present terminated state, -1 when it does not apply
 * @param lastReason reason of the previous termination, for example OOMKilled; empty when none
 * @param lastExitCode exit code of the previous termination, -1 when none
 * @param lastMessage message of the previous termination
 * @param lastFinishedAt end of the previous run, {@link Instant#EPOCH} when none
 * @param memoryLimitBytes memory limit in bytes, 0 when unlimited
 * @param cpuLimitMillis CPU limit in thousandths of a core, 0 when unlimited
 * @param node node name
 * @param origin where the fact was read
 */
public record ContainerState(
        String cluster,
        String namespace,
        String pod,
        String workloadKind,
        String workload,
        String component,
        String container,
        String role,
        String image,
        String state,
        String reason,
        String message,
        boolean ready,
        int restartCount,
        int exitCode,
        String lastReason,
        int lastExitCode,
        String lastMessage,
        Instant lastFinishedAt,
        long memoryLimitBytes,
        long cpuLimitMillis,
        String node,
        Origin origin)
        implements Fact {
    @Override
    public Subject subject() {
        return Subject.of(cluster, namespace, workloadKind, workload);
    }

    /** The pod that holds the container. */
    public Subject podSubject() {
        return Subject.of(cluster, namespace, "Pod", pod);
    }

    @Override
    public String detail() {
        return pod + " " + container;
    }
}
