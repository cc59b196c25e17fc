package dev.meshdx.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The alerts of the loaded packs, and why some failure modes have none.
 *
 * @param alerts alerts in order of packs
 * @param unannounced reason by failure mode that no metric announces
 * @param unknown per alert that was left out, its name and the failure mode that no loaded pack has
 */
public record Alerts(List<Alert> alerts, Map<String, String> unannounced, Map<String, String> unknown) {

    static final Alerts NONE = new Alerts(List.of(), Map.of(), Map.of());

    /** The alerts that announce a failure mode; those that name it first. */
    public List<Alert> announcing(String mode) {
        List<Alert> announcing = new ArrayList<>(
                alerts.stream().filter(alert -> alert.mode().equals(mode)).toList());
        alerts.stream()
                .filter(alert -> alert.announces(mode) && !alert.mode().equals(mode))
                .forEach(announcing::add);
        return announcing;
    }

    /** Why no metric announces a failure mode; empty when one does or nobody said. */
    public String silence(String mode) {
        return unannounced.getOrDefault(mode, "");
    }

    /** Both; an alert of the other pack replaces one of the same name. */
    Alerts and(Alerts other) {
        Map<String, Alert> byName = new LinkedHashMap<>();
        alerts.forEach(alert -> byName.put(alert.name(), alert));
        other.alerts.forEach(alert -> byName.put(alert.name(), alert));
        Map<String, String> reasons = new LinkedHashMap<>(unannounced);
        reasons.putAll(other.unannounced);
        Map<String, String> leftOut = new LinkedHashMap<>(unknown);
        leftOut.putAll(other.unknown);
        return new Alerts(List.copyOf(byName.values()), reasons, leftOut);
    }
}
