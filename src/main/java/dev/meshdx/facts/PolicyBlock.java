package dev.meshdx.facts;

/**
 * What a NetworkPolicy forbids: the result of evaluating every captured NetworkPolicy for the paths that a mesh needs.
 * Facts exist only for paths that are closed.
 *
 * @param cluster cluster that the fact was captured from
 * @param namespace namespace of the policy
 * @param policy name of the NetworkPolicy (one of those that select the pods)
 * @param direction ingress or egress
 * @param workload workload of the pods that are cut off, as selected
 * @param workloadNamespace namespace of those pods
 * @param path what is cut off: xds (istiod 15012), dns (port 53), webhook (istiod 15017), hbone (15008), linkerd-inbound (4143), linkerd-control-plane (8080, 8086, 8090), traffic (calls from other workloads of the mesh), all
 * @param port port that is closed, 0 for all
 * @param peer who cannot be reached or cannot call: workload as namespace/name, or any
 * @param defaultDeny the policy allows nothing at all in that direction
 * @param origin where the fact was read
 */
public record PolicyBlock(
        String cluster,
        String namespace,
        String policy,
        String direction,
        String workload,
        String workloadNamespace,
        String path,
        int port,
        String peer,
        boolean defaultDeny,
        Origin origin)
        implements Fact {
    @Override
    public Subject subject() {
        return Subject.of(cluster, namespace, "NetworkPolicy", policy);
    }

    /** The workload that is cut off. */
    public Subject blocked() {
        return Subject.workload(cluster, workloadNamespace, workload, "");
    }

    @Override
    public String detail() {
        return direction + " " + workloadNamespace + "/" + workload + " " + path + " " + peer + " " + port;
    }
}
