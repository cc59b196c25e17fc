package dev.meshdx.facts;

import java.util.Map;

/**
 * Any custom resource or object without a record of its own; besides, HorizontalPodAutoscaler, Certificate (cert-manager), Service
 * (LoadBalancer, or with a label of networks or east-west gateways) and Secret (remote secrets of multicluster, labels and
 * annotations only). Fields are reached by path: {@code field("spec.mode")}.
 *
 * @param cluster cluster that the fact was captured from
 * @param namespace namespace
 * @param group API group, empty for the core group
 * @param kind kind
 * @param name name
 * @param fields scalar fields below metadata.labels, metadata.annotations, spec, data and status by dotted path, list items by index; at most 400 per object, values cut at 512 characters
 * @param origin where the fact was read
 */
public record Resource(
        String cluster,
        String namespace,
        String group,
        String kind,
        String name,
        Map<String, String> fields,
        Origin origin)
        implements Fact {
    public Resource {
        fields = SortedCopy.of(fields);
    }

    @Override
    public Subject subject() {
        return Subject.of(cluster, namespace, kind, name);
    }

    /** The scalar at a dotted path such as {@code spec.http.0.route.0.weight}; empty when it is absent. */
    public String field(String path) {
        return fields.getOrDefault(path, "");
    }

    @Override
    public String detail() {
        return group + " " + fields;
    }
}
