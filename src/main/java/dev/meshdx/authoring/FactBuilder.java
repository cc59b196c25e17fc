package dev.meshdx.authoring;

import dev.meshdx.facts.Certificate;
import dev.meshdx.facts.Fact;
import dev.meshdx.facts.FactTypes;
import dev.meshdx.facts.Origin;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Builds facts from the fields that a test names; the others get the value of a fact of which nothing is known: empty text,
 * false, 0, or -1 where -1 means "not captured".
 */
final class FactBuilder {

    private static final Pattern RELATIVE = Pattern.compile("now\\s*(?:([+-])\\s*(\\d+)([smhd]))?");
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
    private static final Set<String> AT_LEAST_ONE = Set.of("count", "total", "samples");

    private final Instant now;

    FactBuilder(Instant now) {
        this.now = now;
    }

    /** A fact from {@code {Type: {field: value}}}; the line stands for its origin. */
    Fact build(Map<String, Object> item, int line) {
        if (item.size() != 1) {
            throw new IllegalArgumentException("a fact is written as { Type: { field: value } }, not " + item);
        }
        Map.Entry<String, Object> entry = item.entrySet().iterator().next();
        Class<? extends Fact> type = FactTypes.named(entry.getKey())
                .orElseThrow(() -> new IllegalArgumentException("unknown fact type " + entry.getKey()
                        + dev.meshdx.rules.Closest.hint(
                                entry.getKey(),
                                FactTypes.all().stream()
                                        .map(Class::getSimpleName)
                                        .toList())));
        Map<String, Object> fields = fields(entry.getValue());
        return (Fact) record(type, fields, line);
    }

    private Object record(Class<?> type, Map<String, Object> fields, int line) {
        RecordComponent[] components = type.getRecordComponents();
        List<String> names =
                Arrays.stream(components).map(RecordComponent::getName).toList();
        for (String field : fields.keySet()) {
            if (!names.contains(field)) {
                throw new IllegalArgumentException(type.getSimpleName() + " has no field '" + field + "'"
                        + dev.meshdx.rules.Closest.hint(field, names) + "; fields are " + names);
            }
        }
        if (type == Certificate.class) {
            judge(fields);
        }
        Object[] values = new Object[components.length];
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = value(components[i], fields.get(components[i].getName()), type, line);
        }
        try {
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(type.getSimpleName() + ": " + e.getCause(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What follows from the dates of a certificate need not be written. */
    private void judge(Map<String, Object> fields) {
        Instant notAfter =
                fields.containsKey("notAfter") ? moment(fields.get("notAfter")) : now.plus(Duration.ofDays(365));
        Instant notBefore =
                fields.containsKey("notBefore") ? moment(fields.get("notBefore")) : now.minus(Duration.ofDays(1));
        fields.put("notAfter", notAfter.toString());
        fields.put("notBefore", notBefore.toString());
        fields.putIfAbsent("expired", notAfter.isBefore(now));
        fields.putIfAbsent("notYetValid", notBefore.isAfter(now.plusSeconds(120)));
        fields.putIfAbsent("remainingHours", Duration.between(now, notAfter).toHours());
        double life = Math.max(1, Duration.between(notBefore, notAfter).toSeconds());
        double left = Duration.between(now, notAfter).toSeconds() / life;
        fields.putIfAbsent("remainingFraction", Math.max(0, Math.min(1, left)));
    }

    private @Nullable Object value(RecordComponent component, @Nullable Object given, Class<?> owner, int line) {
        Class<?> type = component.getType();
        String name = component.getName();
        if (type == Origin.class) {
            return Origin.line("case", line);
        }
        if (type == String.class) {
            return given == null ? (name.equals("cluster") ? "cluster" : "") : String.valueOf(given);
        }
        if (type == boolean.class) {
            return given != null && Boolean.parseBoolean(String.valueOf(given));
        }
        if (type == Instant.class) {
            return given == null ? Instant.EPOCH : moment(given);
        }
        if (type == int.class || type == long.class || type == double.class) {
            return number(type, given == null ? missing(name, owner) : String.valueOf(given));
        }
        if (type == List.class) {
            return given instanceof List<?> items
                    ? items.stream().map(String::valueOf).toList()
                    : List.of();
        }
        if (type == Map.class) {
            Map<String, String> map = new LinkedHashMap<>();
            fields(given).forEach((key, value) -> map.put(key, String.valueOf(value)));
            return map;
        }
        if (type.isRecord()) {
            return record(type, fields(given), line);
        }
        throw new IllegalStateException("component " + name + " of type " + type);
    }

    private static String missing(String name, Class<?> owner) {
        if (UNKNOWN_IS_MINUS_ONE.contains(name) || owner.getSimpleName().equals("UpstreamStats")) {
            return "-1";
        }
        return AT_LEAST_ONE.contains(name) ? "1" : "0";
    }

    private static Object number(Class<?> type, String text) {
        String plain = text.replace("_", "");
        if (type == double.class) {
            return Double.parseDouble(plain);
        }
        return type == int.class ? (Object) Integer.parseInt(plain) : (Object) Long.parseLong(plain);
    }

    private Instant moment(@Nullable Object given) {
        String text = String.valueOf(given).strip().toLowerCase(Locale.ROOT);
        Matcher relative = RELATIVE.matcher(text);
        if (!relative.matches()) {
            return Instant.parse(text.toUpperCase(Locale.ROOT));
        }
        if (relative.group(1) == null) {
            return now;
        }
        long amount = Long.parseLong(relative.group(2));
        Duration span = switch (relative.group(3)) {
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
        return relative.group(1).equals("+") ? now.plus(span) : now.minus(span);
    }

    private static Map<String, Object> fields(@Nullable Object given) {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (given instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                if (value != null) {
                    fields.put(String.valueOf(key), value);
                }
            });
        }
        return fields;
    }

    /** Facts in the order of the list. */
    List<Fact> buildAll(List<?> items) {
        List<Fact> facts = new ArrayList<>();
        for (Object item : items) {
            facts.add(build(fields(item), facts.size() + 1));
        }
        return facts;
    }
}
