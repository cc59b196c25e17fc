package dev.meshdx.facts;

import java.util.Map;

/**
 * A metric seen several times, reduced to features.
 *
 * @param cluster cluster that the fact was captured from
 * @param namespace namespace of the process
 * @param pod name of the process, empty when the capture does not tell
 * @param workload workload that owns the process (pod name without its generated suffixes when no owner was captured)
 * @param component as in {@link Pod}
 * @param name metric name
 * @param labels labels
 * @param samples number of samples, at least 2
 * @param first first value
 * @param last last value
 * @param max largest value
 * @param growthRatio last / first, 0 when first is 0
 * @param slopePerHour least-squares slope per hour, 0 when times are unknown
 * @param spanHours time between first and last sample in hours, 0 when unknown
 * @param origin where the fact was read
 */
public record MetricSeries(
        String cluster,
        String namespace,
        String pod,
        String workload,
        String component,
        String name,
        Map<String, String> labels,
        int samples,
        double first,
        double last,
        double max,
        double growthRatio,
        double slopePerHour,
        double spanHours,
        Origin origin)
        implements Fact {
    public MetricSeries {
        labels = SortedCopy.of(labels);
    }

    @Override
    public Subject subject() {
        return Subject.workload(cluster, namespace, workload, pod);
    }

    @Override
    public String detail() {
        return name + " " + labels + " " + pod;
    }
}
