package dev.meshdx.facts;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A path into a fact as rules write it, such as {@code stats.rqTotal} or {@code labels["app"]}, and the value there. For
 * explanations only: rules read facts by compiled code.
 */
public final class FieldPath {

    private static final Pattern PART = Pattern.compile("\\.(\\w+)(?:\\(\\s*\\))?|\\[\\s*\"?([^\"\\]]*)\"?\\s*]");

    private FieldPath() {}

    /**
     * {@code path is value}. Where the path leads to something that is no component, such as a call, the value before it; an
     * absent item of a list or map is said to be absent.
     *
     * @param name first word of the path
     * @param root its value
     * @param rest the path behind it, empty or beginning with a dot or bracket
     * @param is what stands between path and value
     */
    public static String described(String name, Object root, String rest, String is) {
        Object value = root;
        StringBuilder reached = new StringBuilder(name);
        Matcher part = PART.matcher(rest);
        while (part.find()) {
            Object next = part.group(1) == null ? item(value, part.group(2)) : member(value, part.group(1));
            if (next == null) {
                return part.group(1) == null
                        ? reached + part.group() + is + "absent"
                        : reached + is + FieldText.of(value);
            }
            value = next;
            reached.append(part.group());
        }
        return reached + is + FieldText.of(value);
    }

    /** The component of a record; null when it has none of that name. */
    public static @Nullable Object component(@Nullable Object value, String name) {
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

    private static @Nullable Object item(Object value, String key) {
        if (value instanceof Map<?, ?> map) {
            return map.get(key);
        }
        boolean inside =
                value instanceof List<?> list && key.matches("\\d{1,6}") && Integer.parseInt(key) < list.size();
        return inside ? ((List<?>) value).get(Integer.parseInt(key)) : null;
    }

    private static @Nullable Object member(Object value, String name) {
        if (value instanceof Instant moment && name.equals("epochSecond")) {
            return moment.getEpochSecond();
        }
        if (value instanceof Collection<?> items && name.equals("size")) {
            return items.size();
        }
        if (value instanceof Map<?, ?> map) {
            return name.equals("size") ? (Object) map.size() : null;
        }
        return component(value, name);
    }
}
