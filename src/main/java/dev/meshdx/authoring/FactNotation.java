package dev.meshdx.authoring;

import dev.meshdx.facts.Certificate;
import dev.meshdx.facts.Fact;
import dev.meshdx.facts.Origin;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Writes facts as the cases of a test state them, so that a case can begin with the facts of an incident. */
public final class FactNotation {

    /** What YAML reads as the text that it is. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_./][A-Za-z0-9_./-]*|-?[0-9]+(\\.[0-9]+)?");

    private static final Set<String> WORDS = Set.of("null", "Null", "NULL", "true", "false", "yes", "no", "on", "off");

    private FactNotation() {}

    /** {@code - Type: { field: value }  # origin}; what a test would assume anyway is left out. */
    public static String line(Fact fact) {
        return "- " + fact.getClass().getSimpleName() + ": " + fields(fact) + "  # "
                + printable(fact.origin().toString());
    }

    private static String fields(Object values) {
        Class<?> type = values.getClass();
        List<String> fields = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String name = component.getName();
            Object value = value(component, values);
            if (!(value instanceof Origin) && !isAssumed(name, value, type)) {
                fields.add(name + ": " + text(value));
            }
        }
        return fields.isEmpty() ? "{}" : "{ " + String.join(", ", fields) + " }";
    }

    private static Object value(RecordComponent component, Object of) {
        try {
            return component.getAccessor().invoke(of);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(component + " of " + of.getClass(), e);
        }
    }

    private static boolean isAssumed(String name, Object value, Class<?> owner) {
        if (owner == Certificate.class
                && Set.of("notBefore", "notAfter", "expired", "notYetValid").contains(name)) {
            return false;
        }
        if (value instanceof Number number) {
            return number.doubleValue() == Double.parseDouble(FactBuilder.missing(name, owner));
        }
        return value.equals("")
                || value.equals(false)
                || value.equals(Instant.EPOCH)
                || value.equals(List.of())
                || value.equals(Map.of())
                || value instanceof Record && fields(value).equals("{}");
    }

    private static String text(Object value) {
        if (value instanceof List<?> items) {
            return "["
                    + String.join(", ", items.stream().map(FactNotation::text).toList()) + "]";
        }
        if (value instanceof Map<?, ?> map) {
            List<String> entries = new ArrayList<>();
            map.forEach((key, item) -> entries.add(text(key) + ": " + text(item)));
            return "{ " + String.join(", ", entries) + " }";
        }
        if (value instanceof Record) {
            return fields(value);
        }
        String text = String.valueOf(value);
        boolean plain = !(value instanceof String) || PLAIN.matcher(text).matches() && !WORDS.contains(text);
        return plain ? text : "\"" + escaped(text) + "\"";
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                escaped.append('\\').append(c);
            } else if (c == '\n') {
                escaped.append("\\n");
            } else if (c < 0x20
                    || c >= 0x7f && c < 0xa0
                    || Character.getType(c) == Character.FORMAT
                    || Character.isSurrogate(c)
                    || c >= 0xfffe
                    || c == 0x2028
                    || c == 0x2029) {
                escaped.append(String.format("\\u%04x", (int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
