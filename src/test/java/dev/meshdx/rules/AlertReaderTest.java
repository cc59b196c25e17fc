package dev.meshdx.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** What an item of alerts.yaml stands for, and what its author is told when it is wrong. */
class AlertReaderTest {

    private static final String COMMON =
            "mode: node-not-ready, area: nodes, for: 5m, summary: s, description: d, needs: kube-state-metrics";

    @Test
    void anItemWithLevelsIsOneAlertPerLevel() {
        List<Alert> alerts = read("{name: CaExpires, value: min(left), below: {info: 90d, critical: 7d}, "
                        + "panel: {title: CA, unit: s}, " + COMMON + "}")
                .alerts();
        assertThat(alerts.stream().map(Alert::name)).containsExactly("CaExpires90d", "CaExpires7d");
        assertThat(alerts.stream().map(Alert::expr)).containsExactly("min(left) < 90 * 86400", "min(left) < 7 * 86400");
        assertThat(alerts.get(1).severity()).isEqualTo("critical");
        assertThat(alerts.get(1).panel().limit()).isEqualTo(7 * 86400);
        assertThat(alerts.get(1).layer()).isEqualTo("infra");
    }

    @Test
    void aValueOfSeveralPartsIsComparedAsAWhole() {
        assertThat(read("{name: Restarts, severity: info, value: a or b, above: 0, " + COMMON + "}")
                        .alerts()
                        .get(0)
                        .expr())
                .isEqualTo("(a or b) > 0");
    }

    @Test
    void theSilenceOfAMetricIsAnAlertOfItsOwn() {
        List<Alert> alerts = read("{name: Down, severity: critical, value: up, is: 0, "
                        + "silence: {of: up, while: there}, " + COMMON + "}")
                .alerts();
        assertThat(alerts.get(1).name()).isEqualTo("DownUnknown");
        assertThat(alerts.get(1).expr()).isEqualTo("absent(up) and on () count(there) > 0");
    }

    @Test
    void anAlertOfAFailureModeThatIsNotLoadedIsLeftOutAndNamed() {
        Alerts alerts = read("{name: Odd, severity: info, expr: up, mode: no-such-mode}");
        assertThat(alerts.alerts()).isEmpty();
        assertThat(alerts.unknown()).containsEntry("Odd", "no-such-mode");
    }

    @Test
    void mistakesAreNamedWithTheWayOut() {
        wrong("{name: A, severity: info, value: up, " + COMMON + "}", "needs either 'expr', or 'value' and one of");
        wrong("{name: A, severity: info, value: up, abov: 1, " + COMMON + "}", "did you mean 'above'");
        wrong("{name: A, severity: info, value: up, above: 9x, " + COMMON + "}", "not '9x'");
        wrong("{name: A, severity: bad, value: up, above: 9, " + COMMON + "}", "[info, warning, critical]");
        wrong("{name: a-b, severity: info, expr: up, " + COMMON + "}", "must be like IstiodDown");
        wrong("{name: A, severity: info, expr: up, mode: node-not-ready, area: nodes}", "A lacks 'summary'");
    }

    private static void wrong(String item, String message) {
        assertThatThrownBy(() -> read(item))
                .isInstanceOf(PackException.class)
                .hasMessageContaining("own/alerts.yaml")
                .hasMessageContaining(message);
    }

    private static Alerts read(String item) {
        Map<String, FailureMode> modes = Map.of(
                "node-not-ready",
                new FailureMode(
                        "node-not-ready",
                        "t",
                        "root",
                        "infra",
                        "high",
                        List.of(),
                        "rare",
                        "node",
                        List.of(),
                        List.of(),
                        false,
                        List.of()));
        Map<String, Object> tree = new Yaml().load("alerts: [" + item + "]");
        return new AlertReader("own", tree, modes).alerts();
    }
}
