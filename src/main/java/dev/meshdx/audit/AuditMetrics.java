package dev.meshdx.audit;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Gauges in Prometheus' text exposition format 0.0.4. */
final class AuditMetrics {

    private AuditMetrics() {}

    static void write(AuditReport report, Appendable out) throws IOException {
        Map<String, Double> captures = new TreeMap<>();
        Map<String, Double> moments = new TreeMap<>();
        for (AuditRow row : report.of("capture")) {
            captures.merge(labels("state", row.state()), 1.0, Double::sum);
            if (!row.time().isEmpty()) {
                double seconds = Instant.parse(row.time()).getEpochSecond();
                moments.merge(labels("cluster", row.cluster()), seconds, Double::max);
            }
        }
        Map<String, Double> findings = new TreeMap<>();
        for (AuditRow row : report.of("finding")) {
            String labels =
                    labels("cluster", row.cluster(), "id", row.id(), "severity", row.severity(), "state", row.state());
            findings.merge(labels, 1.0, Double::sum);
        }
        Map<String, Double> undecided = new TreeMap<>();
        report.of("undecided").forEach(row -> undecided.merge(labels("cluster", row.cluster()), 1.0, Double::sum));
        Map<String, Double> ends = new TreeMap<>();
        for (AuditRow row : report.certificates()) {
            if (!row.until().isEmpty()) {
                double seconds = Instant.parse(row.until()).getEpochSecond();
                ends.merge(labels("cluster", row.cluster(), "role", row.role()), seconds, Double::min);
            }
        }
        family(out, "meshdx_audit_captures", "Captures of the audit by what became of them.", captures);
        family(out, "meshdx_audit_capture_timestamp_seconds", "Time of a cluster's newest capture.", moments);
        family(out, "meshdx_audit_findings", "Findings by failure mode, cluster and state.", findings);
        family(out, "meshdx_audit_undecided", "Failure modes that the captures cannot decide.", undecided);
        family(out, "meshdx_audit_certificate_end_timestamp_seconds", "End of the certificate that ends first.", ends);
    }

    private static void family(Appendable out, String name, String help, Map<String, Double> samples)
            throws IOException {
        out.append("# HELP " + name + ' ' + help + '\n').append("# TYPE " + name + " gauge\n");
        for (Map.Entry<String, Double> sample : samples.entrySet()) {
            out.append(name + sample.getKey() + ' ' + Math.round(sample.getValue()) + '\n');
        }
    }

    private static String labels(String... pairs) {
        StringBuilder labels = new StringBuilder("{");
        for (int at = 0; at < pairs.length; at += 2) {
            labels.append(at == 0 ? "" : ",").append(pairs[at]).append("=\"");
            labels.append(
                    pairs[at + 1].replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"));
            labels.append('"');
        }
        return labels.append('}').toString();
    }
}
