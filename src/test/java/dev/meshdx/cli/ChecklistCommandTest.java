package dev.meshdx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshdx.rules.FailureMode;
import dev.meshdx.rules.RuleBase;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

class ChecklistCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void namesFailureModesThatExistAndTakesAMinute() throws IOException {
        List<String> known =
                RuleBase.bundled().failureModes().stream().map(FailureMode::id).toList();
        List<String> points = new ArrayList<>();
        int seconds = 0;
        try (InputStream in = ChecklistCommandTest.class.getResourceAsStream("/dev/meshdx/checklist/checklist.yaml")) {
            for (Map<?, ?> step : new Yaml().<List<Map<?, ?>>>load(in)) {
                seconds += (Integer) step.get("seconds");
                for (Object item : (List<?>) step.get("points")) {
                    Map<?, ?> point = (Map<?, ?>) item;
                    points.add((String) point.get("id"));
                    if (point.get("modes") instanceof List<?> modes) {
                        assertThat(modes).allSatisfy(mode -> assertThat(known).contains((String) mode));
                    }
                }
            }
        }
        assertThat(points).hasSize(32).doesNotHaveDuplicates();
        assertThat(seconds).isEqualTo(60);
    }

    @Test
    void theControlPlaneComesFirst() {
        assertThat(run("checklist", "facts-samples/istiod-crashloop-mesh-config"))
                .isEqualTo(ExitCode.FINDINGS);
        assertThat(out.toString()).startsWith("Begin with step 2, control-plane: Fix the control plane first.");
    }

    @Test
    void anExpiredRootForbidsRestarts() {
        run("checklist", "facts-samples/istio-root-ca-expired");
        assertThat(out.toString()).contains("✗ May pods be restarted?").contains("A restarted pod gets no certificate");
    }

    @Test
    void whatIsNotCapturedIsAskedForAndNotTicked() {
        run("checklist", "facts-samples/incomplete-access-log-only");
        assertThat(out.toString())
                .contains("? Is the control plane crash-looping or unavailable?")
                .contains("$ kubectl get");
    }

    @Test
    void writesJson() {
        run("checklist", "-o", "json", "facts-samples/healthy-istio");
        assertThat(out.toString())
                .startsWith("{\n  \"schema\": \"meshdx.checklist/v1\"")
                .contains("\"answer\": \"clear\"");
    }

    @Test
    void verifyTellsWhatAFixDid() {
        int code = run("verify", "facts-samples/istio-root-ca-expired", "facts-samples/healthy-istio");
        assertThat(code).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).startsWith("Fixed: the root cause is gone, nothing new");
    }

    @Test
    void verifyTellsWhatIsStillThereAndNew() {
        int code = run("verify", "facts-samples/istio-root-ca-expired", "facts-samples/istio-root-ca-expired");
        assertThat(code).isEqualTo(ExitCode.FINDINGS);
        assertThat(out.toString()).startsWith("Not fixed: 1 of 1 root cause still there");
        out.getBuffer().setLength(0);
        assertThat(run("verify", "facts-samples/healthy-istio", "facts-samples/istio-root-ca-expired"))
                .isEqualTo(ExitCode.FINDINGS);
        assertThat(out.toString()).startsWith("Nothing was found before, 1 new root cause");
    }

    private int run(String... arguments) {
        return Main.run(new PrintWriter(out), new PrintWriter(err, true), arguments);
    }
}
