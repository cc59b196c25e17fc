package dev.meshdx.collect;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one piece of work left behind.
 *
 * @param task its name, the same in every run of the same scope
 * @param files files by path below the capture, with the moment they were taken
 * @param coverage what the lists among them could have shown
 * @param problems what was asked for and not given, with the reason
 * @param redacted how many secrets were taken out, by sort
 */
record Outcome(
        String task,
        Map<String, Instant> files,
        List<Covered> coverage,
        Map<String, String> problems,
        Map<String, Long> redacted) {

    Outcome(String task) {
        this(task, new TreeMap<>(), new ArrayList<>(), new TreeMap<>(), new TreeMap<>());
    }

    /** Whether a later run need not do it again. */
    boolean done() {
        return problems.isEmpty()
                && coverage.stream().allMatch(covered -> covered.state().equals("complete"));
    }
}
