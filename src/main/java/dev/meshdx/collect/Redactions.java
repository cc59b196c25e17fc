package dev.meshdx.collect;

import java.util.Map;
import java.util.TreeMap;

/** How often each sort of secret was taken out; of one file, or of the whole capture. Safe for several threads. */
final class Redactions {

    /** What stands where a secret was. */
    static final String MARK = "[redacted]";

    private final Map<String, Long> counts = new TreeMap<>();

    /** Counts one and gives back what stands in its place. */
    synchronized String mark(String sort) {
        counts.merge(sort, 1L, Long::sum);
        return MARK;
    }

    /** Adds what another one counted. */
    synchronized void add(Map<String, Long> more) {
        more.forEach((sort, count) -> counts.merge(sort, count, Long::sum));
    }

    /** Counts by sort. */
    synchronized Map<String, Long> counts() {
        return new TreeMap<>(counts);
    }
}
