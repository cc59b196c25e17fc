package dev.meshdx.diagnosis;

import dev.meshdx.rules.Placeholder;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Text with placeholders: {@code {host}} is a variable of the matched rule or a name of the subject, {@code {calls.host}} a
 * component of a bound fact, {@code {share|percent}} a formatted value. Braces that begin with another character than a letter
 * (jsonpath) and {@code %{...}} (curl) are left alone.
 */
final class Template {

    private static final Pattern SAFE_WORD = Pattern.compile("[A-Za-z0-9_./:=@%+,-]+");

    /** What a text shows for a value that the capture does not tell. */
    private static final String UNKNOWN = "(unknown)";

    /** Prefix of the values that belong to the subject, which a variable of the same name must not hide. */
    static final String SUBJECT = "@";

    private Template() {}

    /** The text with its values; a placeholder that no rule binds becomes {@code <name>}. */
    static String text(String template, Map<String, Object> values) {
        return fill(template, values, UnaryOperator.identity(), false).orElseThrow();
    }

    /**
     * The command with its values quoted for a POSIX shell; empty when a value is missing, or would be read as an option: quotes
     * do not keep {@code --server=https://evil.example} from being one.
     */
    static Optional<String> command(String template, Map<String, Object> values) {
        return fill(template, values, Template::quote, true);
    }

    /** The value as one word of a POSIX shell, without control characters. */
    static String quote(String value) {
        String clean = clean(value);
        return SAFE_WORD.matcher(clean).matches() && "-=".indexOf(clean.charAt(0)) < 0
                ? clean
                : "'" + clean.replace("'", "'\\''") + "'";
    }

    private static String clean(String value) {
        return value.replaceAll("\\p{Cntrl}", "");
    }

    /** Whether a value would begin a word of the command with a dash. */
    private static boolean option(String template, int at, String value) {
        return clean(value).startsWith("-") && (at == 0 || Character.isWhitespace(template.charAt(at - 1)));
    }

    private static Optional<String> fill(
            String template, Map<String, Object> values, UnaryOperator<String> encode, boolean strict) {
        if (template.indexOf('{') < 0) {
            return Optional.of(template);
        }
        Matcher matcher = Placeholder.PATTERN.matcher(template);
        StringBuilder result = new StringBuilder();
        while (matcher.find()) {
            Object value = value(matcher.group(1), values);
            String text = value == null ? "" : format(value, matcher.group(2));
            if (strict && option(template, matcher.start(), text)) {
                return Optional.empty();
            }
            if (text.isEmpty()) {
                if (strict) {
                    return Optional.empty();
                }
                String shown = value == null ? "<" + matcher.group(1) + ">" : UNKNOWN;
                matcher.appendReplacement(result, Matcher.quoteReplacement(shown));
            } else {
                matcher.appendReplacement(result, Matcher.quoteReplacement(encode.apply(text)));
            }
        }
        matcher.appendTail(result);
        return Optional.of(result.toString());
    }

    private static @Nullable Object value(String path, Map<String, Object> values) {
        String[] parts = path.split("\\.", -1);
        Object value = values.get(parts[0]);
        if (parts.length == 1 && value instanceof Record) {
            return values.get(SUBJECT + parts[0]);
        }
        for (int i = 1; i < parts.length && value != null; i++) {
            value = component(value, parts[i]);
        }
        return value;
    }

    private static @Nullable Object component(Object value, String name) {
        if (value instanceof Map<?, ?> map) {
            return map.get(name);
        }
        if (!(value instanceof Record)) {
            return null;
        }
        try {
            for (RecordComponent component : value.getClass().getRecordComponents()) {
                if (component.getName().equals(name)) {
                    return component.getAccessor().invoke(value);
                }
            }
            return null;
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("record component " + name + " of " + value.getClass(), e);
        }
    }

    private static String format(Object value, @Nullable String how) {
        if (value instanceof Number number && how != null) {
            return switch (how) {
                case "percent" -> Math.round(number.doubleValue() * 100) + " %";
                case "mib" -> Math.round(number.doubleValue() / (1024 * 1024)) + " MiB";
                case "seconds" -> String.format(Locale.ROOT, "%.1f s", number.doubleValue() / 1000);
                case "days" -> String.format(Locale.ROOT, "%.0f days", Math.abs(number.doubleValue()) / 24);
                case "limit" -> number.longValue() < 0 ? "no limit of" : number.toString();
                case "seen" -> number.longValue() < 0 ? "(not captured)" : number.toString();
                default -> number.toString();
            };
        }
        if (value instanceof Double number) {
            return number == Math.rint(number) && Math.abs(number) < 1e15
                    ? Long.toString(number.longValue())
                    : String.format(Locale.ROOT, "%.2f", number);
        }
        if (value instanceof Instant moment) {
            return moment.equals(Instant.EPOCH) ? "" : moment.toString();
        }
        if (value instanceof Collection<?> items) {
            return items.isEmpty()
                    ? "(none)"
                    : String.join(
                            ", ", items.stream().map(String::valueOf).limit(5).toList());
        }
        return String.valueOf(value);
    }
}
