package dev.meshdx.collect;

import java.time.Duration;

/**
 * How hard a run may press on the cluster, and how long it may take.
 *
 * @param concurrency calls at a time
 * @param perSecond calls that begin in one second
 * @param call longest time for one call, its answer included
 * @param total longest time for the whole run
 * @param between least time between the two samples of counters
 * @param logBytes most of one log
 */
public record Pace(int concurrency, int perSecond, Duration call, Duration total, Duration between, long logBytes) {

    /** What an incident can wait for and an API server does not notice. */
    public static final Pace DEFAULT =
            new Pace(8, 20, Duration.ofSeconds(30), Duration.ofMinutes(10), Duration.ofSeconds(10), 5 * 1024 * 1024);

    public Pace {
        if (concurrency < 1 || perSecond < 1) {
            throw new IllegalArgumentException("concurrency " + concurrency + ", calls per second " + perSecond);
        }
    }
}
