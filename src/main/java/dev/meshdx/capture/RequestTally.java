package dev.meshdx.capture;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Counts the requests of one access log by how they ended. */
final class RequestTally {

    /** Combinations that are kept of one log. */
    static final int COMBINATIONS = 20_000;

    /** Distinct hosts that are kept of one log. */
    private static final int HOSTS = 2_000;

    /** Distinct pairs of details and transport failure that are taken apart once. */
    private static final int FAILURES = 5_000;

    private final Map<List<Object>, RequestCount> counts = new LinkedHashMap<>();
    private final Map<List<String>, TransportFailure> failures = new HashMap<>();
    private final Set<String> hosts = new LinkedHashSet<>();
    private final Set<String> ownIps = new LinkedHashSet<>();
    private int lines;
    private int dropped;

    void add(AccessLine request, int line) {
        lines++;
        TransportFailure failure = failure(request);
        RequestCount count = counts.get(key(request, failure));
        if (count == null && counts.size() >= COMBINATIONS) {
            dropped++;
            return;
        }
        if (count == null) {
            count = new RequestCount(request, failure, line);
            counts.put(key(request, failure), count);
            note(request);
        }
        count.add(request);
    }

    private TransportFailure failure(AccessLine request) {
        List<String> key = List.of(request.details(), request.transportFailure());
        TransportFailure known = failures.get(key);
        if (known != null) {
            return known;
        }
        TransportFailure failure = TransportFailure.of(request.details(), request.transportFailure());
        if (failures.size() < FAILURES) {
            failures.put(key, failure);
        }
        return failure;
    }

    private static List<Object> key(AccessLine request, TransportFailure failure) {
        boolean named = !AccessLine.Destination.ofCluster(request.upstreamCluster())
                .host()
                .isEmpty();
        return List.of(
                request.code(),
                request.flags(),
                failure,
                request.upstreamCluster(),
                request.serverName(),
                request.route(),
                named ? "" : request.authority(),
                named ? "" : request.downstreamLocal(),
                request.upstreamHost().equals("-"));
    }

    private void note(AccessLine request) {
        if (request.upstreamCluster().startsWith("inbound|")
                && !request.upstreamHost().equals("-")) {
            ownIps.add(AccessLine.Destination.ofAddress(request.upstreamHost()).host());
        }
        if (request.inbound() || hosts.size() >= HOSTS) {
            return;
        }
        hosts.add(AccessLine.Destination.ofAddress(request.authority()).host());
        hosts.add(AccessLine.Destination.ofAddress(request.downstreamLocal()).host());
        hosts.remove("");
    }

    Map<List<Object>, RequestCount> counts() {
        return counts;
    }

    /** Hosts that the owner of the log called. */
    Set<String> hosts() {
        return hosts;
    }

    /** Addresses of the owner of the log, as inbound lines show them. */
    Set<String> ownIps() {
        return ownIps;
    }

    int lines() {
        return lines;
    }

    /** Lines that did not count because there were too many combinations. */
    int dropped() {
        return dropped;
    }
}
