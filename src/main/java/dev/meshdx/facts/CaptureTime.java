package dev.meshdx.facts;

import java.time.Instant;

/**
 * The moment for which the capture speaks: "now" for every rule. There is exactly one per session.
 *
 * @param cluster cluster that the fact was captured from
 * @param now capture time, UTC
 * @param from what the time was taken from, for example "newest event"
 * @param origin where the fact was read
 */
public record CaptureTime(String cluster, Instant now, String from, Origin origin) implements Fact {
    @Override
    public Subject subject() {
        return new Subject(cluster, "", "Capture", "capture");
    }
}
