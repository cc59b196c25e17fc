package dev.meshdx.authoring;

import dev.meshdx.facts.Certificate;
import dev.meshdx.facts.Fact;
import dev.meshdx.facts.FactTypes;
import dev.meshdx.facts.MetricSeries;
import dev.meshdx.facts.Origin;
import dev.meshdx.facts.SeriesFeatures;
import dev.meshdx.rules.Closest;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Builds facts from the fields that a test names; the others get the value of a fact of which nothing is known: empty text,
 * false, 0, or -1 where -1 means "not captured".
 */
final class FactBuilder {

    private static final Set<String> UNKNOWN_IS_MINUS_ONE = Set.of(
            "certificateDepth",
            "exitCode",
            "lastExitCode",
            "selectedPods",
            "matchingPods",
            "podAgeSeconds",
            "ageSeconds",
            "allocatedBytes",
            "heapBytes",
            "residentBytes",
            "maxConnections",
            "maxPendingRequests",
            "maxRequests",
            "maxRetries",
            "connectTimeoutMs",
            "idleTimeoutMs",
            "maxEjectionPercent",
            "timeoutMs",
            "attempts");
    private static final Set<String> SERIES_KEYS = Set.of("values", "step");
    private static final Set<String> AT_LEAST_ONE = Set.of("count", "total", "samples");

    private static final Duration DEFAULT_STEP = Duration.ofMinutes(1);

    private final Instant now;
    private final String cluster;

    /**
     * A builder of facts.
     *
     * @param now the clock of the case
     * @param cluster cluster of facts that name none
     */
    FactBuilder(Instant now, String cluster) {
        this.now = now;
        this.cluster = cluster;
    }

    /** A fact from {@code {Type: {field: value}}}; the line stands for its origin. */
    Fact build(YamlNode item) {
        Map<String, YamlNode> named = item.map();
        if (named.size() != 1) {
            throw item.wrong("a fact is written as { Type: { field: value } }");
        }
        String name = named.keySet().iterator().next();
        List<String> types = FactTypes.all().stream().map(Class::getSimpleName).toList();
        Class<? extends Fact> type = FactTypes.named(name)
                .orElseThrow(() -> item.wrong("unknown fact type " + name + Closest.hint(name, types)));
        return (Fact) record(type, named.get(name), item);
    }

    private Object record(Class<?> type, @Nullable YamlNode node, YamlNode item) {
        RecordComponent[] components = type.getRecordComponents();
        Map<String, YamlNode> fields = node == null ? new LinkedHashMap<>() : node.map();
        Map<String, Object> derived = Map.of();
        if (type == Certificate.class) {
            derived = judged(fields);
        } else if (type == MetricSeries.class) {
            derived = features(fields);
            fields.keySet().removeAll(SERIES_KEYS);
        }
        check(type, fields);
        Object[] values = new Object[components.length];
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            String name = components[i].getName();
            types[i] = components[i].getType();
            Object known = derived.get(name);
            values[i] = known != null && !fields.containsKey(name)
                    ? known
                    : value(components[i], fields.get(name), type, item);
        }
        try {
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (InvocationTargetException e) {
            throw item.wrong(type.getSimpleName() + ": " + e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void check(Class<?> type, Map<String, YamlNode> fields) {
        List<String> names = Arrays.stream(type.getRecordComponents())
                .filter(component -> component.getType() != Origin.class)
                .map(RecordComponent::getName)
                .toList();
        fields.forEach((field, value) -> {
            if (!names.contains(field)) {
                throw value.wrong(type.getSimpleName() + " has no field '" + field + "'" + Closest.hint(field, names)
                        + "; fields are " + names);
            }
        });
    }

    /** What follows from the dates of a certificate need not be written. */
    private Map<String, Object> judged(Map<String, YamlNode> fields) {
        Instant notAfter = fields.containsKey("notAfter")
                ? Moments.of(fields.get("notAfter"), now)
                : now.plus(Duration.ofDays(365));
        Instant notBefore = fields.containsKey("notBefore")
                ? Moments.of(fields.get("notBefore"), now)
                : now.minus(Duration.ofDays(1));
        double life = Math.max(1, Duration.between(notBefore, notAfter).toSeconds());
        double left = Duration.between(now, notAfter).toSeconds() / life;
        return Map.of(
                "notAfter", notAfter,
                "notBefore", notBefore,
                "expired", notAfter.isBefore(now),
                "notYetValid", notBefore.isAfter(now.plusSeconds(120)),
                "remainingHours", Duration.between(now, notAfter).toHours(),
                "remainingFraction", Math.max(0, Math.min(1, left)));
    }

    /** The features of a series that is written as {@code values} and {@code step}; its last place is now. */
    private Map<String, Object> features(Map<String, YamlNode> fields) {
        YamlNode values = fields.get("values");
        if (values == null) {
            return Map.of();
        }
        Duration step = fields.containsKey("step") ? Moments.span(fields.get("step")) : DEFAULT_STEP;
        SeriesFeatures features = SeriesFeatures.of(SeriesNotation.samples(values, step, now));
        return Map.of(
                "samples", features.samples(),
                "first", features.first(),
                "last", features.last(),
                "max", features.max(),
                "growthRatio", features.growthRatio(),
                "slopePerHour", features.slopePerHour(),
                "spanHours", features.spanHours());
    }

    private @Nullable Object value(RecordComponent component, @Nullable YamlNode given, Class<?> owner, YamlNode item) {
        Class<?> type = component.getType();
        String name = component.getName();
        if (type == Origin.class) {
            return Origin.line("case", item.line());
        }
        if (type == String.class) {
            return given == null ? (name.equals("cluster") ? cluster : "") : given.text();
        }
        if (type == boolean.class) {
            return given != null && given.flag();
        }
        if (type == Instant.class) {
            return given == null ? Instant.EPOCH : Moments.of(given, now);
        }
        if (type == int.class || type == long.class || type == double.class) {
            return number(type, given == null ? missing(name, owner) : given.text(), given == null ? item : given);
        }
        if (type == List.class) {
            return given == null
                    ? List.of()
                    : given.list().stream().map(YamlNode::text).toList();
        }
        if (type == Map.class) {
            Map<String, String> map = new LinkedHashMap<>();
            if (given != null) {
                given.map().forEach((key, value) -> map.put(key, value.text()));
            }
            return map;
        }
        if (type.isRecord()) {
            return record(type, given, item);
        }
        throw new IllegalStateException("component " + name + " of type " + type);
    }

    /** What a number is when a test does not say it. */
    static String missing(String name, Class<?> owner) {
        if (UNKNOWN_IS_MINUS_ONE.contains(name) || owner.getSimpleName().equals("UpstreamStats")) {
            return "-1";
        }
        return AT_LEAST_ONE.contains(name) ? "1" : "0";
    }

    private static Object number(Class<?> type, String text, YamlNode place) {
        String plain = text.replace("_", "");
        try {
            if (type == double.class) {
                return Double.parseDouble(plain);
            }
            return type == int.class ? (Object) Integer.parseInt(plain) : (Object) Long.parseLong(plain);
        } catch (NumberFormatException e) {
            throw place.wrong("'" + text + "' is no " + (type == double.class ? "number" : "whole number"));
        }
    }
}
