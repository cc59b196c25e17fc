package dev.meshdx.facts;

import java.util.Map;

/**
 * How many pods a resource of Istio is for, whatever it does to them: derived. Of Gateway, Sidecar, AuthorizationPolicy,
 * RequestAuthentication, PeerAuthentication and Telemetry; resources that name a target instead of pods have none.
 *
 * @param cluster cluster that the fact was captured from
 * @param namespace namespace of the resource
 * @param kind its kind
 * @param name its name
 * @param selector labels that it selects, empty for all pods of its scope
 * @param meshWide it lies in the root namespace of the mesh and is for pods of all namespaces
 * @param pods pods that it selects, -1 when no pod was captured
 * @param ambientPods those of them that belong to ambient mode
 * @param origin where the fact was read
 */
public record WorkloadSelection(
        String cluster,
        String namespace,
        String kind,
        String name,
        Map<String, String> selector,
        boolean meshWide,
        int pods,
        int ambientPods,
        Origin origin)
        implements Fact {
    public WorkloadSelection {
        selector = SortedCopy.of(selector);
    }

    @Override
    public Subject subject() {
        return Subject.of(cluster, namespace, kind, name);
    }

    @Override
    public String detail() {
        return kind + " " + selector;
    }
}
