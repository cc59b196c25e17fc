package dev.meshdx.capture;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Capture time: the newest moment that the capture shows. A source that lies more than an hour after all others is an outlier
 * (a clock that runs ahead) and does not count.
 */
final class CaptureClock {

    private static final Duration OUTLIER = Duration.ofHours(1);

    private final Instant now;
    private final String from;

    private CaptureClock(Instant now, String from) {
        this.now = now;
        this.from = from;
    }

    /** The time from the newest moment per source. */
    static CaptureClock of(Map<String, Instant> observations) {
        TreeMap<Instant, String> byTime = new TreeMap<>();
        new TreeMap<>(observations).forEach((source, moment) -> byTime.putIfAbsent(moment, source));
        byTime.headMap(Instant.EPOCH, true).clear();
        while (byTime.size() > 2 && isOutlier(byTime)) {
            byTime.pollLastEntry();
        }
        return byTime.isEmpty()
                ? new CaptureClock(Instant.EPOCH, "unknown")
                : new CaptureClock(byTime.lastKey(), byTime.lastEntry().getValue());
    }

    Instant now() {
        return now;
    }

    String from() {
        return from;
    }

    private static boolean isOutlier(NavigableMap<Instant, String> byTime) {
        Instant last = byTime.lastKey();
        return Duration.between(byTime.lowerKey(last), last).compareTo(OUTLIER) > 0;
    }

    /** Reports the times that objects carry. */
    static void observe(KubeObject object, Evidence evidence) {
        switch (object.kind()) {
            case "Event" -> observed(evidence, ClusterFacts.lastTime(object.body()), "newest event");
            case "Node" ->
                object.status()
                        .items("conditions")
                        .forEach(condition -> observed(
                                evidence,
                                Quantities.time(condition.text("lastHeartbeatTime")),
                                "newest node heartbeat"));
            case "Lease" -> observed(evidence, Quantities.time(object.spec().text("renewTime")), "newest lease");
            case "Pod" -> {
                object.status()
                        .items("conditions")
                        .forEach(condition -> observed(
                                evidence,
                                Quantities.time(condition.text("lastTransitionTime")),
                                "newest pod condition"));
                observed(evidence, created(object), "newest pod condition");
            }
            default -> {
                object.status()
                        .items("conditions")
                        .forEach(condition -> observed(
                                evidence,
                                Quantities.time(condition.text("lastTransitionTime")),
                                "newest condition of an object"));
                observed(evidence, created(object), "newest object");
            }
        }
    }

    private static Instant created(KubeObject object) {
        return Quantities.time(object.body().text("metadata", "creationTimestamp"));
    }

    private static void observed(Evidence evidence, Instant moment, String from) {
        if (moment.isAfter(Instant.EPOCH)) {
            evidence.observedAt(moment, from);
        }
    }
}
