package dev.meshdx.monitor;

import dev.meshdx.rules.Alert;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Alerts as groups of Prometheus: one per area and pack. */
final class AlertGroups {

    private AlertGroups() {}

    static Map<String, Object> of(List<Alert> alerts) {
        List<Map<String, Object>> groups = new ArrayList<>();
        for (String area : Alert.AREAS) {
            List<Alert> here =
                    alerts.stream().filter(alert -> alert.area().equals(area)).toList();
            for (String pack : here.stream().map(Alert::pack).distinct().toList()) {
                groups.add(Tree.of(
                        "name",
                        "mesh-" + area + "-" + pack,
                        "rules",
                        here.stream()
                                .filter(alert -> alert.pack().equals(pack))
                                .map(AlertGroups::rule)
                                .toList()));
            }
        }
        return Tree.of("groups", groups);
    }

    private static Map<String, Object> rule(Alert alert) {
        Map<String, Object> rule = Tree.of("alert", alert.name(), "expr", alert.expr());
        if (!alert.hold().isEmpty()) {
            rule.put("for", alert.hold());
        }
        rule.put("labels", Tree.of("severity", alert.severity(), "mode", alert.mode(), "layer", alert.layer()));
        Map<String, Object> annotations = Tree.of("summary", alert.summary(), "description", alert.description());
        if (!alert.needs().isEmpty()) {
            annotations.put("needs", alert.needs());
        }
        if (!alert.also().isEmpty()) {
            annotations.put("also", String.join(", ", alert.also()));
        }
        annotations.put("runbook", "meshdx explain " + alert.mode());
        rule.put("annotations", annotations);
        return rule;
    }
}
