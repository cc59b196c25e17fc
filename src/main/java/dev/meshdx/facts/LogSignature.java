package dev.meshdx.facts;

import java.time.Instant;
import java.util.Map;

/**
 * A log message that a loaded pack asks for, with how often and when one container printed it.
 *
 * @param cluster cluster that the fact was captured from
 * @param namespace namespace of the container
 * @param pod name of the container, empty when the capture does not tell
 * @param workload workload that owns the container (pod name without its generated suffixes when no owner was captured)
 * @param container container name, or the process when no container is known
 * @param component as in {@link Pod}
 * @param id id of the signature in the pack
 * @param count lines that matched
 * @param first first time, {@link Instant#EPOCH} when the lines have none
 * @param last last time
 * @param line the last matching line, at most 400 characters, without control characters
 * @param values named groups of the signature in the last matching line
 * @param recovered a line that the signature names as its end came after the last match
 * @param origin where the fact was read
 */
public record LogSignature(
        String cluster,
        String namespace,
        String pod,
        String workload,
        String container,
        String component,
        String id,
        int count,
        Instant first,
        Instant last,
        String line,
        Map<String, String> values,
        boolean recovered,
        Origin origin)
        implements Fact {
    public LogSignature {
        values = SortedCopy.of(values);
    }

    @Override
    public Subject subject() {
        return Subject.workload(cluster, namespace, workload, pod);
    }

    /** What a named group of the signature matched, empty when it did not. */
    public String value(String group) {
        return values.getOrDefault(group, "");
    }

    @Override
    public String detail() {
        return id + " " + pod + " " + container + " " + line;
    }
}
