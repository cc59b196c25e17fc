package dev.meshdx.monitor;

import dev.meshdx.rules.Alert;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A dashboard of Grafana in its classic JSON model: what fires, then one row per area with a graph for each value that an alert
 * watches. All but the first rows are folded, so that opening it asks Prometheus little.
 */
final class Dashboard {

    /** Version of the model that Grafana 12 and 13 write; older ones ignore what they do not know. */
    private static final int SCHEMA_VERSION = 42;

    private static final int COLUMNS = 24;
    private static final int WIDTH = 8;
    private static final int HEIGHT = 7;
    private static final String FIRING = "ALERTS{alertstate=\"firing\", mode!=\"\"}";

    private final List<Alert> alerts;
    private int id;
    private int top;

    Dashboard(List<Alert> alerts) {
        this.alerts = alerts;
    }

    Map<String, Object> tree() {
        return Tree.of(
                "uid",
                "meshdx-mesh",
                "title",
                "Service mesh",
                "description",
                "Written by meshdx monitor. Each graph names the failure modes that its limits announce.",
                "tags",
                List.of("meshdx", "service-mesh"),
                "schemaVersion",
                SCHEMA_VERSION,
                "version",
                1,
                "editable",
                true,
                "graphTooltip",
                1,
                "refresh",
                "1m",
                "time",
                Tree.of("from", "now-6h", "to", "now"),
                "timezone",
                "browser",
                "annotations",
                Tree.of("list", List.of()),
                "links",
                List.of(),
                "templating",
                Tree.of("list", List.of(dataSource())),
                "panels",
                panels());
    }

    private static Map<String, Object> dataSource() {
        return Tree.of(
                "name",
                "datasource",
                "label",
                "Data source",
                "type",
                "datasource",
                "query",
                "prometheus",
                "refresh",
                1,
                "multi",
                false,
                "includeAll",
                false,
                "options",
                List.of());
    }

    private List<Map<String, Object>> panels() {
        List<Map<String, Object>> panels = new ArrayList<>();
        row("Overview", false, overview()).forEach(panels::add);
        for (String area : Alert.AREAS) {
            List<Map<String, Object>> graphs =
                    Graph.of(area, alerts).stream().map(Dashboard::graph).toList();
            if (!graphs.isEmpty()) {
                panels.addAll(row(title(area), !area.equals("certificates"), graphs));
            }
        }
        return panels;
    }

    /** A row and its panels, placed one below the other; the panels of a folded row are inside of it. */
    private List<Map<String, Object>> row(String title, boolean folded, List<Map<String, Object>> content) {
        Map<String, Object> row = Tree.of(
                "id", ++id, "type", "row", "title", title, "collapsed", folded, "gridPos", place(0, top, COLUMNS, 1));
        int y = top + 1;
        int x = 0;
        for (Map<String, Object> panel : content) {
            if (x + WIDTH > COLUMNS) {
                x = 0;
                y += HEIGHT;
            }
            panel.put("id", ++id);
            panel.put("gridPos", place(x, y, WIDTH, HEIGHT));
            x += WIDTH;
        }
        top = folded ? top + 1 : y + HEIGHT;
        row.put("panels", folded ? content : List.of());
        List<Map<String, Object>> panels = new ArrayList<>();
        panels.add(row);
        if (!folded) {
            panels.addAll(content);
        }
        return panels;
    }

    private List<Map<String, Object>> overview() {
        List<Map<String, Object>> overview = new ArrayList<>();
        overview.add(panel(
                "stat",
                "Alerts that fire",
                "Alerts of meshdx by severity; each names its failure mode.",
                List.of(query("A", "count by (severity) (" + FIRING + ")", "{{severity}}")),
                Tree.of("unit", "short", "noValue", "none", "color", Tree.of("mode", "fixed", "fixedColor", "orange")),
                Tree.of("colorMode", "value", "graphMode", "area")));
        Map<String, Object> firing = query("A", FIRING, "");
        firing.put("format", "table");
        firing.put("instant", true);
        firing.put("range", false);
        Map<String, Object> table = panel(
                "table",
                "Failure modes announced",
                "Look one up with: meshdx explain MODE",
                List.of(firing),
                Tree.of(),
                Tree.of("showHeader", true));
        Map<String, Object> hidden = Tree.of("Time", true, "Value", true, "__name__", true, "alertstate", true);
        table.put("transformations", List.of(Tree.of("id", "organize", "options", Tree.of("excludeByName", hidden))));
        overview.add(table);
        overview.add(certificates());
        return overview;
    }

    /** The time that each certificate authority has left, in one place. */
    private Map<String, Object> certificates() {
        List<Map<String, Object>> queries = new ArrayList<>();
        List<Map<String, Object>> thresholds = List.of();
        for (Graph graph : Graph.of("certificates", alerts)) {
            if (graph.unit().equals("s") && graph.thresholds().size() > thresholds.size()) {
                thresholds = graph.thresholds();
            }
            if (graph.unit().equals("s") && graph.alerts().size() > 2) {
                String value = graph.lines().iterator().next().value();
                queries.add(query(refId(queries.size()), "min(" + value + ")", graph.title()));
            }
        }
        return panel(
                "stat",
                "Time left of certificates",
                "The shortest time left of each kind of certificate that exports a metric.",
                queries,
                Tree.of(
                        "unit",
                        "s",
                        "decimals",
                        0,
                        "noValue",
                        "unknown",
                        "thresholds",
                        Tree.of("mode", "absolute", "steps", thresholds)),
                Tree.of("colorMode", "value", "graphMode", "none"));
    }

    private static Map<String, Object> graph(Graph graph) {
        List<Map<String, Object>> queries = new ArrayList<>();
        for (Alert.Panel line : graph.lines()) {
            queries.add(query(refId(queries.size()), line.value(), line.legend()));
        }
        return panel(
                "timeseries",
                graph.title(),
                graph.description(),
                queries,
                Tree.of(
                        "unit", graph.unit(),
                        "color", Tree.of("mode", "palette-classic"),
                        "custom", Tree.of("thresholdsStyle", Tree.of("mode", "dashed")),
                        "thresholds", Tree.of("mode", "absolute", "steps", graph.thresholds())),
                Tree.of(
                        "legend",
                        Tree.of("displayMode", "list", "placement", "bottom", "showLegend", true, "calcs", List.of())));
    }

    private static Map<String, Object> panel(
            String type,
            String title,
            String description,
            List<Map<String, Object>> targets,
            Map<String, Object> defaults,
            Map<String, Object> options) {
        return Tree.of(
                "type", type,
                "title", title,
                "description", description,
                "datasource", prometheus(),
                "targets", targets,
                "fieldConfig", Tree.of("defaults", defaults, "overrides", List.of()),
                "options", options);
    }

    private static Map<String, Object> query(String refId, String expr, String legend) {
        return Tree.of(
                "refId",
                refId,
                "datasource",
                prometheus(),
                "expr",
                expr,
                "legendFormat",
                legend.isEmpty() ? "__auto" : legend,
                "range",
                true,
                "instant",
                false);
    }

    private static Map<String, Object> prometheus() {
        return Tree.of("type", "prometheus", "uid", "${datasource}");
    }

    private static Map<String, Object> place(int x, int y, int width, int height) {
        return Tree.of("x", x, "y", y, "w", width, "h", height);
    }

    private static String refId(int index) {
        return String.valueOf((char) ('A' + index));
    }

    private static String title(String area) {
        String words = area.replace('-', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
