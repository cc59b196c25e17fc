package dev.meshdx.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.meshdx.report.Approved;
import dev.meshdx.rules.Alert;
import dev.meshdx.rules.Alert.Panel;
import dev.meshdx.rules.RuleBase;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** What the files of monitoring hold. */
class MonitorFormatTest {

    private static final List<Alert> BUNDLED = RuleBase.bundled().alerts().alerts();

    @Test
    void writesWholeFiles() throws IOException {
        for (MonitorFormat format : MonitorFormat.values()) {
            Approved.check("monitor", format.name().toLowerCase(Locale.ROOT), write(format, few()));
        }
    }

    @Test
    @SuppressWarnings("unchecked")
    void everyRuleSaysItsFailureModeAndWhatToDo() throws IOException {
        Map<String, Object> file = new Yaml().load(write(MonitorFormat.PROMETHEUS, BUNDLED));
        List<Map<String, Object>> rules = new ArrayList<>();
        for (Map<String, Object> group : (List<Map<String, Object>>) file.get("groups")) {
            rules.addAll((List<Map<String, Object>>) group.get("rules"));
        }
        assertThat(rules).hasSameSizeAs(BUNDLED).allSatisfy(rule -> {
            Map<String, String> labels = (Map<String, String>) rule.get("labels");
            assertThat(labels).containsOnlyKeys("severity", "mode", "layer");
            Map<String, String> annotations = (Map<String, String>) rule.get("annotations");
            assertThat(annotations).containsKeys("summary", "description");
            assertThat(annotations).containsEntry("runbook", "meshdx explain " + labels.get("mode"));
        });
    }

    @Test
    void theOperatorGetsTheSameRules() throws IOException {
        Map<String, Object> plain = new Yaml().load(write(MonitorFormat.PROMETHEUS, BUNDLED));
        Map<String, Object> resource = new Yaml().load(write(MonitorFormat.PROMETHEUSRULE, BUNDLED));
        assertThat(resource).containsEntry("kind", "PrometheusRule").containsEntry("spec", plain);
    }

    @Test
    void panelsOfTheDashboardHaveIdsPlacesAndQueries() throws IOException {
        JsonNode dashboard = new ObjectMapper().readTree(write(MonitorFormat.GRAFANA, BUNDLED));
        Set<Integer> ids = new HashSet<>();
        List<JsonNode> rows = new ArrayList<>();
        for (JsonNode panel : dashboard.get("panels")) {
            assertThat(ids.add(panel.get("id").asInt())).isTrue();
            if (panel.get("type").asText().equals("row")) {
                rows.add(panel);
                panel.get("panels").forEach(inner -> {
                    assertThat(ids.add(inner.get("id").asInt())).isTrue();
                    queried(inner);
                });
                apart(panel.get("panels"));
            } else {
                queried(panel);
            }
        }
        apart(dashboard.get("panels"));
        assertThat(rows)
                .extracting(row -> row.get("title").asText())
                .containsExactly("Overview", "Certificates", "Control plane", "Proxies", "Traffic", "Nodes");
    }

    @Test
    void everyMeasuredValueIsDrawn() throws IOException {
        String dashboard = write(MonitorFormat.GRAFANA, BUNDLED);
        ObjectMapper json = new ObjectMapper();
        for (Alert alert : BUNDLED) {
            if (alert.panel().drawn()) {
                assertThat(dashboard)
                        .as(alert.name())
                        .contains(json.writeValueAsString(alert.panel().value()));
            }
        }
    }

    @Test
    void thresholdsGoFromBadToGoodWhereLittleIsBad() {
        assertThat(new Graph("CA", "s", few().subList(0, 3)).thresholds())
                .extracting(step -> step.get("color") + " " + step.get("value"))
                .containsExactly("red null", "orange 604800", "yellow 2592000", "green 7776000");
        assertThat(new Graph("Table", "percentunit", few().subList(3, 4)).thresholds())
                .extracting(step -> step.get("color") + " " + step.get("value"))
                .containsExactly("green null", "red 0.9");
    }

    @Test
    void aMeshBringsKubernetesAndWhatItIsMadeOf() {
        assertThat(Mesh.select(BUNDLED, List.of(Mesh.LINKERD)).stream()
                        .map(Alert::pack)
                        .distinct())
                .containsExactlyInAnyOrder("linkerd", "kubernetes");
        assertThat(Mesh.select(BUNDLED, List.of(Mesh.GLOO)).stream()
                        .map(Alert::pack)
                        .distinct())
                .containsExactlyInAnyOrder("gloo", "istio", "envoy", "kubernetes");
        assertThat(Mesh.select(BUNDLED, List.of())).isEqualTo(BUNDLED);
    }

    private static void queried(JsonNode panel) {
        assertThat(panel.get("title").asText()).isNotEmpty();
        assertThat(panel.at("/datasource/uid").asText()).isEqualTo("${datasource}");
        assertThat(panel.get("targets")).isNotEmpty().allSatisfy(target -> {
            assertThat(target.get("expr").asText()).isNotEmpty();
            assertThat(target.get("refId").asText()).matches("[A-Z]");
        });
    }

    private static void apart(Iterable<JsonNode> panels) {
        Set<String> cells = new HashSet<>();
        for (JsonNode panel : panels) {
            JsonNode place = panel.get("gridPos");
            for (int x = place.get("x").asInt();
                    x < place.get("x").asInt() + place.get("w").asInt();
                    x++) {
                for (int y = place.get("y").asInt();
                        y < place.get("y").asInt() + place.get("h").asInt();
                        y++) {
                    assertThat(x).isLessThan(24);
                    assertThat(cells.add(x + "," + y))
                            .as("%s overlaps", panel.get("title"))
                            .isTrue();
                }
            }
        }
    }

    static String write(MonitorFormat format, List<Alert> alerts) throws IOException {
        StringBuilder out = new StringBuilder();
        format.write(alerts, out);
        return out.toString();
    }

    private static List<Alert> few() {
        List<Alert> few = new ArrayList<>();
        for (Map.Entry<Integer, String> level :
                List.of(Map.entry(90, "info"), Map.entry(30, "warning"), Map.entry(7, "critical"))) {
            few.add(alert(
                    "IstioRootCaExpires" + level.getKey() + "d",
                    "istio",
                    "istio-root-ca-expiring",
                    List.of("istio-root-ca-expired"),
                    "certificates",
                    level.getValue(),
                    new Panel("Istio root CA", "s", "min(left)", "root", "<", level.getKey() * 86400)));
        }
        few.add(alert(
                "ConntrackAlmostFull",
                "kubernetes",
                "conntrack-full",
                List.of(),
                "nodes",
                "critical",
                new Panel("Table", "percentunit", "entries\n  / limit", "{{instance}}", ">", 0.9)));
        return few;
    }

    private static Alert alert(
            String name, String pack, String mode, List<String> also, String area, String severity, Panel panel) {
        return new Alert(
                name,
                pack,
                mode,
                also,
                "identity",
                area,
                severity,
                panel.value() + " " + panel.comparison() + " " + panel.limit(),
                "1h",
                "It is {{ $value | humanize }}",
                "Do: \"this\"",
                "port 15014",
                panel);
    }
}
