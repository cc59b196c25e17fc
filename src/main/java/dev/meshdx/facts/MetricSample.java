package dev.meshdx.facts;

import java.util.Map;

/**
 * One sample of a Prometheus metric, present only when a rule names it.
 *
 * @param cluster cluster that the fact was captured from
 * @param namespace namespace of the process
 * @param pod name of the process, empty when the capture does not tell
 * @param workload workload that owns the process (pod name without its generated suffixes when no owner was captured)
 * @param component as in {@link Pod}
 * @param name metric name
 * @param labels labels
 * @param value value
 * @param origin where the fact was read
 */
public record MetricSample(
        String cluster,
        String namespace,
        String pod,
        String workload,
        String component,
        String name,
        Map<String, String> labels,
        double value,
        Origin origin)
        implements Fact {
    public MetricSample {
        labels = SortedCopy.of(labels);
    }

    @Override
    public Subject subject() {
        return Subject.workload(cluster, namespace, workload, pod);
    }

    /** The value of a label, empty when the series does not have it. */
    public String label(String label) {
        return labels.getOrDefault(label, "");
    }

    @Override
    public String detail() {
        return name + " " + labels + " " + pod;
    }
}
