package dev.meshdx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.meshdx.report.Approved;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** why, why-not, what-if and next, from files to whole outputs. */
class ExplanationCommandsTest {

    private static final String OVERFLOW = "facts-samples/circuit-breaker-overflow";
    private static final String CRASHLOOP = "facts-samples/istiod-crashloop-mesh-config";
    private static final String NOISE = "facts-samples/healthy-istio-with-noise";

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void whyGoesDownToTheLinesOfTheCapture() throws IOException {
        for (String width : List.of("80", "160")) {
            assertThat(run("why", "circuit-breaker-overflow", OVERFLOW, "--width", width))
                    .isEqualTo(ExitCode.FINDINGS);
            Approved.check("cli", "why." + width, out.toString());
        }
    }

    @Test
    void whySaysWhatExplainsIt() {
        assertThat(run("why", "pods-cannot-be-created", "--subject", "shop/payments", CRASHLOOP))
                .isEqualTo(ExitCode.FINDINGS);
        assertThat(out.toString().replaceAll("\\s+", " "))
                .contains("Explained by d3: injection-webhook-no-endpoints causes pods-cannot-be-created");
    }

    @Test
    void whyOfWhatIsNotFoundSaysWhyNot() {
        assertThat(run("why", "circuit-breaker-overflow", NOISE)).isEqualTo(ExitCode.OK);
        assertThat(err.toString()).contains("circuit-breaker-overflow was not found; why not:");
        assertThat(out.toString()).contains("Not found: ruled out", "flag is \"-\"");
    }

    @Test
    void whyNotNamesTheConditionAndTheNearestFact() throws IOException {
        for (String width : List.of("80", "160")) {
            assertThat(run("why-not", "istio-root-ca-expired", CRASHLOOP, "--width", width))
                    .isEqualTo(ExitCode.OK);
            Approved.check("cli", "why-not." + width, out.toString());
        }
    }

    @Test
    void whyNotSaysThatItIsFoundBelowAnother() {
        assertThat(run("why-not", "proxy-not-connected", "--subject", "shop/frontend", CRASHLOOP))
                .isEqualTo(ExitCode.FINDINGS);
        assertThat(out.toString().replaceAll("\\s+", " "))
                .contains("folded below d2, which explains it: istiod-unavailable");
    }

    @Test
    void whyNotTellsAnotherMeshAndMissingEvidenceApart() {
        assertThat(run("why-not", "linkerd-issuer-expired", CRASHLOOP)).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("it does not apply", "it occurs in linkerd");
        assertThat(run("why-not", "proxy-config-oversized", NOISE)).isEqualTo(ExitCode.UNDECIDABLE);
        assertThat(out.toString()).contains("not captured: config-dump", "$ kubectl exec");
    }

    @Test
    void whatIfShowsWhatIsLostAndHowFragileItWas() throws IOException {
        assertThat(run("what-if", OVERFLOW, "--remove", "ResponseFlagCount[flag=UO]", "--fragile", "--width", "80"))
                .isEqualTo(ExitCode.FINDINGS);
        Approved.check("cli", "what-if.80", out.toString());
        assertThat(run("what-if", OVERFLOW, "--add", "Node{name: worker-9, memoryPressure: true}"))
                .isEqualTo(ExitCode.FINDINGS);
        assertThat(out.toString()).contains("+ node-memory-pressure on Node worker-9");
        assertThat(run("what-if", OVERFLOW, "--set", "Service[shop/cart].type=NodePort"))
                .isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("Nothing changes");
    }

    @Test
    void nextSaysWhatEachAnswerWouldMean() throws IOException {
        for (String width : List.of("80", "160")) {
            assertThat(run("next", CRASHLOOP, "--width", width)).isEqualTo(ExitCode.OK);
            Approved.check("cli", "next." + width, out.toString());
        }
    }

    @Test
    void nextFillsInAWorkloadWhereNoPodIsKnown() throws IOException {
        Path file = Files.writeString(folder.resolve("deployment.yaml"), """
                apiVersion: apps/v1
                kind: Deployment
                metadata: { name: cart, namespace: shop }
                spec: { replicas: 1, selector: { matchLabels: { app: cart } }, template: { metadata: { labels: { app: cart } } } }
                """);
        run("next", file.toString());
        assertThat(out.toString())
                .contains("kubectl logs deployment/cart -n shop")
                .doesNotContain("POD");
    }

    @Test
    void nextSaysWhatToPutInWhereNothingIsKnown() {
        run("next", "facts-samples/incomplete-access-log-only");
        assertThat(out.toString())
                .contains("kubectl logs POD -n NAMESPACE", "Put a pod with a proxy for POD")
                .doesNotContain("<pod>");
    }

    @Test
    void jsonFollowsTheSchema() throws IOException {
        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(Path.of("docs/explain-v1.schema.json")));
        for (List<String> command : List.of(
                List.of("why", "circuit-breaker-overflow", OVERFLOW),
                List.of("why", "pods-cannot-be-created", CRASHLOOP),
                List.of("why-not", "istio-root-ca-expired", CRASHLOOP),
                List.of("why-not", "mass-restart-thundering-herd", CRASHLOOP),
                List.of("why-not", "linkerd-issuer-expired", CRASHLOOP),
                List.of("what-if", OVERFLOW, "--remove", "ResponseFlagCount[*]", "--fragile"),
                List.of("next", CRASHLOOP))) {
            List<String> json = new java.util.ArrayList<>(command);
            json.addAll(List.of("-o", "json"));
            run(json.toArray(String[]::new));
            assertThat(schema.validate(out.toString(), InputFormat.JSON))
                    .as(command.toString())
                    .isEmpty();
        }
        assertThat(schema.validate("{\"schema\": \"meshdx.why/v1\"}", InputFormat.JSON))
                .isNotEmpty();
    }

    @Test
    void saysWhatIsWrongAndWhatToTry() {
        usage("did you mean 'circuit-breaker-overflow'", "why", "circuit-braker-overflow", OVERFLOW);
        usage("the id comes before the capture", "why-not", OVERFLOW, "circuit-breaker-overflow");
        usage("did you mean 'shop/cart'", "why", "circuit-breaker-overflow", "--subject", "shop/crat", OVERFLOW);
        usage("has no cluster 'east'", "why", "circuit-breaker-overflow", "--cluster", "east", OVERFLOW);
        usage("-o takes text or json", "next", "-o", "yaml", OVERFLOW);
        usage("say what to change", "what-if", OVERFLOW);
        usage(
                "did you mean 'maxConnections'",
                "what-if",
                OVERFLOW,
                "--set",
                "TrafficPolicy[shop/cart].maxConections=1");
        usage("no/such", "next", "no/such");
    }

    private void usage(String message, String... arguments) {
        assertThat(run(arguments)).as(String.join(" ", arguments)).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains(message);
    }

    @Test
    void anEmptyCaptureIsUndecidable() {
        assertThat(run("why-not", "istiod-crashloop", folder.toString())).isEqualTo(ExitCode.UNDECIDABLE);
        assertThat(run("next", folder.toString())).isEqualTo(ExitCode.UNDECIDABLE);
    }

    @Test
    void hostileNamesNeitherSteerTheTerminalNorTheShell() throws IOException {
        String name = "web\\u001b[31m;$(touch x)`id`'";
        String pod = "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"" + name
                + "\",\"namespace\":\"shop\"},\"spec\":{\"containers\":[{\"name\":\"app\"},{\"name\":\"istio-proxy\"}]},"
                + "\"status\":{\"phase\":\"Running\",\"containerStatuses\":[{\"name\":\"app\",\"ready\":false,"
                + "\"restartCount\":9,\"state\":{\"waiting\":{\"reason\":\"CrashLoopBackOff\"}}}]}}";
        String file = Files.writeString(folder.resolve("pod.json"), pod).toString();
        for (String[] command : new String[][] {
            {"why", "pod-crashloop-app", file},
            {"why-not", "istiod-crashloop", file},
            {"next", file},
            {"what-if", "--fragile", file}
        }) {
            assertThat(run(command)).isNotIn(ExitCode.USAGE, ExitCode.DEFECT);
            assertThat(out.toString()).doesNotContain("\u001b");
            assertThat(out.toString().lines().filter(line -> line.contains("kubectl") && line.contains("touch")))
                    .allMatch(line -> line.contains(";$(touch x)`id`'\\''"));
        }
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Main.run(new PrintWriter(out), new PrintWriter(err, true), arguments);
    }
}
