package dev.meshdx.collect;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a run brought.
 *
 * @param output archive or folder
 * @param files files in it, without the manifest
 * @param problems what was asked for and not given, with reasons
 * @param redacted how many secrets were taken out, by sort
 * @param unfinished why the run ended early, empty when it did not
 * @param notes what somebody should know before the capture is passed on
 */
public record Collected(
        Path output,
        int files,
        Map<String, String> problems,
        Map<String, Long> redacted,
        String unfinished,
        List<String> notes) {
    public Collected {
        problems = Map.copyOf(problems);
        redacted = Map.copyOf(redacted);
        notes = List.copyOf(notes);
    }
}
