package dev.meshdx.capture;

import java.util.List;

/** Every combiner. Coverage comes last: the others may still add to it. */
final class Combiners {

    static final List<Combiner> ALL = List.of(
            new KubernetesCombiner(),
            new EnvoyCombiner(),
            new IstiodCombiner(),
            new AccessLogCombiner(),
            new LogCombiner(),
            new CheckCombiner(),
            new MetricsCombiner(),
            new ZtunnelCombiner(),
            new TableCombiner(),
            new CoverageCombiner());

    private Combiners() {}
}
