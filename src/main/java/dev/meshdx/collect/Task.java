package dev.meshdx.collect;

import java.io.IOException;

/**
 * One piece of work of a run.
 *
 * @param name its name, the same in every run of the same scope
 * @param asks the requests it makes, as {@code --dry-run} prints them
 * @param work what it does
 */
record Task(String name, String asks, Work work) {

    /** Does the work and notes what came of it. Errors that concern one file only belong into the outcome. */
    interface Work {
        void run(Outcome outcome) throws IOException;
    }
}
