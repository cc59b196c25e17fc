package dev.meshdx.facts;

import java.util.Map;

/**
 * A subset of a DestinationRule.
 *
 * @param cluster cluster that the fact was captured from
 * @param namespace namespace
 * @param rule name of the DestinationRule
 * @param host host, fully qualified
 * @param name subset name
 * @param labels labels that select its pods
 * @param matchingPods pods of the host that carry the labels, -1 when pods or Service were not captured
 * @param routed a captured route sends traffic to it
 * @param origin where the fact was read
 */
public record SubsetDefinition(
        String cluster,
        String namespace,
        String rule,
        String host,
        String name,
        Map<String, String> labels,
        int matchingPods,
        boolean routed,
        Origin origin)
        implements Fact {
    public SubsetDefinition {
        labels = SortedCopy.of(labels);
    }

    @Override
    public Subject subject() {
        return Subject.of(cluster, namespace, "DestinationRule", rule);
    }

    @Override
    public String detail() {
        return host + " " + name;
    }
}
