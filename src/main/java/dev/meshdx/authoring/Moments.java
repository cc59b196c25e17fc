package dev.meshdx.authoring;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times and spans as tests write them: {@code 2026-03-01T12:00:00Z}, {@code now}, {@code now-1h}, {@code 5m}. */
final class Moments {

    private static final Pattern RELATIVE = Pattern.compile("now(?:\\s*([+-])\\s*(\\d+[smhd]))?");
    private static final Pattern SPAN = Pattern.compile("(\\d{1,9})([smhd])");

    private Moments() {}

    /** The moment of a node, seen from the clock of its case. */
    static Instant of(YamlNode node, Instant now) {
        String text = node.text().strip();
        Matcher relative = RELATIVE.matcher(text);
        if (relative.matches()) {
            String span = relative.group(2);
            if (span == null) {
                return now;
            }
            return relative.group(1).equals("+") ? now.plus(span(span, node)) : now.minus(span(span, node));
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw node.wrong(
                    "'" + text + "' is no time; write 2026-03-01T12:00:00Z, now, now-1h or now+30d (units s, m, h, d)");
        }
    }

    /** A span such as {@code 5m}. */
    static Duration span(YamlNode node) {
        return span(node.text().strip(), node);
    }

    private static Duration span(String text, YamlNode node) {
        Matcher span = SPAN.matcher(text);
        if (!span.matches()) {
            throw node.wrong("'" + text + "' is no time span; write a number and s, m, h or d, as in 5m");
        }
        long amount = Long.parseLong(span.group(1));
        return switch (span.group(2)) {
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }
}
