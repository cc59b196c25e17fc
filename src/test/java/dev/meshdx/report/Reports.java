package dev.meshdx.report;

import dev.meshdx.diagnosis.Report;
import dev.meshdx.diagnosis.Report.Capture;
import dev.meshdx.diagnosis.Report.Command;
import dev.meshdx.diagnosis.Report.Diagnosis;
import dev.meshdx.diagnosis.Report.Evidence;
import dev.meshdx.diagnosis.Report.Mesh;
import dev.meshdx.diagnosis.Report.Missing;
import dev.meshdx.diagnosis.Report.NextStep;
import dev.meshdx.diagnosis.Report.Pack;
import dev.meshdx.diagnosis.Report.Proof;
import dev.meshdx.diagnosis.Report.Reach;
import dev.meshdx.diagnosis.Report.Tool;
import dev.meshdx.diagnosis.Report.Undecided;
import dev.meshdx.facts.CapturedFile;
import dev.meshdx.facts.Coverage;
import dev.meshdx.facts.Origin;
import dev.meshdx.facts.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reports to render in tests. */
final class Reports {

    private static final Tool TOOL = new Tool("0.1.0", List.of(new Pack("core", "1.4.0", "9f2c".repeat(16))));
    private static final List<String> SERVICES = List.of(
            "cart",
            "catalogue",
            "checkout",
            "currency",
            "email",
            "frontend",
            "payment",
            "ratings",
            "recommendations",
            "reviews",
            "shipping",
            "stock");

    private Reports() {}

    /** An expired root certificate that explains 27 of 28 findings. */
    static Report oneRootWithEffects() {
        var found = new ArrayList<Diagnosis>();
        found.add(expiredRoot());
        found.add(effect(
                "d2", "workload-csr-rejected", "d1", Subject.of("prod-eu", "istio-system", "Deployment", "istiod")));
        for (String service : SERVICES) {
            Subject workload = Subject.workload("prod-eu", "shop", service, "");
            found.add(effect("d" + (found.size() + 1), "tls-handshake-failure", "d1", workload));
        }
        String firstHandshake = "d3";
        for (String service : SERVICES.subList(0, 9)) {
            Subject workload = Subject.workload("prod-eu", "shop", service, "");
            found.add(effect("d" + (found.size() + 1), "upstream-connection-failure", firstHandshake, workload));
        }
        for (String service : SERVICES.subList(2, 7)) {
            Subject workload = Subject.workload("prod-eu", "shop", service, "");
            found.add(effect("d" + (found.size() + 1), "proxy-not-ready", "d2", workload));
        }
        return new Report(
                TOOL,
                capture(),
                "1 root cause explains 27 other findings: the mesh root certificate has expired.",
                "findings",
                found,
                List.of(
                        new Undecided(
                                "clock-skew",
                                "Node clocks disagree",
                                "high",
                                0.22,
                                List.of(new Missing("Lease", "kubectl get leases -n kube-node-lease -o yaml"))),
                        new Undecided(
                                "conntrack-full",
                                "Connection tracking table is full",
                                "high",
                                0.08,
                                List.of(new Missing(
                                        "node-metrics", "kubectl get --raw /api/v1/nodes/n1/proxy/metrics"))),
                        new Undecided("mtu-mismatch", "MTU differs along the path", "medium", 0.01, List.of())),
                List.of("istio-root-mismatch-within-mesh", "networkpolicy-blocks-traffic"),
                List.of(
                        new NextStep(
                                "kubectl get leases -n kube-node-lease -o yaml", "Lease", List.of("clock-skew"), 0.71),
                        new NextStep(
                                "istioctl proxy-config secret cart-7d9c5b6f4-x2x7q.shop -o json",
                                "certs",
                                List.of("istio-workload-cert-expired", "trust-domain-mismatch"),
                                0.33333333)),
                List.of(),
                List.of());
    }

    /** The expired root, and a workload that has nothing to do with it. */
    static Report twoRoots() {
        Report one = oneRootWithEffects();
        var found = new ArrayList<>(one.diagnoses());
        found.add(missingSubset());
        return new Report(
                one.tool(),
                one.capture(),
                "2 root causes explain 27 other findings.",
                "findings",
                found,
                one.undecided(),
                one.ruledOut(),
                List.of(),
                List.of(),
                List.of("Pack acme-rules was not loaded: pack.yaml has no version."));
    }

    static Report healthy() {
        return new Report(
                TOOL,
                capture(),
                "No failure mode was found.",
                "healthy",
                List.of(),
                List.of(),
                List.of("istio-root-ca-expired", "tls-handshake-failure"),
                List.of(),
                List.of(),
                List.of());
    }

    static Report undecidable() {
        var capture = new Capture(
                List.of("empty.tar.gz"),
                List.of(),
                List.of(),
                Instant.EPOCH,
                "unknown",
                List.of(),
                List.of(),
                List.of(
                        new CapturedFile("dump/core", "unrecognised", "", "", 4096),
                        new CapturedFile("pods.yaml", "unreadable", "", "the file is empty", 0)));
        return new Report(
                TOOL,
                capture,
                "no file of the capture could be read as part of a cluster.",
                "undecidable",
                List.of(),
                List.of(),
                List.of(),
                List.of(new NextStep(
                        "kubectl get pods -A -o yaml",
                        "Pod",
                        List.of("proxy-oomkilled", "istiod-crashloop", "sidecar-not-injected"),
                        4.2)),
                List.of(),
                List.of());
    }

    /** A report in which everything that comes from a capture is the given text. */
    static Report of(String text) {
        Subject subject = Subject.of(text, text, text, text);
        var evidence = evidence("rule", text, "strong", 13, List.of(new Proof(text, text, text, 3, "")));
        var command = new Command("kubectl get " + text, "read-only", text);
        var root = diagnosis(
                "d1",
                1,
                "clock-skew",
                text,
                "high",
                0.5,
                "",
                "root",
                subject,
                new Reach(1, 0, 0),
                List.of("d2"),
                text,
                text,
                List.of(evidence),
                List.of(command),
                List.of(command),
                List.of(command));
        var capture = new Capture(
                List.of(text),
                List.of(text),
                List.of(text),
                Instant.EPOCH,
                text,
                List.of(new Mesh(text, "envoy", text, text, text)),
                List.of(new Coverage(text, text, "", "absent", 0, Origin.DERIVED)),
                List.of(new CapturedFile(text, "unreadable", "", text, 0)));
        return new Report(
                TOOL,
                capture,
                text,
                "findings",
                List.of(root, effect("d2", "mtu-mismatch", "d1", subject)),
                List.of(new Undecided("mtu-mismatch", text, "low", 0.5, List.of(new Missing(text, text)))),
                List.of(),
                List.of(new NextStep(text, text, List.of("mtu-mismatch"), 1)),
                List.of(),
                List.of(text));
    }

    /** That many roots that have nothing to do with each other. */
    static Report roots(int count) {
        Report two = twoRoots();
        var found = new ArrayList<Diagnosis>();
        for (int rank = 1; rank <= count; rank++) {
            Subject subject = Subject.workload("prod-eu", "shop", "workload-" + rank, "");
            found.add(diagnosis(
                    "d" + rank,
                    rank,
                    "proxy-oomkilled",
                    "Proxy killed for memory",
                    "high",
                    0.8,
                    "",
                    "root",
                    subject,
                    new Reach(1, 1, 3),
                    List.of(),
                    "Proxies of " + subject + " were killed.",
                    "",
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of()));
        }
        return new Report(
                two.tool(),
                two.capture(),
                count + " root causes.",
                "findings",
                found,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private static Capture capture() {
        var coverage = new ArrayList<Coverage>();
        coverage.add(coverage("Pod", "complete", 391));
        coverage.add(coverage("Service", "complete", 120));
        coverage.add(coverage("DestinationRule", "complete", 12));
        coverage.add(coverage("VirtualService", "complete", 18));
        coverage.add(coverage("Secret", "redacted", 0));
        coverage.add(coverage("proxy-log", "partial", 40));
        coverage.add(coverage("Lease", "absent", 0));
        coverage.add(coverage("config-dump", "absent", 0));
        return new Capture(
                List.of("bug-report.tar.gz"),
                List.of("istio-bug-report"),
                List.of("prod-eu"),
                Instant.parse("2025-11-23T02:41:07Z"),
                "newest event",
                List.of(new Mesh("prod-eu", "istio-sidecar", "1.24.1", "", "istio-system")),
                coverage,
                List.of(
                        new CapturedFile("cluster/pods.yaml", "read", "yaml", "", 1_200_000),
                        new CapturedFile("cluster/secrets.yaml", "read", "yaml", "", 12_000),
                        new CapturedFile("istio/istiod.log", "partly-read", "log", "cut after line 40112", 9_000_000),
                        new CapturedFile(
                                "proxies/shop/cart/certs", "unreadable", "", "not JSON: \"error: timed out\"", 120),
                        new CapturedFile("cluster/notes.docx", "unrecognised", "", "", 50_000),
                        new CapturedFile("bug-report.log", "not-needed", "", "", 5_000)));
    }

    private static Coverage coverage(String kind, String state, int count) {
        return new Coverage("prod-eu", kind, "", state, count, Origin.DERIVED);
    }

    private static Diagnosis expiredRoot() {
        return diagnosis(
                "d1",
                1,
                "istio-root-ca-expired",
                "Mesh root CA certificate expired",
                "critical",
                0.9987,
                "",
                "root",
                Subject.of("prod-eu", "", "Mesh", "istio"),
                new Reach(12, 143, 391),
                List.of("d2", "d3", "d4", "d5", "d6", "d7", "d8", "d9", "d10", "d11", "d12", "d13", "d14"),
                "The root certificate of mesh istio expired 3 h 31 min before the capture, so no proxy trusts any other.",
                "Every workload certificate chains to this root. Once it is past its end, each mTLS handshake fails"
                        + " verification, and istiod signs certificates that nobody accepts.",
                List.of(
                        evidence(
                                "istio-root-ca-expired",
                                "Root certificate \"O=cluster.local\" ended 2025-11-22T23:10:00Z",
                                "conclusive",
                                30,
                                List.of(new Proof(
                                        "Certificate",
                                        "Secret istio-system/cacerts",
                                        "cluster/secrets.yaml",
                                        212,
                                        ""))),
                        evidence(
                                "istio-root-ca-expired.log",
                                "12 workloads logged CERTIFICATE_VERIFY_FAILED: certificate has expired",
                                "strong",
                                13,
                                List.of(
                                        new Proof(
                                                "LogSignature",
                                                "Workload shop/cart",
                                                "proxies/shop/cart/istio-proxy.log",
                                                88,
                                                ""),
                                        new Proof(
                                                "LogSignature",
                                                "Workload shop/email",
                                                "proxies/shop/email/istio-proxy.log",
                                                71,
                                                ""))),
                        evidence(
                                "istio-root-ca-expired.metric",
                                "istiod reports a root that ended 3 h 31 min ago",
                                "strong",
                                13,
                                List.of(new Proof(
                                        "MetricSample",
                                        "Deployment istio-system/istiod",
                                        "istio/istiod/metrics",
                                        1204,
                                        ""))),
                        evidence(
                                "istio-root-ca-expired.proxy",
                                "Proxy shop/cart holds 0 days of the root",
                                "weak",
                                3,
                                List.of(new Proof(
                                        "Certificate",
                                        "Pod shop/cart-7d9c5b6f4-x2x7q",
                                        "proxies/shop/cart/certs.json",
                                        0,
                                        "/certificates/0/ca_cert/0"))),
                        evidence(
                                "istio-root-ca-expired.one-node",
                                "3 of 15 nodes logged no failure",
                                "weak-against",
                                -3,
                                List.of(new Proof("HostHealth", "Node n3", "", 0, "")))),
                List.of(
                        new Command(
                                "istioctl proxy-config secret cart-7d9c5b6f4-x2x7q.shop -o json",
                                "read-only",
                                "Show the root that a running proxy holds"),
                        new Command(
                                "kubectl -n istio-system get secret cacerts -o jsonpath='{.data.root-cert\\.pem}'"
                                        + " | base64 -d | openssl x509 -noout -enddate",
                                "read-only",
                                "Show when the root in the Secret ends")),
                List.of(
                        new Command(
                                "kubectl -n istio-system create secret generic cacerts --from-file=root-cert.pem"
                                        + " --from-file=ca-cert.pem --from-file=ca-key.pem --from-file=cert-chain.pem --dry-run=client"
                                        + " -o yaml | kubectl apply -f -",
                                "disruptive",
                                "Put a new root and intermediate into Secret cacerts; root-cert.pem holds the old root and the"
                                        + " new one"),
                        new Command(
                                "kubectl -n istio-system rollout restart deployment/istiod",
                                "disruptive",
                                "Restart istiod"),
                        new Command(
                                "",
                                "disruptive",
                                "When one restarted pod has a valid certificate, restart workloads namespace by namespace")),
                List.of(new Command(
                        "istioctl proxy-config rootca-compare cart-7d9c5b6f4-x2x7q.shop email-5f7c8d-abcde.shop",
                        "read-only",
                        "Both pods trust the same root")));
    }

    private static Diagnosis missingSubset() {
        return diagnosis(
                "d29",
                2,
                "dr-missing-subset",
                "Route to a subset that no DestinationRule defines",
                "high",
                0.93,
                "",
                "root",
                Subject.of("prod-eu", "blog", "VirtualService", "posts"),
                new Reach(1, 1, 0),
                List.of(),
                "VirtualService blog/posts sends 10% of requests to subset v2 of posts, which no DestinationRule defines.",
                "Envoy has no cluster for the subset and answers 503 with flag NC.",
                List.of(evidence(
                        "dr-missing-subset",
                        "The route at weight 10 names subset v2; posts has only v1",
                        "very-strong",
                        20,
                        List.of(new Proof(
                                "RouteDestination",
                                "VirtualService blog/posts",
                                "cluster/virtualservices.yaml",
                                57,
                                "")))),
                List.of(),
                List.of(
                        new Command("kubectl -n blog edit destinationrule posts", "safe", "Define subset v2"),
                        new Command("", "safe", "Or take the route out")),
                List.of());
    }

    private static Diagnosis effect(String ref, String id, String cause, Subject subject) {
        return diagnosis(
                ref,
                0,
                id,
                "Title of " + id,
                "high",
                0.95,
                cause,
                "symptom",
                subject,
                new Reach(1, 1, 1),
                List.of(),
                "What " + subject + " suffers.",
                "",
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private static Evidence evidence(String rule, String statement, String weight, int decibans, List<Proof> facts) {
        return new Evidence(rule, statement, weight, decibans, facts, facts.size() > 1 ? 10 : 0);
    }

    private static Diagnosis diagnosis(
            String ref,
            int rank,
            String id,
            String title,
            String severity,
            double certainty,
            String explainedBy,
            String kind,
            Subject subject,
            Reach reach,
            List<String> explains,
            String summary,
            String why,
            List<Evidence> evidence,
            List<Command> confirm,
            List<Command> fix,
            List<Command> verify) {
        var factors = new LinkedHashMap<String, Double>(Map.of("certainty", certainty));
        factors.put("severity", 4.0);
        factors.put("reach", 2.56789);
        return new Diagnosis(
                ref,
                rank,
                id,
                title,
                severity,
                certainty,
                certainty * 4 * 2.56789,
                factors,
                kind,
                "istio-sidecar",
                "identity",
                subject,
                List.of(),
                reach,
                explains,
                explainedBy,
                summary,
                why,
                evidence,
                confirm,
                fix,
                verify,
                "2-4 h",
                "1-3 h",
                "estimate",
                List.of("TLS", "Istio"),
                List.of("A test mesh that is switched off"),
                List.of("istio.io:docs/ops/configuration/security/root-transition"));
    }
}
