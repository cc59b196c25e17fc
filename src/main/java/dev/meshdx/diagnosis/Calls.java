package dev.meshdx.diagnosis;

import dev.meshdx.diagnosis.Picture.Call;
import dev.meshdx.facts.Fact;
import dev.meshdx.facts.FactBase;
import dev.meshdx.facts.ResponseFlagCount;
import dev.meshdx.facts.Subject;
import dev.meshdx.facts.UpstreamCluster;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Who calls whom: from access logs where they were captured, else from the counters of the caller's proxy. */
final class Calls {

    private static final int SERVER_ERROR = 500;

    private final Map<String, Tally> byEnds = new TreeMap<>();

    private Calls() {}

    static List<Call> of(FactBase base) {
        Calls calls = new Calls();
        for (String cluster : base.clusters()) {
            List<Fact> facts = base.of(cluster);
            Topology topology = new Topology(facts);
            facts.forEach(fact -> calls.take(fact, topology));
        }
        return calls.byEnds.values().stream()
                .map(Tally::call)
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing((Call call) -> call.failed() == 0)
                        .thenComparing(Call::from)
                        .thenComparing(Call::to))
                .toList();
    }

    private void take(Fact fact, Topology topology) {
        if (fact instanceof ResponseFlagCount log
                && !log.direction().equals("inbound")
                && !log.service().isEmpty()) {
            Tally tally = tally(topology.resolve(log.client()), log.subject());
            tally.logged += countsLines(log) ? log.count() : 0;
            if (failed(log)) {
                tally.loggedFailed += countsLines(log) ? log.count() : 0;
                tally.flags.add(log.flag().equals("-") ? String.valueOf(log.code()) : log.flag());
            }
        } else if (fact instanceof UpstreamCluster upstream
                && upstream.direction().equals("outbound")
                && !upstream.service().isEmpty()) {
            long failed = Math.max(0, upstream.stats().rq5xx())
                    + Math.max(0, upstream.stats().cxConnectFail());
            long requests = Math.max(Math.max(0, upstream.stats().rqTotal()), failed);
            // A proxy has a cluster for every Service, called or not.
            if (requests > 0) {
                Tally tally = tally(topology.resolve(upstream.client()), upstream.subject());
                tally.counted += requests;
                tally.countedFailed += failed;
            }
        }
    }

    static boolean failed(ResponseFlagCount log) {
        return !log.flag().equals("-") || log.code() >= SERVER_ERROR;
    }

    /** A line with two flags is in two facts; the one of its first flag counts it. */
    static boolean countsLines(ResponseFlagCount log) {
        return log.flags().isEmpty() || (log.flags() + ",").startsWith(log.flag() + ",");
    }

    private Tally tally(Subject from, Subject to) {
        return byEnds.computeIfAbsent(from.cluster() + " " + from + " " + to, key -> new Tally(from, to));
    }

    /** What both sources say of one pair. */
    private static final class Tally {

        private final Subject from;
        private final Subject to;
        private final TreeSet<String> flags = new TreeSet<>();
        private long logged;
        private long loggedFailed;
        private long counted;
        private long countedFailed;

        Tally(Subject from, Subject to) {
            this.from = from;
            this.to = to;
        }

        /** Log lines count requests of a window, counters since the proxy's start: they are not added. */
        Optional<Call> call() {
            if (from.name().isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(
                    logged > 0
                            ? new Call(from, to, logged, loggedFailed, List.copyOf(flags))
                            : new Call(from, to, counted, countedFailed, List.of()));
        }
    }
}
