package dev.meshdx.rules;

import java.util.Collection;
import java.util.Comparator;

/** Finds the word that somebody probably meant. */
public final class Closest {

    private static final int MAX_DISTANCE = 3;

    private Closest() {}

    /** {@code ; did you mean 'x'?} for the nearest word, empty when none is near. */
    public static String hint(String word, Collection<String> words) {
        return words.stream()
                .min(Comparator.comparingInt((String candidate) -> distance(word, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(candidate -> distance(word, candidate) <= Math.min(MAX_DISTANCE, word.length() / 2))
                .map(candidate -> "; did you mean '" + candidate + "'?")
                .orElse("");
    }

    private static int distance(String left, String right) {
        int[] previous = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int[] current = new int[right.length() + 1];
            current[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int change = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
                current[j] = Math.min(Math.min(current[j - 1], previous[j]) + 1, previous[j - 1] + change);
            }
            previous = current;
        }
        return previous[right.length()];
    }
}
