package dev.meshdx.lint;

import dev.meshdx.rules.Place;
import java.util.Comparator;

/**
 * Something that a check found.
 *
 * @param file path of the file
 * @param at where in it
 * @param severity error or warning
 * @param lint id of the check
 * @param message what is wrong, with the value and what was probably meant
 * @param fix what to write instead, empty when the message says it all
 * @param accepted reason why somebody accepts it, empty when nobody does
 */
public record Finding(
        String file, Place at, Severity severity, String lint, String message, String fix, String accepted)
        implements Comparable<Finding> {

    private static final Comparator<Finding> ORDER = Comparator.comparing(Finding::file)
            .thenComparing(Finding::at)
            .thenComparing(Finding::lint)
            .thenComparing(Finding::message);

    /** The same, accepted for a reason. */
    Finding accept(String reason) {
        return new Finding(file, at, severity, lint, message, fix, reason);
    }

    @Override
    public int compareTo(Finding other) {
        return ORDER.compare(this, other);
    }

    /** One line as compilers print it. */
    @Override
    public String toString() {
        return file + ":" + at + " " + severity.word() + " " + lint + ": " + message;
    }
}
