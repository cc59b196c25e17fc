package dev.meshdx.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.meshdx.rules.Alert;
import dev.meshdx.rules.RuleBase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** Prometheus' own tool judges the rules, where it is installed (Debian package prometheus). */
class PromtoolTest {

    private static final List<Alert> BUNDLED = RuleBase.bundled().alerts().alerts();

    @TempDir
    Path folder;

    @BeforeAll
    static void needsPromtool() {
        String path = System.getenv().getOrDefault("PATH", "");
        assumeTrue(
                Arrays.stream(path.split(":")).anyMatch(each -> Files.isExecutable(Path.of(each, "promtool"))),
                "promtool is not installed");
    }

    @Test
    void acceptsAllRules() throws Exception {
        Path file = rules(BUNDLED);
        assertThat(promtool("check", "rules", "--lint-fatal", file.toString()))
                .contains(BUNDLED.size() + " rules found");
    }

    @Test
    void acceptsTheRulesOfEachMesh() throws Exception {
        for (Mesh mesh : Mesh.values()) {
            List<Alert> alerts = Mesh.select(BUNDLED, List.of(mesh));
            assertThat(promtool("check", "rules", rules(alerts).toString())).contains(alerts.size() + " rules found");
        }
    }

    @Test
    void acceptsTheQueriesOfTheDashboard() throws Exception {
        JsonNode dashboard = new ObjectMapper().readTree(MonitorFormatTest.write(MonitorFormat.GRAFANA, BUNDLED));
        List<Map<String, String>> recordings = new ArrayList<>();
        dashboard
                .findValuesAsText("expr")
                .forEach(expr -> recordings.add(Map.of("record", "panel:" + recordings.size(), "expr", expr)));
        Path file = folder.resolve("panels.yaml");
        Files.writeString(
                file, new Yaml().dump(Map.of("groups", List.of(Map.of("name", "panels", "rules", recordings)))));
        assertThat(promtool("check", "rules", file.toString())).contains(recordings.size() + " rules found");
    }

    @Test
    void certificatesThatRunOutFireTheRightAlerts() throws Exception {
        rules(BUNDLED.stream()
                .filter(alert -> alert.area().equals("certificates"))
                .toList());
        String name = "certificates.promtest.yaml";
        Files.copy(Path.of("src/test/resources/dev/meshdx/monitor", name), folder.resolve(name));
        assertThat(promtool("test", "rules", folder.resolve(name).toString())).contains("SUCCESS");
    }

    private Path rules(List<Alert> alerts) throws IOException {
        return Files.writeString(
                folder.resolve("mesh-alerts.yaml"), MonitorFormatTest.write(MonitorFormat.PROMETHEUS, alerts));
    }

    private static String promtool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
