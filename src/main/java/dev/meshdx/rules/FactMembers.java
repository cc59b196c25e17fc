package dev.meshdx.rules;

import dev.meshdx.facts.Fact;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What a constraint may ask of a value: the components and methods of facts and, of the few other types that facts are made
 * of, the methods that only look at them.
 */
public final class FactMembers {

    /** Type of a value about which nothing is known. */
    static final Type ANYTHING = Object.class;

    private static final Map<Class<?>, List<String>> PURE = Map.of(
            String.class,
                    List.of(
                            "length",
                            "isEmpty",
                            "contains",
                            "startsWith",
                            "endsWith",
                            "substring",
                            "indexOf",
                            "toString"),
            Map.class,
                    List.of(
                            "size",
                            "isEmpty",
                            "get",
                            "containsKey",
                            "containsValue",
                            "keySet",
                            "values",
                            "entrySet",
                            "toString"),
            Map.Entry.class, List.of("getKey", "getValue"),
            Collection.class, List.of("size", "isEmpty", "get", "contains", "containsAll", "toString"),
            Instant.class, List.of("getEpochSecond", "getNano", "isBefore", "isAfter", "toString"),
            Enum.class, List.of("name", "toString"));

    private FactMembers() {}

    /** Type of a member, named as constraints name it: {@code restartCount}, {@code size} or {@code getEpochSecond}. */
    static Optional<Type> type(Type of, String member) {
        Class<?> raw = raw(of);
        if (isOfFacts(raw)) {
            return accessor(raw, member).map(Method::getGenericReturnType);
        }
        return PURE.entrySet().stream()
                .filter(pure -> pure.getKey().isAssignableFrom(raw))
                .filter(pure -> pure.getValue().stream().anyMatch(method -> isCalled(method, member)))
                .findFirst()
                .map(pure -> result(pure.getKey(), of, member));
    }

    /** Names of everything that may be asked, for messages. */
    static List<String> names(Type of) {
        Class<?> raw = raw(of);
        TreeSet<String> names = new TreeSet<>();
        if (isOfFacts(raw)) {
            Arrays.stream(raw.getMethods())
                    .filter(FactMembers::isAccessor)
                    .forEach(method -> names.add(method.getName()));
        } else {
            PURE.forEach((type, methods) -> {
                if (type.isAssignableFrom(raw)) {
                    names.addAll(methods);
                }
            });
        }
        return List.copyOf(names);
    }

    /** Type of what a list or map holds. */
    static Type element(Type of) {
        if (of instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return arguments[arguments.length - 1];
        }
        return ANYTHING;
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

    /** Whether a class is one of those that facts are made of and that we wrote. */
    static boolean isOfFacts(Class<?> raw) {
        return raw.getPackage() == Fact.class.getPackage() && (raw.isRecord() || raw == Fact.class || raw.isEnum());
    }

    /** Whether a method of such a class only tells what the fact holds. */
    static boolean isAccessor(Method method) {
        return method.getDeclaringClass().getPackage() == Fact.class.getPackage()
                && !Modifier.isStatic(method.getModifiers())
                && method.getReturnType() != void.class;
    }

    static Class<?> raw(Type type) {
        if (type instanceof Class<?> raw) {
            return raw;
        }
        return type instanceof ParameterizedType generic ? (Class<?>) generic.getRawType() : Object.class;
    }

    private static Optional<Method> accessor(Class<?> raw, String member) {
        return Arrays.stream(raw.getMethods())
                .filter(FactMembers::isAccessor)
                .filter(method -> isCalled(method.getName(), member))
                .findFirst();
    }

    private static boolean isCalled(String method, String member) {
        return method.equals(member)
                || method.length() > 2
                        && method.startsWith("is")
                        && decapitalized(method.substring(2)).equals(member)
                || method.length() > 3
                        && method.startsWith("get")
                        && decapitalized(method.substring(3)).equals(member);
    }

    private static String decapitalized(String name) {
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    private static Type result(Class<?> pure, Type of, String member) {
        return switch (member) {
            case "toString", "substring", "name" -> String.class;
            case "get", "getValue", "value" -> element(of);
            case "values", "keySet", "entrySet" -> Collection.class;
            case "getKey", "key" -> String.class;
            default ->
                pure == Instant.class || member.equals("size") || member.equals("length") ? long.class : boolean.class;
        };
    }
}
