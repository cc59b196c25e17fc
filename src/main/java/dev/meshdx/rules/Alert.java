package dev.meshdx.rules;

import java.util.List;

/**
 * An alert that announces a failure mode: a PromQL expression that has a result while something is wrong.
 *
 * @param name name, unique among all packs
 * @param pack pack that it comes from
 * @param mode failure mode that it names
 * @param also further failure modes that usually show in it first
 * @param layer layer of the failure mode
 * @param area where it stands in rule groups and on the dashboard, one of {@link #AREAS}
 * @param severity {@code info}, {@code warning} or {@code critical}
 * @param expr whole expression
 * @param hold how long the expression must hold, empty for at once
 * @param summary one sentence, a template of Prometheus
 * @param description what it means and what to do first
 * @param needs what must be scraped or switched on for the metric to exist
 * @param panel how to draw what it measures
 */
public record Alert(
        String name,
        String pack,
        String mode,
        List<String> also,
        String layer,
        String area,
        String severity,
        String expr,
        String hold,
        String summary,
        String description,
        String needs,
        Panel panel) {

    /** The areas in the order of rule groups and dashboard rows. */
    public static final List<String> AREAS = List.of("certificates", "control-plane", "proxies", "traffic", "nodes");

    /** The severities, the worst last. */
    public static final List<String> SEVERITIES = List.of("info", "warning", "critical");

    public Alert {
        also = List.copyOf(also);
    }

    /** Whether it announces that failure mode. */
    public boolean announces(String id) {
        return mode.equals(id) || also.contains(id);
    }

    /**
     * What an alert measures, as a graph shows it. Alerts of one area with the same title share a graph.
     *
     * @param title title, empty for an alert that has no graph
     * @param unit unit in the words of Grafana, such as {@code s}, {@code bytes} or {@code percentunit}
     * @param value expression of the value
     * @param legend name of a line, a template over labels
     * @param comparison {@code <}, {@code >} or {@code ==} when the alert compares the value with the limit
     * @param limit where the alert begins
     */
    public record Panel(String title, String unit, String value, String legend, String comparison, double limit) {

        static final Panel NONE = new Panel("", "", "", "", "", 0);

        /** Whether there is a graph. */
        public boolean drawn() {
            return !title.isEmpty();
        }
    }
}
