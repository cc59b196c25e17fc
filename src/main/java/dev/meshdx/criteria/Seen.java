package dev.meshdx.criteria;

import dev.meshdx.facts.Coverage;
import dev.meshdx.facts.Fact;
import dev.meshdx.facts.FactBase;
import dev.meshdx.facts.MeshInstall;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The facts of one capture, and whether it could have shown a kind of evidence at all. */
record Seen(FactBase base) {

    <T extends Fact> List<T> of(Class<T> type) {
        return base.of(type);
    }

    /** Whether anything of that kind was captured. */
    boolean captured(String kind) {
        return of(Coverage.class).stream()
                .anyMatch(coverage -> coverage.kind().equals(kind) && coverage.captured() && coverage.count() > 0);
    }

    boolean timed() {
        return !base.timeFrom().equals("unknown") && !time().equals(Instant.EPOCH);
    }

    Instant time() {
        return base.time();
    }

    boolean mesh(String prefix) {
        return of(MeshInstall.class).stream().anyMatch(mesh -> mesh.kind().startsWith(prefix));
    }

    /** Time since an older capture; zero when either time is unknown. */
    Duration since(Seen before) {
        return timed() && before.timed() ? Duration.between(before.time(), time()) : Duration.ZERO;
    }
}
