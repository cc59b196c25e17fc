package dev.meshdx.criteria;

import dev.meshdx.facts.FactBase;
import java.util.List;
import java.util.Optional;

/** All success criteria. */
public final class Criteria {

    private static final List<Check> ALL = List.of(
            new ControlPlaneReady(),
            new ProxiesSynced(),
            new LinkerdCheckPasses(),
            new CertificateLife(),
            new ProxyMemoryStable(),
            new LatencyOverhead(),
            new RotationWithoutErrors(),
            new NoProxyRestarts());

    /** Metrics that the criteria need beside those that rules name. */
    public static final List<String> METRICS = LatencyOverhead.METRICS;

    private Criteria() {}

    /** Judges one capture. */
    public static List<Criterion> of(FactBase capture) {
        return judge(new Seen(capture), Optional.empty());
    }

    /**
     * Judges the later of two captures of one cluster; some criteria are about what happened between them.
     *
     * @param before the older capture
     * @param after the newer capture
     */
    public static List<Criterion> of(FactBase before, FactBase after) {
        return judge(new Seen(after), Optional.of(new Seen(before)));
    }

    private static List<Criterion> judge(Seen after, Optional<Seen> before) {
        return ALL.stream().map(check -> check.judge(after, before)).toList();
    }
}
