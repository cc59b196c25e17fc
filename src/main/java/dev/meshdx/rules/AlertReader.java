package dev.meshdx.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code alerts.yaml} of a pack and says in plain words what is wrong with it. One item may stand for several alerts: one
 * per level of its limit, and one for the silence of its metric.
 */
final class AlertReader {

    private static final List<String> KEYS = List.of("alerts", "unannounced");
    static final List<String> ALERT_KEYS = List.of(
            "name",
            "mode",
            "also",
            "area",
            "severity",
            "expr",
            "value",
            "below",
            "above",
            "is",
            "for",
            "summary",
            "description",
            "needs",
            "panel",
            "silence");
    private static final List<String> PANEL_KEYS = List.of("title", "unit", "legend");
    private static final List<String> SILENCE_KEYS = List.of("of", "while");
    private static final Map<String, String> COMPARISONS = Map.of("below", "<", "above", ">", "is", "==");

    private final String where;
    private final String pack;
    private final Map<String, Object> tree;
    private final Map<String, FailureMode> modes;

    /**
     * A reader.
     *
     * @param pack name of the pack
     * @param tree its alerts as YAML or JSON tree
     * @param modes all failure modes that are loaded; an alert of another one is left out
     */
    AlertReader(String pack, Map<String, Object> tree, Map<String, FailureMode> modes) {
        this.where = pack + "/alerts.yaml";
        this.pack = pack;
        this.tree = tree;
        this.modes = modes;
        known(tree, KEYS, "the file");
    }

    Alerts alerts() {
        List<Alert> alerts = new ArrayList<>();
        Map<String, String> unknown = new LinkedHashMap<>();
        if (!(tree.getOrDefault("alerts", List.of()) instanceof List<?> items)) {
            throw new PackException(where + ": alerts must be a list");
        }
        for (Object item : items) {
            Item alert = new Item(map(item, "an alert"));
            if (modes.containsKey(alert.mode)) {
                alerts.addAll(alert.alerts());
            } else {
                unknown.put(alert.name, alert.mode);
            }
        }
        Map<String, String> unannounced = new LinkedHashMap<>();
        map(tree.get("unannounced"), "unannounced").forEach((mode, reason) -> {
            if (modes.containsKey(mode)) {
                unannounced.put(mode, String.valueOf(reason).strip());
            }
        });
        return new Alerts(alerts, unannounced, unknown);
    }

    /** One item of the list, and the alerts that it stands for. */
    private final class Item {
        private final Map<String, Object> fields;
        private final String name;
        private final String mode;

        Item(Map<String, Object> fields) {
            this.fields = fields;
            this.name = required(fields, "name", "an alert");
            this.mode = required(fields, "mode", name);
            known(fields, ALERT_KEYS, name);
            if (!name.matches("[A-Z][A-Za-z0-9]*")) {
                throw new PackException(where + ": name of an alert must be like IstiodDown, is '" + name + "'");
            }
        }

        List<Alert> alerts() {
            List<String> keys =
                    COMPARISONS.keySet().stream().filter(fields::containsKey).toList();
            List<Alert> alerts = new ArrayList<>();
            if (fields.containsKey("expr") && keys.isEmpty()) {
                alerts.add(alert(name, oneOf("severity", Alert.SEVERITIES), text("expr"), Alert.Panel.NONE));
            } else if (fields.containsKey("value") && keys.size() == 1) {
                alerts.addAll(compared(keys.get(0)));
            } else {
                throw new PackException(
                        where + ": " + name + " needs either 'expr', or 'value' and one of 'below', 'above' and 'is'");
            }
            if (fields.containsKey("silence")) {
                alerts.add(silence());
            }
            return alerts;
        }

        private List<Alert> compared(String key) {
            List<Alert> alerts = new ArrayList<>();
            if (fields.get(key) instanceof Map<?, ?> levels) {
                map(levels, name + "." + key).forEach((severity, limit) -> {
                    if (!Alert.SEVERITIES.contains(severity)) {
                        throw new PackException(where + ": " + name + "." + key + ": levels are " + Alert.SEVERITIES
                                + ", not '" + severity + "'");
                    }
                    String suffix = String.valueOf(limit).matches("\\d+[dhm]")
                            ? String.valueOf(limit)
                            : Character.toUpperCase(severity.charAt(0)) + severity.substring(1);
                    alerts.add(compared(name + suffix, severity, key, limit(limit)));
                });
            } else {
                alerts.add(compared(name, oneOf("severity", Alert.SEVERITIES), key, limit(fields.get(key))));
            }
            return alerts;
        }

        private Alert compared(String alert, String severity, String key, Limit limit) {
            String value = text("value");
            String comparison = Objects.requireNonNull(COMPARISONS.get(key));
            boolean several = value.matches("(?s).*\\b(or|and|unless)\\b.*");
            String left = several ? "(" + value + ")" : value;
            Map<String, Object> panel = map(fields.get("panel"), name + ".panel");
            known(panel, PANEL_KEYS, name + ".panel");
            return alert(
                    alert,
                    severity,
                    left + " " + comparison + " " + limit.text(),
                    new Alert.Panel(
                            optional(panel, "title"),
                            panel.isEmpty() ? "" : required(panel, "unit", name + ".panel"),
                            value,
                            optional(panel, "legend"),
                            comparison,
                            limit.number()));
        }

        /** The absence of a metric is unknown, not healthy: this alert fires while what should export it exists. */
        private Alert silence() {
            Map<String, Object> silence = map(fields.get("silence"), name + ".silence");
            known(silence, SILENCE_KEYS, name + ".silence");
            String metric = required(silence, "of", name + ".silence");
            String exists = optional(silence, "while");
            return new Alert(
                    name + "Unknown",
                    pack,
                    mode,
                    also(),
                    layer(),
                    oneOf("area", Alert.AREAS),
                    "warning",
                    "absent(" + metric + ")" + (exists.isEmpty() ? "" : " and on () count(" + exists + ") > 0"),
                    "1h",
                    "The metric of " + name + " is missing",
                    "Nothing would announce " + mode
                            + ", so its silence means unknown, not healthy. Look at what the alert needs.",
                    optional(fields, "needs"),
                    Alert.Panel.NONE);
        }

        private Alert alert(String alert, String severity, String expr, Alert.Panel panel) {
            return new Alert(
                    alert,
                    pack,
                    mode,
                    also(),
                    layer(),
                    oneOf("area", Alert.AREAS),
                    severity,
                    expr,
                    optional(fields, "for"),
                    text("summary"),
                    text("description"),
                    optional(fields, "needs"),
                    panel);
        }

        private List<String> also() {
            if (!(fields.getOrDefault("also", List.of()) instanceof List<?> items)) {
                throw new PackException(where + ": " + name + ".also must be a list");
            }
            return items.stream()
                    .map(String::valueOf)
                    .filter(modes::containsKey)
                    .toList();
        }

        private String layer() {
            return Objects.requireNonNull(modes.get(mode)).layer();
        }

        private Limit limit(@Nullable Object value) {
            return Limit.of(String.valueOf(value))
                    .orElseThrow(() -> new PackException(where + ": " + name
                            + ": a limit is a number, or one with d, h, m, s or MiB behind, not '" + value + "'"));
        }

        private String text(String key) {
            return required(fields, key, name);
        }

        private String oneOf(String key, List<String> allowed) {
            String value = text(key);
            if (!allowed.contains(value)) {
                throw new PackException(where + ": " + name + ": " + key + " must be one of " + allowed + ", is '"
                        + value + "'" + Closest.hint(value, allowed));
            }
            return value;
        }
    }

    private void known(Map<String, Object> fields, List<String> keys, String of) {
        for (String key : fields.keySet()) {
            if (!keys.contains(key)) {
                throw new PackException(where + ": " + of + ": unknown key '" + key + "'" + Closest.hint(key, keys)
                        + "; keys are " + keys);
            }
        }
    }

    private Map<String, Object> map(@Nullable Object value, String of) {
        if (value == null) {
            return Map.of();
        }
        if (!(value instanceof Map<?, ?> fields)) {
            throw new PackException(where + ": " + of + " must be a map");
        }
        Map<String, Object> result = new LinkedHashMap<>();
        fields.forEach((key, item) -> {
            if (item != null) {
                result.put(String.valueOf(key), item);
            }
        });
        return result;
    }

    private String required(Map<String, Object> fields, String key, String of) {
        String value = optional(fields, key);
        if (value.isEmpty()) {
            throw new PackException(where + ": " + of + " lacks '" + key + "'");
        }
        return value;
    }

    private static String optional(Map<String, Object> fields, String key) {
        Object value = fields.get(key);
        return value == null ? "" : String.valueOf(value).strip();
    }
}
