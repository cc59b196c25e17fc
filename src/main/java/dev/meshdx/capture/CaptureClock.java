package dev.meshdx.capture;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Capture time: the newest moment that the capture shows. Every moment of the past is a lower bound, so only a clock that runs
 * ahead can be wrong: a log that lies more than an hour after the leases and heartbeats of the nodes or, without these, after
 * all other logs does not count.
 */
final class CaptureClock {

    /** What the clock of one process wrote; the path of its file follows. */
    private static final String LOG = "newest log line";

    /** What the clock of the API server said when a capture was taken: it needs no other witness. */
    private static final String MANIFEST = "manifest of the capture";

    private static final String LEASE = "newest lease";
    private static final String HEARTBEAT = "newest node heartbeat";
    private static final char SEPARATOR = '\0';
    private static final Duration OUTLIER = Duration.ofHours(1);
    private static final int ENOUGH_LOGS = 3;

    private final Instant now;
    private final String from;

    private CaptureClock(Instant now, String from) {
        this.now = now;
        this.from = from;
    }

    /** The time from the newest moment per source. */
    static CaptureClock of(Map<String, Instant> observations) {
        Map<String, Instant> moments = new TreeMap<>(observations);
        moments.values().removeIf(moment -> !moment.isAfter(Instant.EPOCH));
        Instant told = moments.get(MANIFEST);
        if (told != null) {
            return new CaptureClock(told, MANIFEST);
        }
        Instant nodes = later(moments.get(LEASE), moments.get(HEARTBEAT));
        if (nodes.isAfter(Instant.EPOCH)) {
            moments.entrySet().removeIf(moment -> isLog(moment.getKey()) && isOutlier(nodes, moment.getValue()));
        } else {
            dropLogsAhead(moments);
        }
        Instant now = Instant.EPOCH;
        String from = "unknown";
        for (Map.Entry<String, Instant> moment : moments.entrySet()) {
            if (moment.getValue().isAfter(now)) {
                now = moment.getValue();
                from = isLog(moment.getKey()) ? LOG : moment.getKey();
            }
        }
        return new CaptureClock(now, from);
    }

    private static void dropLogsAhead(Map<String, Instant> moments) {
        List<Map.Entry<String, Instant>> logs = new ArrayList<>(moments.entrySet().stream()
                .filter(moment -> isLog(moment.getKey()))
                .map(moment -> Map.entry(moment.getKey(), moment.getValue()))
                .sorted(Map.Entry.comparingByValue())
                .toList());
        while (logs.size() >= ENOUGH_LOGS
                && isOutlier(
                        logs.get(logs.size() - 2).getValue(),
                        logs.get(logs.size() - 1).getValue())) {
            moments.remove(logs.remove(logs.size() - 1).getKey());
        }
    }

    private static boolean isLog(String source) {
        return source.startsWith(LOG);
    }

    private static boolean isOutlier(Instant others, Instant moment) {
        return Duration.between(others, moment).compareTo(OUTLIER) > 0;
    }

    private static Instant later(@Nullable Instant one, @Nullable Instant other) {
        Instant first = one == null ? Instant.EPOCH : one;
        return other == null || other.isBefore(first) ? first : other;
    }

    /** Reports the newest line of a log. */
    static void observeLog(Instant newest, String path, Evidence evidence) {
        evidence.observedAt(newest, LOG + SEPARATOR + path);
    }

    /** Reports when a manifest says that the capture was taken. */
    static void observeManifest(Instant captured, Evidence evidence) {
        evidence.observedAt(captured, MANIFEST);
    }

    Instant now() {
        return now;
    }

    String from() {
        return from;
    }

    /** Reports the times that objects carry. */
    static void observe(KubeObject object, Evidence evidence) {
        switch (object.kind()) {
            case "Event" -> observed(evidence, ClusterFacts.lastTime(object.body()), "newest event");
            case "Node" ->
                object.status()
                        .items("conditions")
                        .forEach(condition ->
                                observed(evidence, Quantities.time(condition.text("lastHeartbeatTime")), HEARTBEAT));
            case "Lease" -> observed(evidence, Quantities.time(object.spec().text("renewTime")), LEASE);
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
