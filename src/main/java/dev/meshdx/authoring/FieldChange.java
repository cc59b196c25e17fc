package dev.meshdx.authoring;

import dev.meshdx.facts.FieldPath;
import dev.meshdx.rules.Closest;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A record with one component, or one below it, replaced by a value that is given as text. */
final class FieldChange {

    private final Instant now;
    private Object before = "";
    private Object after = "";

    /** Times may be given relative to {@code now}. */
    FieldChange(Instant now) {
        this.now = now;
    }

    /** The value that was replaced. */
    Object before() {
        return before;
    }

    /** The value in its place. */
    Object after() {
        return after;
    }

    /**
     * The changed record.
     *
     * @param record record
     * @param path component and, for a record or map in it, what follows
     * @param text new value
     */
    Record with(Record record, List<String> path, String text) {
        String name = path.get(0);
        RecordComponent component = component(record.getClass(), name);
        Object old = value(record, name);
        if (path.size() == 1) {
            before = old;
            after = converted(component, text);
            return replaced(record, name, after);
        }
        String rest = path.get(1);
        if (old instanceof Record inner) {
            return replaced(record, name, with(inner, List.of(rest.split("\\.", 2)), text));
        }
        if (old instanceof Map<?, ?> map) {
            Map<String, Object> changed = new TreeMap<>();
            map.forEach((key, value) -> changed.put(String.valueOf(key), value));
            Object absent = changed.put(rest, text);
            before = absent == null ? "absent" : absent;
            after = text;
            return replaced(record, name, changed);
        }
        throw new IllegalArgumentException(
                record.getClass().getSimpleName() + "." + name + " has no parts, so '." + rest + "' leads nowhere");
    }

    /** A copy of the record with another value of one component. */
    static Record replaced(Record record, String name, Object value) {
        RecordComponent[] components = record.getClass().getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = components[i].getName().equals(name) ? value : value(record, components[i].getName());
        }
        try {
            return record.getClass().getDeclaredConstructor(types).newInstance(values);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(record.getClass().getSimpleName() + "." + name + ": " + e.getCause(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object value(Record record, String name) {
        return java.util.Objects.requireNonNull(FieldPath.component(record, name), name);
    }

    private static RecordComponent component(Class<?> type, String name) {
        RecordComponent[] components = type.getRecordComponents();
        List<String> names =
                Arrays.stream(components).map(RecordComponent::getName).toList();
        return Arrays.stream(components)
                .filter(each -> each.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(type.getSimpleName() + " has no field '" + name + "'"
                        + Closest.hint(name, names) + "; fields are " + names));
    }

    private Object converted(RecordComponent component, String text) {
        Class<?> type = component.getType();
        try {
            if (type == String.class) {
                return text;
            }
            if (type == boolean.class && (text.equals("true") || text.equals("false"))) {
                return Boolean.parseBoolean(text);
            }
            if (type == int.class) {
                return Integer.parseInt(text.replace("_", ""));
            }
            if (type == long.class) {
                return Long.parseLong(text.replace("_", ""));
            }
            if (type == double.class) {
                return Double.parseDouble(text.replace("_", ""));
            }
            if (type == Instant.class) {
                return text.equals("now") ? now : Instant.parse(text);
            }
            if (type == List.class && text.startsWith("[")) {
                return YamlNode.parse("list: " + text, "--set").texts("list");
            }
        } catch (NumberFormatException | DateTimeException e) {
            throw new IllegalArgumentException(wrong(component, text), e);
        }
        throw new IllegalArgumentException(wrong(component, text));
    }

    private static String wrong(RecordComponent component, String text) {
        String wanted = switch (component.getType().getSimpleName()) {
            case "boolean" -> "true or false";
            case "int", "long" -> "a whole number";
            case "double" -> "a number";
            case "Instant" -> "a time such as 2026-03-01T12:00:00Z";
            case "List" -> "a list such as [a, b]";
            default -> "set by its parts, as in " + component.getName() + ".part=value";
        };
        return component.getName() + " is " + wanted + ", not '" + text + "'";
    }
}
