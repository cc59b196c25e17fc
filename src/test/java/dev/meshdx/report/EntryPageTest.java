package dev.meshdx.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshdx.diagnosis.Report.Command;
import dev.meshdx.report.KnowledgePage.Announcement;
import dev.meshdx.report.KnowledgePage.Claim;
import dev.meshdx.report.KnowledgePage.Clue;
import dev.meshdx.report.KnowledgePage.Threshold;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntryPageTest {

    @Test
    void showsTheWholeEntry() throws IOException {
        Approved.check("entry.80", page(full(), 80));
        Approved.check("entry.160", page(full(), 160));
    }

    @Test
    void leavesOutWhatTheEntryDoesNotSay() throws IOException {
        var bare = new KnowledgePage(
                "node-not-ready",
                "Node is not ready",
                "stable",
                "",
                "high",
                "infra",
                List.of(),
                "{node} is not ready.",
                "",
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                "",
                "",
                "estimate",
                List.of(),
                "",
                List.of(),
                "",
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
        assertThat(page(bare, 80)).isEqualTo("""
                Node is not ready
                node-not-ready · HIGH · infra · stable · Kubernetes

                In short
                   {node} is not ready.
                """);
    }

    @Test
    void timesSayWhoseTheyAre() {
        assertThat(Phrases.effort("days", "hours", "seed", List.of("envoy")))
                .containsExactly(
                        "to identify: days", "to fix: hours (both claimed by the source document)", "needs: envoy");
        assertThat(Phrases.effort("", "15 min", "estimate", List.of())).containsExactly("to fix: 15 min (estimated)");
        assertThat(Phrases.effort("", "", "seed", List.of())).isEmpty();
    }

    private static KnowledgePage full() {
        return new KnowledgePage(
                "istio-root-ca-expired",
                "Mesh root CA certificate expired",
                "experimental",
                "2 conditions are untested.",
                "critical",
                "identity",
                List.of("istio-sidecar", "istio-ambient"),
                "The root certificate of mesh {mesh} expired {age} before the capture, so no proxy trusts any other.",
                "Every workload certificate chains to this root. Once it is past its end, each mTLS handshake fails verification,"
                        + " and istiod signs certificates that nobody accepts.",
                List.of(
                        "proxy-not-ready",
                        "tls-handshake-failure",
                        "upstream-connection-failure",
                        "workload-csr-rejected"),
                List.of(),
                List.of(
                        new Clue("istio-root-ca-expired", "conclusive", "Root certificate {name} ended {notAfter}"),
                        new Clue(
                                "istio-root-ca-expired.log",
                                "strong",
                                "{count} workloads logged CERTIFICATE_VERIFY_FAILED:" + " certificate has expired"),
                        new Clue("istio-root-ca-expired.one-node", "weak-against", "")),
                List.of(new Command(
                        "istioctl proxy-config secret {pod}.{namespace} -o json",
                        "read-only",
                        "Show the root that a running proxy holds")),
                List.of(
                        new Command(
                                "kubectl -n istio-system create secret generic cacerts --from-file=root-cert.pem"
                                        + " --from-file=ca-cert.pem --from-file=ca-key.pem --from-file=cert-chain.pem --dry-run=client"
                                        + " -o yaml | kubectl apply -f -",
                                "disruptive",
                                "Put a new root into Secret cacerts"),
                        new Command(
                                "",
                                "disruptive",
                                "When one restarted pod has a valid certificate, restart workloads"
                                        + " namespace by namespace")),
                List.of(new Command(
                        "istioctl proxy-config rootca-compare {pod}.{namespace} {pod2}.{namespace2}",
                        "read-only",
                        "Both pods trust the same root")),
                "2-4 h",
                "1-3 h",
                "estimate",
                List.of("TLS", "Istio"),
                "Every call between services fails until it is fixed.",
                List.of(
                        new Announcement(
                                "IstioRootCaExpires7d",
                                "critical",
                                "min(citadel_server_root_cert_expiry_timestamp) - time() < 7 * 86400",
                                "istiod port 15014"),
                        new Announcement(
                                "IstioRootCaExpired",
                                "critical",
                                "min(citadel_server_root_cert_expiry_timestamp) - time() < 0",
                                "istiod port 15014")),
                "",
                List.of("The capture's clock is wrong", "The mesh is switched off"),
                List.of("istio.io:docs/ops/configuration/security/root-transition"),
                List.of("KIA0001"),
                List.of(
                        new Claim(
                                List.of(12, 64),
                                "wrong",
                                "Certificates expire exactly 365 days after an installation with Istio's defaults.",
                                "A root that istiod made lives ten years and renews itself."),
                        new Claim(
                                List.of(16),
                                "unverifiable",
                                "An outage of three hours cost two million dollars.",
                                "No public account of it was found.")),
                List.of(new Threshold(
                        "istio-root-ca-expired.grace", "24 hours", "A root that ended less than this ago is new.")));
    }

    private static String page(KnowledgePage entry, int width) throws IOException {
        var out = new StringBuilder();
        EntryPage.write(entry, Style.plain(width), out);
        return out.toString();
    }
}
