package dev.meshdx.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every failure mode has an alert that would have announced it or a reason why none can, and every alert its failure mode. */
class AlertsTest {

    private final RuleBase rules = RuleBase.bundled();
    private final Alerts alerts = rules.alerts();

    @Test
    void everyFailureModeIsAnnouncedOrTheReasonIsGiven() {
        List<String> silent = rules.failureModes().stream()
                .filter(mode -> !mode.kind().equals("symptom"))
                .map(FailureMode::id)
                .filter(id ->
                        alerts.announcing(id).isEmpty() && alerts.silence(id).isEmpty())
                .sorted()
                .toList();
        assertThat(silent)
                .as(
                        "name each in rules/<pack>/alerts.yaml: under mode or also of an alert that would have announced it,"
                                + " or under unannounced with the reason why no metric does")
                .isEmpty();
    }

    @Test
    void noFailureModeIsBothAnnouncedAndUnannounced() {
        assertThat(alerts.unannounced().keySet())
                .allSatisfy(id -> assertThat(alerts.announcing(id)).isEmpty());
    }

    @Test
    void everyAlertNamesFailureModesThatExist() throws IOException {
        Set<String> known =
                rules.failureModes().stream().map(FailureMode::id).collect(Collectors.toCollection(TreeSet::new));
        List<String> wrong = new ArrayList<>();
        for (PackSource pack : PackSource.readAll(Path.of("rules"))) {
            for (Map<?, ?> alert : items(pack)) {
                List<Object> named = new ArrayList<>((List<?>) also(alert));
                named.add(alert.get("mode"));
                named.stream()
                        .map(String::valueOf)
                        .filter(id -> !known.contains(id))
                        .forEach(id -> wrong.add(alert.get("name") + ": " + id + Closest.hint(id, known)));
            }
            ((Map<?, ?>) pack.alerts().getOrDefault("unannounced", Map.of()))
                    .keySet().stream()
                            .map(String::valueOf)
                            .filter(id -> !known.contains(id))
                            .forEach(id -> wrong.add("unannounced: " + id + Closest.hint(id, known)));
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void certificateAuthoritiesAreAnnounced90And30And7DaysBefore() {
        for (String authority : List.of(
                "IstioRootCaExpires",
                "IstioSigningCaExpires",
                "LinkerdIssuerExpires",
                "LinkerdTrustAnchorExpires",
                "LinkerdWebhookCertificateExpires",
                "ConsulRootCaExpires",
                "ConsulSigningCaExpires",
                "ConsulAgentTlsExpires")) {
            assertThat(alerts.alerts().stream()
                            .filter(alert -> alert.name().matches(authority + "\\d+d"))
                            .map(alert -> alert.name() + " " + alert.severity()))
                    .containsExactly(authority + "90d info", authority + "30d warning", authority + "7d critical");
        }
    }

    @Test
    void whatAnnouncesAFailureModeByNameComesFirst() {
        assertThat(alerts.announcing("istio-root-ca-expired").get(0).name()).isEqualTo("IstioRootCaExpired");
    }

    private static List<Map<?, ?>> items(PackSource pack) {
        return ((List<?>) pack.alerts().getOrDefault("alerts", List.of()))
                .stream().<Map<?, ?>>map(item -> (Map<?, ?>) item).toList();
    }

    private static Object also(Map<?, ?> alert) {
        return alert.containsKey("also") ? alert.get("also") : List.of();
    }
}
