package dev.meshdx.criteria;

import dev.meshdx.criteria.Criterion.State;
import java.util.List;
import java.util.Optional;

/** Judges one criterion. */
abstract class Check {

    private final String id;
    private final String title;
    private final String threshold;
    private final List<String> commands;

    Check(String id, String title, String threshold, String... commands) {
        this.id = id;
        this.title = title;
        this.threshold = threshold;
        this.commands = List.of(commands);
    }

    /**
     * Judges a capture.
     *
     * @param after the capture
     * @param before an older capture of the same cluster
     */
    abstract Criterion judge(Seen after, Optional<Seen> before);

    final Criterion result(State state, String measured, List<String> offenders) {
        return new Criterion(
                id, title, state, measured, threshold, offenders, state == State.UNKNOWN ? commands : List.of());
    }

    final Criterion unknown(String why) {
        return result(State.UNKNOWN, why, List.of());
    }

    final Criterion notApplicable(String why) {
        return result(State.NOT_APPLICABLE, why, List.of());
    }
}
