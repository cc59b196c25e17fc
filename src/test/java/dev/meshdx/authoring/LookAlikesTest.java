package dev.meshdx.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshdx.diagnosis.Report;
import dev.meshdx.diagnosis.Report.Diagnosis;
import dev.meshdx.rules.RuleBase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Faults that look alike are told apart by the one fact that decides, in both directions, and stay undecided without it. Each
 * file in {@code look-alikes} is one symptom with its candidates.
 */
class LookAlikesTest {

    private static final Path ROWS = Path.of("src/test/resources/look-alikes");
    private static final Path OBSERVATIONS = Path.of("../shared/knowledge/lab-observations.md");
    private static final RuleBase RULES = RuleBase.bundled();

    /** From here on a failure mode counts as asserted. */
    private static final double ASSERTED = 0.5;

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> theDecidingFactDecides() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (LookAlike row : rows()) {
            for (LookAlike.Case each : row.cases()) {
                Report report = diagnose(row, each.deciding());
                tests.add(DynamicTest.dynamicTest(row.slug() + ": " + each.name(), () -> found(each, report)));
                Stream.concat(row.candidates().stream(), each.not().stream())
                        .filter(other -> !other.equals(each.candidate()))
                        .forEach(other -> tests.add(DynamicTest.dynamicTest(
                                row.slug() + ": " + each.name() + ", not " + other,
                                () -> notBefore(each, other, report))));
            }
        }
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> withoutItNoneIsAsserted() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (LookAlike row : rows()) {
            Report report = diagnose(row, row.undecided().evidence());
            for (String id : row.candidates()) {
                if (!row.undecided().found().contains(id)) {
                    tests.add(DynamicTest.dynamicTest(
                            row.slug() + ": without the fact, " + id,
                            () -> assertThat(report.diagnoses().stream()
                                            .filter(Diagnosis::isRoot)
                                            .filter(each -> each.id().equals(id) && each.certainty() >= ASSERTED))
                                    .as(told(report))
                                    .isEmpty()));
                }
            }
            tests.add(DynamicTest.dynamicTest(row.slug() + ": what stays undecided", () -> {
                List<String> open =
                        report.undecided().stream().map(Report.Undecided::id).toList();
                List<String> found =
                        report.diagnoses().stream().map(Diagnosis::id).toList();
                assertThat(row.undecided().listed().stream().filter(id -> !open.contains(id)))
                        .as("decided against; " + told(report))
                        .isEmpty();
                assertThat(row.undecided().found().stream().filter(id -> !found.contains(id)))
                        .as("not found; " + told(report))
                        .isEmpty();
            }));
        }
        return tests.stream();
    }

    @Test
    void everyRowOfTheTableIsHere() throws IOException {
        Map<String, List<String>> found = new TreeMap<>();
        rows().forEach(row -> found.put(row.slug(), row.candidates()));
        assertThat(found).isEqualTo(new TreeMap<>(expected()));
    }

    @Test
    void theTableHasNoOtherRows() throws IOException {
        Assumptions.assumeTrue(Files.exists(OBSERVATIONS), "the observations of ../shared are not here");
        String text = Files.readString(OBSERVATIONS);
        String table = text.substring(text.indexOf("\n## C."), text.indexOf("\n## D."));
        long rows = table.lines().filter(line -> line.startsWith("| ")).count() - 1;
        assertThat(expected()).hasSize((int) rows);
    }

    private static List<LookAlike> rows() throws IOException {
        Map<String, Object> words = TestYaml.map(Files.readString(ROWS.resolve("words.yml")), "words.yml");
        CaptureText text = new CaptureText(Map.of()).with(words);
        List<LookAlike> rows = new ArrayList<>();
        try (Stream<Path> files = Files.list(ROWS)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                rows.add(LookAlike.read(file, text));
            }
        }
        return rows;
    }

    private Report diagnose(LookAlike row, LookAlike.Evidence beside) throws IOException {
        return row.diagnose(beside, Files.createTempDirectory(folder, row.slug()), RULES);
    }

    private static void found(LookAlike.Case each, Report report) {
        if (each.candidate().equals(LookAlike.NOTHING)) {
            assertThat(report.diagnoses().stream()
                            .filter(found -> found.isRoot() && !found.kind().equals("symptom"))
                            .filter(found -> List.of("high", "critical").contains(found.severity())))
                    .as(told(report))
                    .isEmpty();
            return;
        }
        assertThat(report.diagnoses().stream()
                        .filter(found -> found.id().equals(each.candidate()) && found.certainty() >= ASSERTED)
                        .map(found -> found.subject().path()))
                .as(told(report))
                .anyMatch(subject -> each.subject().isEmpty() || subject.equals(each.subject()));
        assertThat(report.diagnoses().stream().filter(Diagnosis::isRoot).map(Diagnosis::id))
                .as(told(report))
                .containsAll(each.also());
        String statements = report.diagnoses().stream()
                .filter(found -> found.id().equals(each.candidate()))
                .flatMap(found -> found.evidence().stream().map(Report.Evidence::statement))
                .collect(Collectors.joining("\n"));
        each.says().forEach(text -> assertThat(statements).contains(text));
        each.silent().forEach(name -> assertThat(statements).doesNotContain(name));
    }

    private static void notBefore(LookAlike.Case each, String other, Report report) {
        int own = place(each.candidate(), report);
        int others = place(other, report);
        assertThat(others < 0 || own >= 0 && own < others).as(told(report)).isTrue();
    }

    private static int place(String id, Report report) {
        for (int i = 0; i < report.diagnoses().size(); i++) {
            if (report.diagnoses().get(i).id().equals(id)) {
                return i;
            }
        }
        return -1;
    }

    private static String told(Report report) {
        StringBuilder text = new StringBuilder("found:");
        report.diagnoses()
                .forEach(each -> text.append(each.isRoot() ? "\n  " : "\n    ")
                        .append(each.id())
                        .append(" on ")
                        .append(each.subject().path())
                        .append(" at ")
                        .append(Math.round(each.certainty() * 100))
                        .append(" % by ")
                        .append(each.evidence().stream()
                                .map(Report.Evidence::rule)
                                .toList()));
        text.append("\nundecided:");
        report.undecided().stream()
                .filter(each -> each.certainty() >= 0.1)
                .forEach(each ->
                        text.append(' ').append(each.id()).append(' ').append(Math.round(each.certainty() * 100)));
        return text.toString();
    }

    /** The rows with their candidates; a file that goes missing or loses a candidate shows. */
    private static Map<String, List<String>> expected() {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        rows.put(
                "uc-connection-termination",
                List.of(
                        "tls-handshake-failure",
                        "istio-workload-cert-expired",
                        "trust-domain-mismatch",
                        "destinationrule-tls-conflict",
                        "app-resets-connection",
                        "pod-termination-503"));
        rows.put("uf-connection-timeout", List.of("destinationrule-tls-conflict", "endpoint-unreachable"));
        rows.put("uf-connection-refused", List.of("proxy-not-ready", "endpoint-connection-refused"));
        rows.put(
                "istiod-running-question",
                List.of(
                        "xds-nack",
                        "istiod-unavailable",
                        "xds-port-blocked",
                        "istio-ca-root-cert-stale",
                        "istio-root-ca-expired",
                        "workload-csr-rejected"));
        rows.put(
                "answer-via-upstream",
                List.of(
                        "application-error-via-upstream",
                        "endpoint-connection-refused",
                        "authz-implicit-deny",
                        "authz-policy-deny",
                        "rate-limit-local"));
        rows.put(
                "uh-no-healthy-upstream",
                List.of(
                        "no-ready-endpoints",
                        "no-healthy-upstream",
                        "outlier-ejection-all-hosts",
                        "application-error-via-upstream",
                        "envoy-upstream-dns-failure",
                        "registry-only-blackhole"));
        rows.put("uo-overflow", List.of("circuit-breaker-overflow", "application-error-via-upstream"));
        rows.put("slow-and-all-200", List.of("connection-pool-queueing", "slow-application"));
        rows.put(
                "upe-protocol-error",
                List.of("gateway-h2-upgrade-mismatch", "http-port-non-http-app", "response-headers-too-large"));
        rows.put("certificate-has-expired", List.of("istio-workload-cert-expired", "istio-root-ca-expired"));
        rows.put(
                "self-signed-certificate-in-chain",
                List.of("istio-root-mismatch-within-mesh", "istio-root-ca-expired"));
        rows.put("san-matcher", List.of("san-mismatch", "trust-domain-mismatch"));
        rows.put("istiod-certificate-expired", List.of("istio-root-ca-expired", "istio-intermediate-ca-expired"));
        rows.put(
                "failed-create",
                List.of(
                        "injection-webhook-no-endpoints",
                        "injection-webhook-cabundle-mismatch",
                        "pod-security-blocks-init",
                        "pods-cannot-be-created"));
        rows.put("istiod-pod-not-running", List.of("node-disk-pressure", "istiod-crashloop", "istiod-unavailable"));
        rows.put("pods-without-sidecar", List.of("revision-tag-mismatch", "linkerd-proxy-injector-down"));
        rows.put("block-all", List.of("registry-only-blackhole", "sidecar-egress-scope"));
        rows.put("passthrough-to-service", List.of("sidecar-egress-scope", "upstream-connection-failure"));
        rows.put("warming-clusters", List.of("xds-nack", "sds-secret-not-delivered"));
        rows.put("unauthenticated", List.of("workload-csr-rejected"));
        rows.put("analyze-errors", List.of("subset-selects-no-pods"));
        rows.put("ambient-401", List.of("authz-policy-deny", "authz-implicit-deny", "waypoint-missing"));
        rows.put(
                "ambient-15008-refused",
                List.of(
                        "ztunnel-not-ready",
                        "ambient-pod-not-captured",
                        "waypoint-not-ready",
                        "endpoint-connection-refused"));
        rows.put("ambient-denied-without-policy", List.of("mtls-strict-plaintext-client", "ambient-pod-not-captured"));
        rows.put(
                "linkerd-502",
                List.of(
                        "endpoint-connection-refused",
                        "linkerd-502-connect-error",
                        "networkpolicy-blocks-linkerd-4143"));
        rows.put(
                "linkerd-requests-hang",
                List.of("linkerd-policy-controller-down", "linkerd-destination-unavailable", "slow-application"));
        rows.put(
                "linkerd-fail-fast",
                List.of(
                        "no-ready-endpoints",
                        "linkerd-breaker-tripped",
                        "linkerd-proxy-not-ready",
                        "networkpolicy-blocks-linkerd-4143",
                        "linkerd-issuer-expired",
                        "linkerd-loadshed"));
        rows.put("linkerd-certificate-expired", List.of("linkerd-issuer-expired", "clock-skew"));
        rows.put("linkerd-some-502", List.of("linkerd-502-connect-error"));
        rows.put("linkerd-403", List.of("linkerd-policy-deny", "linkerd-proxy-not-injected"));
        rows.put("ambient-none-allowed", List.of("authz-service-port-instead-of-workload-port", "authz-implicit-deny"));
        rows.put("ambient-no-healthy-upstream", List.of("no-ready-endpoints"));
        rows.put("ambient-503", List.of("endpoint-connection-refused"));
        rows.put(
                "ambient-ztunnel-never-ready",
                List.of(
                        "xds-nack",
                        "ztunnel-not-ready",
                        "istiod-unavailable",
                        "istio-ca-root-cert-stale",
                        "workload-csr-rejected"));
        rows.put("two-unrelated-faults", List.of("circuit-breaker-overflow"));
        return rows;
    }
}
