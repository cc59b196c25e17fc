package dev.meshdx.rules;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The limit of an alert: a number, or one with a unit, such as {@code 90d} or {@code 200MiB}.
 *
 * @param text how PromQL writes it, with the unit as a factor so that a reader still sees it
 * @param number its value in seconds, bytes or without a unit
 */
record Limit(String text, double number) {

    private static final Pattern FORM = Pattern.compile("(-?\\d+(?:\\.\\d+)?)(d|h|m|s|MiB)?");
    private static final Map<String, Integer> FACTORS = Map.of("d", 86400, "h", 3600, "m", 60, "s", 1, "MiB", 1048576);

    /** The limit of that text; empty when the text is none. */
    static Optional<Limit> of(String text) {
        Matcher match = FORM.matcher(text.strip());
        if (!match.matches()) {
            return Optional.empty();
        }
        String number = Objects.requireNonNull(match.group(1));
        String unit = match.group(2);
        int factor = unit == null ? 1 : Objects.requireNonNull(FACTORS.get(unit));
        return Optional.of(
                new Limit(factor == 1 ? number : number + " * " + factor, Double.parseDouble(number) * factor));
    }
}
