package dev.meshdx.facts;

import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;

/** Values of facts as explanations print them: short, and unknown is not empty. */
public final class FieldText {

    private static final int MAX_ITEMS = 5;
    private static final int MAX_CHARACTERS = 120;

    private FieldText() {}

    /** The value in quotes when it is text, shortened when it is long. */
    public static String of(Object value) {
        if (value instanceof String text) {
            return '"' + shortened(text) + '"';
        }
        if (value instanceof Integer || value instanceof Long) {
            return ((Number) value).longValue() == -1 ? "-1 (unknown)" : value.toString();
        }
        if (value instanceof Instant moment) {
            return moment.equals(Instant.EPOCH) ? "unknown" : moment.toString();
        }
        if (value instanceof Double number) {
            return number == Math.rint(number) && Math.abs(number) < 1e15
                    ? Long.toString(number.longValue())
                    : String.format(Locale.ROOT, "%.4g", number);
        }
        if (value instanceof Collection<?> items) {
            return listed(items.stream().limit(MAX_ITEMS).map(FieldText::of).toList(), items.size(), "[", "]");
        }
        if (value instanceof Map<?, ?> map) {
            return listed(
                    map.entrySet().stream()
                            .limit(MAX_ITEMS)
                            .map(entry -> entry.getKey() + "=" + of(String.valueOf(entry.getValue())))
                            .toList(),
                    map.size(),
                    "{",
                    "}");
        }
        return value instanceof Subject subject ? subject.toString() : shortened(String.valueOf(value));
    }

    private static String listed(Collection<String> first, int size, String open, String close) {
        String more = size > first.size() ? " and " + (size - first.size()) + " more" : "";
        return open + String.join(", ", first) + more + close;
    }

    private static String shortened(String text) {
        if (text.codePointCount(0, text.length()) <= MAX_CHARACTERS) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, MAX_CHARACTERS)) + "...";
    }
}
