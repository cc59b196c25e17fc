package dev.meshdx.report;

import dev.meshdx.diagnosis.Picture.HeldCertificate;
import dev.meshdx.diagnosis.Report;
import dev.meshdx.diagnosis.Report.Diagnosis;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The report as Prometheus' text format, for the textfile collector of node_exporter. Labels have the values of the report
 * only, and no time of the run, so that the same report gives the same bytes.
 */
final class PrometheusReport {

    private static final List<String> SEVERITIES = List.of("critical", "high", "medium", "low", "info");
    private static final List<String> VERDICTS = List.of("findings", "healthy", "undecidable");

    private final Report report;
    private final Appendable out;

    PrometheusReport(Report report, Appendable out) {
        this.report = report;
        this.out = out;
    }

    void write() throws IOException {
        gauge("meshdx_build_info", "Version of meshdx that wrote this report.");
        sample(
                "meshdx_build_info",
                Map.of("version", Terminal.clean(report.tool().version())),
                1);
        gauge("meshdx_verdict", "1 for the verdict of the report: findings, healthy or undecidable.");
        for (String verdict : VERDICTS) {
            sample(
                    "meshdx_verdict",
                    Map.of("verdict", verdict),
                    report.verdict().equals(verdict) ? 1 : 0);
        }
        if (!report.capture().timeFrom().equals("unknown")) {
            gauge("meshdx_capture_timestamp_seconds", "Time of the capture.");
            sample(
                    "meshdx_capture_timestamp_seconds",
                    Map.of(),
                    report.capture().time().getEpochSecond());
        }
        gauge("meshdx_findings", "Number of diagnoses, by severity and whether another diagnosis explains them.");
        for (String severity : SEVERITIES) {
            for (boolean root : new boolean[] {true, false}) {
                var labels = labels();
                labels.put("severity", severity);
                labels.put("root", String.valueOf(root));
                sample("meshdx_findings", labels, count(severity, root));
            }
        }
        gauge("meshdx_undecided", "Number of failure modes that the capture cannot decide.");
        sample("meshdx_undecided", Map.of(), report.undecided().size());
        gauge("meshdx_ruled_out", "Number of failure modes that the capture rules out.");
        sample("meshdx_ruled_out", Map.of(), report.ruledOut().size());
        findings();
        certificates();
    }

    private long count(String severity, boolean root) {
        return report.diagnoses().stream()
                .filter(found -> found.severity().equals(severity) && found.isRoot() == root)
                .count();
    }

    private void findings() throws IOException {
        if (report.diagnoses().isEmpty()) {
            return;
        }
        gauge("meshdx_finding_certainty_ratio", "Probability that the failure mode is present in the subject.");
        var certainties = new LinkedHashMap<Map<String, String>, Double>();
        for (Diagnosis found : report.diagnoses()) {
            var labels = labels();
            labels.put("id", found.id());
            labels.put("severity", found.severity());
            labels.put("root", String.valueOf(found.isRoot()));
            labels.put("cluster", Terminal.clean(found.subject().cluster()));
            labels.put("namespace", Terminal.clean(found.subject().namespace()));
            labels.put("kind", Terminal.clean(found.subject().kind()));
            labels.put("name", Terminal.clean(found.subject().name()));
            certainties.merge(labels, found.certainty(), Math::max);
        }
        samples("meshdx_finding_certainty_ratio", certainties);
    }

    private void certificates() throws IOException {
        List<HeldCertificate> certificates = report.picture().certificates();
        if (certificates.isEmpty()) {
            return;
        }
        gauge("meshdx_certificate_expiry_timestamp_seconds", "End of the validity of a captured certificate.");
        var ends = new LinkedHashMap<Map<String, String>, Double>();
        for (HeldCertificate certificate : certificates) {
            var labels = labels();
            labels.put("cluster", Terminal.clean(certificate.holder().cluster()));
            labels.put("namespace", Terminal.clean(certificate.holder().namespace()));
            labels.put("kind", Terminal.clean(certificate.holder().kind()));
            labels.put("name", Terminal.clean(certificate.holder().name()));
            labels.put("role", Terminal.clean(certificate.role()));
            // Of several with the same labels the first to end counts.
            ends.merge(labels, (double) certificate.notAfter().getEpochSecond(), Math::min);
        }
        samples("meshdx_certificate_expiry_timestamp_seconds", ends);
    }

    private static Map<String, String> labels() {
        return new LinkedHashMap<>();
    }

    /** Samples whose labels differ: a series that stands twice makes the whole file unreadable. */
    private void samples(String name, Map<Map<String, String>, Double> values) throws IOException {
        for (Map.Entry<Map<String, String>, Double> value : values.entrySet()) {
            sample(name, value.getKey(), value.getValue());
        }
    }

    private void gauge(String name, String help) throws IOException {
        out.append("# HELP ").append(name).append(' ').append(help).append('\n');
        out.append("# TYPE ").append(name).append(" gauge\n");
    }

    private void sample(String name, Map<String, String> labels, double value) throws IOException {
        out.append(name);
        String separator = "{";
        for (Map.Entry<String, String> label : labels.entrySet()) {
            out.append(separator).append(label.getKey()).append("=\"");
            out.append(escaped(label.getValue())).append('"');
            separator = ",";
        }
        out.append(labels.isEmpty() ? " " : "} ").append(Numbers.rounded(value)).append('\n');
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
