package dev.meshdx.facts;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A pod and what matters of its specification to a mesh.
 *
 * @param cluster cluster that the fact was captured from
 * @param namespace namespace
 * @param name pod name
 * @param workloadKind Deployment, StatefulSet, DaemonSet, Job or Pod
 * @param workload name of the owning workload
 * @param component part of a mesh or cluster that the pod is (istiod, ztunnel, istio-cni, istio-gateway, waypoint, linkerd-identity, linkerd-destination, linkerd-proxy-injector, coredns, kube-proxy, consul-server, consul-connect-injector, gloo-mesh-mgmt-server, gloo-mesh-agent), empty for an application
 * @param node node name, empty while unscheduled
 * @param phase Pending, Running, Succeeded, Failed or Unknown
 * @param reason status reason, for example Evicted
 * @param ready condition Ready is True
 * @param terminating deletion has begun
 * @param hostNetwork shares the network of its node
 * @param podIp address, empty when none
 * @param serviceAccount service account name
 * @param labels labels
 * @param annotations annotations of meshes and of injection only
 * @param containers container names, init containers included
 * @param proxy sidecar container: istio-proxy, linkerd-proxy, consul-dataplane, envoy-sidecar, empty without one, or unknown when
 *     only a table tells of the pod
 * @param nativeSidecar the sidecar is an init container that keeps running: it starts before the application and ends after it
 * @param mesh mesh that the pod belongs to: istio-sidecar, istio-ambient, linkerd, consul, or empty
 * @param createdAt creation time, {@link Instant#EPOCH} when unknown
 * @param origin where the fact was read
 */
public record Pod(
        String cluster,
        String namespace,
        String name,
        String workloadKind,
        String workload,
        String component,
        String node,
        String phase,
        String reason,
        boolean ready,
        boolean terminating,
        boolean hostNetwork,
        String podIp,
        String serviceAccount,
        Map<String, String> labels,
        Map<String, String> annotations,
        List<String> containers,
        String proxy,
        boolean nativeSidecar,
        String mesh,
        Instant createdAt,
        Origin origin)
        implements Fact {

    /** Value of {@link #proxy} of a pod of several containers whose names were not captured. */
    public static final String PROXY_UNKNOWN = "unknown";

    public Pod {
        labels = SortedCopy.of(labels);
        annotations = SortedCopy.of(annotations);
        containers = List.copyOf(containers);
    }

    /** Whether it is known to have a sidecar. */
    public boolean proxied() {
        return !proxy.isEmpty() && !proxy.equals(PROXY_UNKNOWN);
    }

    @Override
    public Subject subject() {
        return Subject.of(cluster, namespace, workloadKind, workload);
    }

    /** The pod itself, where the workload is too coarse. */
    public Subject pod() {
        return Subject.of(cluster, namespace, "Pod", name);
    }

    @Override
    public String detail() {
        return name;
    }
}
