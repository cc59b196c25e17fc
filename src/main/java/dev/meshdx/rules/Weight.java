package dev.meshdx.rules;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How strongly evidence speaks for or against a failure mode, as a likelihood ratio: how much more often it is seen with the
 * failure mode than without it. Words stand in entries, numbers only here.
 */
public enum Weight {
    WEAK(2),
    MODERATE(5),
    STRONG(20),
    VERY_STRONG(100),
    CONCLUSIVE(1000),
    WEAK_AGAINST(1 / 2.0),
    MODERATE_AGAINST(1 / 5.0),
    STRONG_AGAINST(1 / 20.0),
    VERY_STRONG_AGAINST(1 / 100.0),
    CONCLUSIVE_AGAINST(1 / 1000.0);

    private static final Map<String, Weight> BY_WORD = new HashMap<>();

    static {
        for (Weight weight : values()) {
            BY_WORD.put(weight.word, weight);
        }
    }

    private final double ratio;
    private final double logRatio;
    private final String word;

    Weight(double ratio) {
        this.ratio = ratio;
        this.logRatio = Math.log(ratio);
        this.word = name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The weight of a word such as {@code strong} or {@code very-strong-against}. */
    public static Optional<Weight> of(String word) {
        return Optional.ofNullable(BY_WORD.get(word));
    }

    /** The word that entries use. */
    public String word() {
        return word;
    }

    /** Natural logarithm of the likelihood ratio; negative when it speaks against. */
    public double logRatio() {
        return logRatio;
    }

    /** Contribution in decibans, ten times the decimal logarithm of the ratio. */
    public int decibans() {
        return (int) Math.round(10 * Math.log10(ratio));
    }

    /** Whether it speaks for the failure mode. */
    public boolean supports() {
        return ratio > 1;
    }
}
