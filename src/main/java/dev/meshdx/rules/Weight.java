package dev.meshdx.rules;

import java.util.Arrays;
import java.util.Locale;
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

    private final double ratio;

    Weight(double ratio) {
        this.ratio = ratio;
    }

    /** The weight of a word such as {@code strong} or {@code very-strong-against}. */
    public static Optional<Weight> of(String word) {
        return Arrays.stream(values())
                .filter(weight -> weight.word().equals(word))
                .findFirst();
    }

    /** The word that entries use. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Natural logarithm of the likelihood ratio; negative when it speaks against. */
    public double logRatio() {
        return Math.log(ratio);
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
