package dev.meshdx.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CaptureClockTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Instant WEEK_BEFORE = Instant.parse("2026-11-16T12:00:00Z");
    private static final Instant DAY_AFTER = Instant.parse("2026-11-24T12:00:00Z");

    @Test
    void aLogIsNewerThanObjectsOfAQuietCluster() {
        CaptureClock clock = CaptureClock.of(Map.of(
                "newest pod condition", WEEK_BEFORE,
                "newest object", WEEK_BEFORE.minusSeconds(60),
                "newest log line\0a.log", NOON));

        assertEquals(NOON, clock.now());
        assertEquals("newest log line", clock.from());
    }

    @Test
    void aLogAheadOfTheNodesDoesNotCount() {
        CaptureClock clock = CaptureClock.of(Map.of(
                "newest lease", NOON,
                "newest log line\0a.log", DAY_AFTER));

        assertEquals(NOON, clock.now());
        assertEquals("newest lease", clock.from());
    }

    @Test
    void oneLogAheadOfAllOthersDoesNotCount() {
        CaptureClock clock = CaptureClock.of(Map.of(
                "newest log line\0a.log", DAY_AFTER,
                "newest log line\0b.log", NOON,
                "newest log line\0c.log", NOON.minusSeconds(5)));

        assertEquals(NOON, clock.now());
    }

    @Test
    void withoutAnyMomentTheTimeIsUnknown() {
        assertEquals("unknown", CaptureClock.of(Map.of()).from());
    }
}
