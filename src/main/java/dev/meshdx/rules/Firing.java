package dev.meshdx.rules;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one run of the rules over the facts of one cluster concluded.
 *
 * @param conclusions conclusions, sorted by rule and subject
 * @param quarantined failure modes whose rules failed while matching, with what failed; they were not assessed
 */
public record Firing(List<Conclusion> conclusions, Map<String, String> quarantined) {
    public Firing {
        conclusions = List.copyOf(conclusions);
        quarantined = java.util.Collections.unmodifiableMap(new TreeMap<>(quarantined));
    }

    /** What a reader of the report must know of the quarantined failure modes. */
    public List<String> notes() {
        return quarantined.entrySet().stream()
                .map(failed -> failed.getKey() + " was not assessed, its rule failed: " + failed.getValue())
                .toList();
    }
}
