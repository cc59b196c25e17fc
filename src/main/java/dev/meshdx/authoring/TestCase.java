package dev.meshdx.authoring;

import dev.meshdx.facts.FactBase;

/**
 * One case of a test file.
 *
 * @param name what it shows
 * @param kind what it is good for
 * @param where file and line
 * @param todo a known gap: it is expected to fail
 * @param base what was captured
 * @param expectation what must come out
 */
record TestCase(String name, Kind kind, String where, boolean todo, FactBase base, Expectation expectation) {

    /** What a case is good for. */
    enum Kind {
        /** The failure mode is there. */
        FIRES("fires"),
        /** Nearly, but not: it differs in one thing. */
        NEAR("near"),
        /** What would decide was not captured. */
        ABSENT("absent"),
        /** Not a case of the file but what the runner says of the whole of it. */
        FILE("file");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }
}
