package dev.meshdx.monitor;

import dev.meshdx.rules.Alert;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one graph shows: the alerts of one area that share a title, their values as lines and their limits as thresholds.
 *
 * @param title title
 * @param unit unit of Grafana
 * @param alerts its alerts
 */
record Graph(String title, String unit, List<Alert> alerts) {

    /** The graphs of an area in order of their first alerts. */
    static List<Graph> of(String area, List<Alert> alerts) {
        Map<String, List<Alert>> byTitle = new LinkedHashMap<>();
        for (Alert alert : alerts) {
            if (alert.area().equals(area) && alert.panel().drawn()) {
                byTitle.computeIfAbsent(alert.panel().title(), title -> new ArrayList<>())
                        .add(alert);
            }
        }
        return byTitle.entrySet().stream()
                .map(entry -> new Graph(
                        entry.getKey(), entry.getValue().get(0).panel().unit(), List.copyOf(entry.getValue())))
                .toList();
    }

    /** The lines, each value once. */
    Collection<Alert.Panel> lines() {
        Map<String, Alert.Panel> byValue = new LinkedHashMap<>();
        alerts.forEach(alert -> byValue.putIfAbsent(alert.panel().value(), alert.panel()));
        return byValue.values();
    }

    /** Says which alert begins where and what it announces. */
    String description() {
        List<String> lines = new ArrayList<>();
        for (Alert alert : alerts) {
            lines.add(alert.name() + " (" + alert.severity() + "): meshdx explain " + alert.mode());
        }
        String needs = alerts.get(0).needs();
        if (!needs.isEmpty()) {
            lines.add("Needs: " + needs);
        }
        return String.join("\n\n", lines);
    }

    /** Steps of Grafana: from each value on the colour that follows it; the first has no value. */
    List<Map<String, Object>> thresholds() {
        boolean low = !alerts.get(0).panel().comparison().equals(">");
        List<Alert> sorted = alerts.stream()
                .sorted((a, b) -> Double.compare(a.panel().limit(), b.panel().limit()))
                .toList();
        List<Map<String, Object>> steps = new ArrayList<>();
        steps.add(Tree.of("color", low ? colour(sorted.get(0)) : "green", "value", null));
        for (int i = 0; i < sorted.size(); i++) {
            boolean last = i + 1 == sorted.size();
            Object value = number(sorted.get(i).panel());
            if (low) {
                steps.add(Tree.of("color", last ? "green" : colour(sorted.get(i + 1)), "value", value));
            } else {
                steps.add(Tree.of("color", colour(sorted.get(i)), "value", value));
            }
        }
        return steps;
    }

    /** An alert on equality is drawn half a unit above its value: it is about 0 and 1. */
    private static Object number(Alert.Panel panel) {
        double limit = panel.comparison().equals("==") ? panel.limit() + 0.5 : panel.limit();
        if (limit == Math.rint(limit)) {
            return (long) limit;
        }
        return limit;
    }

    private static String colour(Alert alert) {
        return switch (alert.severity()) {
            case "critical" -> "red";
            case "warning" -> "orange";
            default -> "yellow";
        };
    }
}
