package dev.meshdx.collect;

import java.nio.file.Path;
import java.util.Set;

/**
 * How names are replaced.
 *
 * @param map file of the user that tells which name stands for which; it is made, or goes on with names given before
 * @param words texts that rules look for; a name that is one of them stays
 */
public record Pseudonymity(Path map, Set<String> words) {
    public Pseudonymity {
        words = Set.copyOf(words);
    }
}
