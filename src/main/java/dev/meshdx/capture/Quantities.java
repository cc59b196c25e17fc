package dev.meshdx.capture;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers, quantities, durations and times as Kubernetes writes them. What does not parse is the given or neutral value. */
final class Quantities {

    private static final Pattern QUANTITY = Pattern.compile("([0-9.]+)([eE]-?[0-9]+|[numkMGTPE]|[KMGTPE]i)?");
    private static final Pattern DURATION_PART = Pattern.compile("([0-9]*\\.?[0-9]+)(ns|us|µs|ms|s|m|h)");
    private static final String DECIMAL = "kMGTPE";
    private static final String BINARY = "KMGTPE";

    private Quantities() {}

    static int number(String text, int fallback) {
        try {
            return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, Long.parseLong(text)));
        } catch (NumberFormatException e) {
            return text.endsWith(".0") ? number(text.substring(0, text.length() - 2), fallback) : fallback;
        }
    }

    /** Bytes of a memory quantity such as 128Mi; 0 when there is none. */
    static long bytes(String text) {
        return Math.round(quantity(text));
    }

    /** Thousandths of a core of a CPU quantity such as 250m; 0 when there is none. */
    static long millis(String text) {
        return Math.round(quantity(text) * 1000);
    }

    /** Milliseconds of a Go or protobuf duration such as 1h2m3.5s; -1 when there is none. */
    static long durationMs(String text) {
        Matcher part = DURATION_PART.matcher(text);
        double total = 0;
        int end = 0;
        while (part.lookingAt()) {
            total += Double.parseDouble(part.group(1)) * unitMs(part.group(2));
            end = part.end();
            part.region(end, text.length());
        }
        return end > 0 && end == text.length() ? Math.round(total) : -1;
    }

    /** A time in RFC 3339; {@link Instant#EPOCH} when there is none. */
    static Instant time(String text) {
        if (text.isEmpty()) {
            return Instant.EPOCH;
        }
        if (text.length() == "2026-03-01T12:00:00Z".length() && text.endsWith("Z")) {
            long micros = LogTime.at(text, 0);
            return micros == LogTime.NONE ? Instant.EPOCH : LogTime.instant(micros);
        }
        try {
            return text.endsWith("Z")
                    ? Instant.parse(text)
                    : java.time.OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }

    private static double quantity(String text) {
        Matcher matcher = QUANTITY.matcher(text);
        if (!matcher.matches()) {
            return 0;
        }
        try {
            double number = Double.parseDouble(matcher.group(1));
            String suffix = matcher.group(2) == null ? "" : matcher.group(2);
            return suffix.startsWith("e") || suffix.startsWith("E") && suffix.length() > 1 && suffix.charAt(1) != 'i'
                    ? Double.parseDouble(text)
                    : number * factor(suffix);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static double factor(String suffix) {
        return switch (suffix) {
            case "" -> 1;
            case "n" -> 1e-9;
            case "u" -> 1e-6;
            case "m" -> 1e-3;
            default ->
                suffix.endsWith("i")
                        ? Math.pow(1024, BINARY.indexOf(suffix.charAt(0)) + 1.0)
                        : Math.pow(1000, DECIMAL.indexOf(suffix.charAt(0)) + 1.0);
        };
    }

    private static double unitMs(String unit) {
        return switch (unit) {
            case "ns" -> 1e-6;
            case "ms" -> 1;
            case "s" -> 1e3;
            case "m" -> 60e3;
            case "h" -> 3600e3;
            default -> 1e-3;
        };
    }
}
