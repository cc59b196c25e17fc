package dev.meshdx.capture;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** Requests of one log that ended alike, counted while the log streams by. */
final class RequestCount {

    /** Distinct paths that are kept of one combination. */
    static final int PATHS = 1_000;

    /** Durations that are kept for the median; when they are full, every second one goes and half as many come in. */
    private static final int DURATIONS = 512;

    private final AccessLine sample;
    private final TransportFailure failure;
    private final int line;
    private final Set<String> paths = new HashSet<>();
    private final long[] durations = new long[DURATIONS];
    private int kept;
    private int stride = 1;
    private int count;
    private long timed;
    private long shortest = Long.MAX_VALUE;
    private long longest = -1;
    private long first = LogTime.NONE;
    private long last = LogTime.NONE;

    RequestCount(AccessLine sample, TransportFailure failure, int line) {
        this.sample = sample;
        this.failure = failure;
        this.line = line;
    }

    void add(AccessLine request) {
        count++;
        if (!request.path().isEmpty() && paths.size() < PATHS) {
            paths.add(request.path());
        }
        if (request.micros() != LogTime.NONE) {
            first = first == LogTime.NONE ? request.micros() : Math.min(first, request.micros());
            last = Math.max(last, request.micros());
        }
        if (request.durationMs() >= 0) {
            addDuration(request.durationMs());
        }
    }

    private void addDuration(long duration) {
        shortest = Math.min(shortest, duration);
        longest = Math.max(longest, duration);
        if (timed++ % stride != 0) {
            return;
        }
        if (kept == DURATIONS) {
            for (int i = 0; i < DURATIONS / 2; i++) {
                durations[i] = durations[2 * i];
            }
            kept = DURATIONS / 2;
            stride *= 2;
        }
        durations[kept++] = duration;
    }

    /** One of the lines; all agree in what distinguishes combinations. */
    AccessLine sample() {
        return sample;
    }

    TransportFailure failure() {
        return failure;
    }

    /** Number of the first line. */
    int line() {
        return line;
    }

    int count() {
        return count;
    }

    Set<String> paths() {
        return paths;
    }

    long first() {
        return first;
    }

    long last() {
        return last;
    }

    long shortestMs() {
        return longest < 0 ? 0 : shortest;
    }

    long longestMs() {
        return Math.max(0, longest);
    }

    long medianMs() {
        long[] sorted = Arrays.copyOf(durations, kept);
        Arrays.sort(sorted);
        return kept == 0 ? 0 : sorted[(kept - 1) / 2];
    }
}
