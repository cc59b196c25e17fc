package dev.meshdx.monitor;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.meshdx.rules.Alert;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** The files that monitoring is written as. The same alerts give the same bytes. */
public enum MonitorFormat {
    /** A rules file of Prometheus. */
    PROMETHEUS("mesh-alerts.yaml") {
        @Override
        Map<String, Object> tree(List<Alert> alerts) {
            return AlertGroups.of(alerts);
        }
    },
    /** The same rules as a custom resource of the Prometheus operator. */
    PROMETHEUSRULE("mesh-alerts-prometheusrule.yaml") {
        @Override
        Map<String, Object> tree(List<Alert> alerts) {
            return Tree.of(
                    "apiVersion",
                    "monitoring.coreos.com/v1",
                    "kind",
                    "PrometheusRule",
                    "metadata",
                    Tree.of(
                            "name",
                            "mesh-alerts",
                            "labels",
                            Tree.of("app.kubernetes.io/managed-by", "meshdx", "role", "alert-rules")),
                    "spec",
                    AlertGroups.of(alerts));
        }
    },
    /** A dashboard of Grafana. */
    GRAFANA("mesh-dashboard.json") {
        @Override
        Map<String, Object> tree(List<Alert> alerts) {
            return new Dashboard(alerts).tree();
        }
    };

    private final String fileName;

    MonitorFormat(String fileName) {
        this.fileName = fileName;
    }

    /** The name as the command line writes it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The usual name of the file. */
    public String fileName() {
        return fileName;
    }

    abstract Map<String, Object> tree(List<Alert> alerts);

    /** Writes the file, ending with a newline. */
    public void write(List<Alert> alerts, Appendable out) throws IOException {
        out.append(this == GRAFANA ? json(tree(alerts)) : yaml(tree(alerts)));
    }

    private static String yaml(Map<String, Object> tree) {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setSplitLines(false);
        options.setIndicatorIndent(2);
        options.setIndentWithIndicator(true);
        return new Yaml(options).dump(tree);
    }

    private static String json(Map<String, Object> tree) throws IOException {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentArraysWith(lines);
        printer.indentObjectsWith(lines);
        return new ObjectMapper().writer(printer).writeValueAsString(tree) + "\n";
    }
}
