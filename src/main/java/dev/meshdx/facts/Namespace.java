package dev.meshdx.facts;

import java.util.Map;

/**
 * A namespace and how it takes part in a mesh.
 *
 * @param cluster cluster that the fact was captured from
 * @param name name
 * @param injection value of istio-injection: enabled, disabled or empty
 * @param revision value of istio.io/rev, empty when unset
 * @param dataplaneMode value of istio.io/dataplane-mode: ambient, none or empty
 * @param linkerdInject value of linkerd.io/inject: enabled, ingress, disabled or empty
 * @param terminating is being deleted
 * @param labels labels
 * @param origin where the fact was read
 */
public record Namespace(
        String cluster,
        String name,
        String injection,
        String revision,
        String dataplaneMode,
        String linkerdInject,
        boolean terminating,
        Map<String, String> labels,
        Origin origin)
        implements Fact {
    public Namespace {
        labels = SortedCopy.of(labels);
    }

    @Override
    public Subject subject() {
        return Subject.of(cluster, name, "Namespace", name);
    }
}
