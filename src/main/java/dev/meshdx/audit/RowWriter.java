package dev.meshdx.audit;

import dev.meshdx.diagnosis.Report;
import dev.meshdx.facts.CapturedFile;
import dev.meshdx.facts.Certificate;
import dev.meshdx.facts.FactBase;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rows of one judged capture. */
final class RowWriter {

    /** Name that a cluster has when the capture does not tell; many captures would share it. */
    private static final String UNNAMED = "cluster";

    private final String capture;
    private final String digest;
    private final FactBase base;
    private final Report report;
    private final String time;

    RowWriter(String capture, String digest, FactBase base, Report report) {
        this.capture = capture;
        this.digest = digest;
        this.base = base;
        this.report = report;
        this.time = moment(base.time());
    }

    /** The row of a capture that could not be judged at all. */
    static AuditRow broken(String capture, String digest, String reason) {
        return new AuditRow(
                "capture",
                capture,
                digest,
                "",
                capture,
                "",
                "",
                "",
                0,
                "",
                "",
                "",
                "",
                "broken",
                "",
                "",
                0,
                "",
                reason.replace('\n', ' '));
    }

    List<AuditRow> rows() {
        if (base.files().stream().noneMatch(file -> !file.state().equals("unreadable"))) {
            return List.of(broken(capture, digest, unreadable().orElse("it holds no file")));
        }
        Set<AuditRow> rows = new LinkedHashSet<>();
        List<String> clusters = base.clusters().stream().map(this::cluster).toList();
        rows.add(row("capture", clusters.size() == 1 ? clusters.get(0) : capture, "", "", "", "", 0, report.verdict())
                .detail(unreadable().map(reason -> "partly: " + reason).orElse(""))
                .build());
        EvidenceStart start = new EvidenceStart(base);
        for (Report.Diagnosis diagnosis : report.diagnoses()) {
            rows.add(row(
                            "finding",
                            cluster(diagnosis.subject().cluster()),
                            diagnosis.id(),
                            diagnosis.subject().namespace(),
                            diagnosis.subject().kind(),
                            diagnosis.subject().name(),
                            diagnosis.certainty(),
                            "found")
                    .mode(diagnosis.title(), diagnosis.severity(), diagnosis.isRoot() ? "root" : "explained")
                    .since(start.of(diagnosis).map(RowWriter::moment).orElse(""))
                    .detail(diagnosis.summary())
                    .build());
        }
        for (Report.Suppressed accepted : report.site().suppressed()) {
            rows.add(accepted(accepted));
        }
        String only = clusters.size() == 1 ? clusters.get(0) : capture;
        for (Report.Undecided open : report.undecided()) {
            rows.add(row("undecided", only, open.id(), "", "", "", open.certainty(), "undecided")
                    .mode(open.title(), open.severity(), "")
                    .detail(String.join(
                            ", ",
                            open.missing().stream()
                                    .map(Report.Missing::kind)
                                    .sorted()
                                    .toList()))
                    .build());
        }
        base.of(Certificate.class).forEach(certificate -> rows.add(certificate(certificate)));
        report.capture().meshes().forEach(mesh -> rows.add(mesh(mesh)));
        return new ArrayList<>(rows);
    }

    private Optional<String> unreadable() {
        List<CapturedFile> bad = base.files().stream()
                .filter(file ->
                        file.state().equals("unreadable") || file.state().equals("partly-read"))
                .toList();
        return bad.isEmpty()
                ? Optional.empty()
                : Optional.of(bad.get(0).path() + ": " + bad.get(0).reason()
                        + (bad.size() > 1 ? " and " + (bad.size() - 1) + " more files" : ""));
    }

    private AuditRow certificate(Certificate certificate) {
        return row(
                        "certificate",
                        cluster(certificate.cluster()),
                        certificate.serial(),
                        certificate.namespace(),
                        certificate.holderKind(),
                        certificate.holder(),
                        0,
                        "")
                .mode("", "", certificate.role())
                .until(moment(certificate.notAfter()), Math.floorDiv(certificate.remainingHours(), 24L))
                .detail(certificate.subjectName())
                .build();
    }

    private AuditRow mesh(Report.Mesh mesh) {
        RowBuilder row = row("mesh", cluster(mesh.cluster()), mesh.kind(), mesh.namespace(), "", "", 0, "")
                .mode("", "", mesh.revision())
                .version(mesh.version());
        SupportTable.Support support = SupportTable.bundled().of(mesh.kind(), mesh.version());
        support.until().ifPresent(until -> row.until(until.toString(), daysLeft(until)));
        return row.detail(support.source()).build();
    }

    private AuditRow accepted(Report.Suppressed accepted) {
        return row(
                        "finding",
                        cluster(accepted.subject().cluster()),
                        accepted.id(),
                        accepted.subject().namespace(),
                        accepted.subject().kind(),
                        accepted.subject().name(),
                        accepted.certainty(),
                        "accepted")
                .mode(accepted.title(), accepted.severity(), "")
                .until(accepted.until().toString(), daysLeft(accepted.until()))
                .detail(accepted.reason())
                .build();
    }

    /** Whole days from the capture to the end of that day; 0 when the capture does not tell its time. */
    private long daysLeft(LocalDate last) {
        Instant end = last.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        return base.time().isAfter(Instant.EPOCH)
                ? Duration.between(base.time(), end).toDays()
                : 0;
    }

    private RowBuilder row(
            String record,
            String cluster,
            String id,
            String namespace,
            String kind,
            String name,
            double certainty,
            String state) {
        return new RowBuilder(record, capture, digest, time, cluster, id, namespace, kind, name, certainty, state);
    }

    private String cluster(String name) {
        return name.isEmpty() || name.equals(UNNAMED) ? capture : name;
    }

    private static String moment(Instant moment) {
        return moment.isAfter(Instant.EPOCH) ? moment.toString() : "";
    }
}
