package dev.meshdx.rules;

import java.util.List;

/**
 * What one run of the rules over the facts of one cluster concluded.
 *
 * @param conclusions conclusions, sorted by rule and subject
 * @param quarantined failure modes whose rules failed while matching, with the reason; they were not assessed
 */
public record Firing(List<Conclusion> conclusions, List<String> quarantined) {
    public Firing {
        conclusions = List.copyOf(conclusions);
        quarantined = List.copyOf(quarantined);
    }
}
