package dev.meshdx.criteria;

import java.util.List;

/**
 * One success criterion judged on a capture, or on one before and one after a change.
 *
 * @param id V1 to V8
 * @param title what must hold
 * @param state result
 * @param measured what was measured, or why nothing could be
 * @param threshold what it takes to pass
 * @param offenders what stands against it, the worst first
 * @param commands what would answer it, when it is unknown
 */
public record Criterion(
        String id,
        String title,
        State state,
        String measured,
        String threshold,
        List<String> offenders,
        List<String> commands) {

    public Criterion {
        offenders = List.copyOf(offenders);
        commands = List.copyOf(commands);
    }

    /** Result of a criterion. */
    public enum State {
        PASS("pass"),
        WARN("warn"),
        FAIL("fail"),
        UNKNOWN("unknown"),
        NOT_APPLICABLE("not-applicable");

        private final String word;

        State(String word) {
            this.word = word;
        }

        /** The word of the report. */
        public String word() {
            return word;
        }
    }
}
