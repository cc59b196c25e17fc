package dev.meshdx.rules;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What conditions may read of a value: components and methods of records, and pure members of texts, lists, maps, instants. */
public final class FactMembers {

    /** Type of a value about which nothing is known, so that nothing is said about its members. */
    static final Type ANYTHING = Object.class;

    private static final List<String> OF_TEXT = List.of(
            "length",
            "isEmpty",
            "empty",
            "isBlank",
            "startsWith",
            "endsWith",
            "contains",
            "indexOf",
            "substring",
            "toLowerCase",
            "toUpperCase",
            "equals",
            "equalsIgnoreCase",
            "strip",
            "trim",
            "toString");
    private static final List<String> OF_COLLECTION =
            List.of("size", "isEmpty", "empty", "contains", "containsAll", "get", "indexOf", "toString");
    private static final List<String> OF_MAP = List.of(
            "size",
            "isEmpty",
            "empty",
            "containsKey",
            "containsValue",
            "get",
            "getOrDefault",
            "keySet",
            "values",
            "entrySet",
            "toString");
    private static final List<String> OF_INSTANT =
            List.of("epochSecond", "getEpochSecond", "toEpochMilli", "isBefore", "isAfter", "toString");

    private FactMembers() {}

    /** The members of a type with their types; empty when nothing is known of it. */
    static Map<String, Type> of(Type type) {
        Map<String, Type> members = new TreeMap<>();
        Class<?> raw = raw(type);
        if (raw == String.class) {
            OF_TEXT.forEach(name -> members.put(name, result(String.class, name)));
        } else if (Map.class.isAssignableFrom(raw)) {
            OF_MAP.forEach(name -> members.put(name, name.equals("get") ? element(type) : result(raw, name)));
        } else if (Collection.class.isAssignableFrom(raw)) {
            OF_COLLECTION.forEach(name -> members.put(name, name.equals("get") ? element(type) : result(raw, name)));
        } else if (raw == Instant.class) {
            OF_INSTANT.forEach(name -> members.put(name, name.endsWith("pochSecond") ? long.class : result(raw, name)));
        } else if (raw.isRecord()) {
            for (Method method : raw.getMethods()) {
                boolean own = method.getDeclaringClass().getName().startsWith("dev.meshdx.");
                if (own && !Modifier.isStatic(method.getModifiers())) {
                    members.put(method.getName(), method.getGenericReturnType());
                }
            }
        }
        return members;
    }

    /** The type of an element of a list, or of a value of a map. */
    static Type element(Type type) {
        return type instanceof ParameterizedType generic
                ? generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1]
                : ANYTHING;
    }

    /** The type of a component of a record. */
    public static Optional<Class<?>> component(Class<?> type, String name) {
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getName().equals(name)) {
                return Optional.of(component.getType());
            }
        }
        return Optional.empty();
    }

    static Class<?> raw(Type type) {
        if (type instanceof Class<?> plain) {
            return plain;
        }
        return type instanceof ParameterizedType generic ? (Class<?>) generic.getRawType() : Object.class;
    }

    /** What people call a type. */
    static String name(Type type) {
        Class<?> raw = raw(type);
        return raw == String.class
                ? "a text"
                : raw == Instant.class
                        ? "a time"
                        : Map.class.isAssignableFrom(raw)
                                ? "a map"
                                : Collection.class.isAssignableFrom(raw)
                                        ? "a list"
                                        : raw.isPrimitive() ? "a " + raw.getSimpleName() : raw.getSimpleName();
    }

    private static Type result(Class<?> type, String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "length", "size", "indexof" -> int.class;
            case "isempty",
                    "empty",
                    "isblank",
                    "startswith",
                    "endswith",
                    "contains",
                    "containsall",
                    "containskey",
                    "containsvalue",
                    "equals",
                    "equalsignorecase",
                    "isbefore",
                    "isafter" -> boolean.class;
            case "keyset", "values", "entryset" -> Collection.class;
            case "toepochmilli" -> long.class;
            case "getordefault" -> ANYTHING;
            default -> type == String.class || name.equals("toString") ? String.class : ANYTHING;
        };
    }
}
