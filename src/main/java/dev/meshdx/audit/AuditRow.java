package dev.meshdx.audit;

import dev.meshdx.facts.Subject;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * One line of an audit: the same columns in JSON lines, CSV and Parquet, on one machine and from Spark. A text that does not
 * apply to the kind of record is empty, a number 0. Moments are ISO-8601 in UTC, empty when unknown.
 *
 * @param record capture, finding, undecided, certificate or mesh
 * @param capture name of the capture: its path as given or found
 * @param digest SHA-256 of the capture's content, lower-case hexadecimal; empty when it could not be read
 * @param time capture time
 * @param cluster cluster; the capture's name where the capture does not tell
 * @param id failure mode of a finding or an undecided one; serial number of a certificate; kind of a mesh
 * @param title title of the failure mode
 * @param severity info, low, medium, high or critical
 * @param certainty probability that the failure mode is present, 0 to 1
 * @param role of a finding: root or explained; of a certificate as in the facts; of a mesh its revision
 * @param namespace namespace of the subject
 * @param kind kind of the subject
 * @param name name of the subject
 * @param state of a capture: findings, healthy, undecidable or broken; of a finding: accepted by the site, else found, or against
 *     a baseline new, still, gone or not-judged (it was there before and this audit could not tell)
 * @param since of a finding: earliest moment that evidence or a baseline gives
 * @param until end of a certificate's validity, of a mesh version's support or of an acceptance
 * @param days whole days from the capture time to {@code until}, negative when it has passed; 0 without {@code until}
 * @param version version of a mesh
 * @param detail why a capture is broken, what an undecided failure mode lacks, the summary of a finding or why it is accepted, the
 *     source of a date
 */
public record AuditRow(
        String record,
        String capture,
        String digest,
        String time,
        String cluster,
        String id,
        String title,
        String severity,
        double certainty,
        String role,
        String namespace,
        String kind,
        String name,
        String state,
        String since,
        String until,
        long days,
        String version,
        String detail) {

    /** Severities from the least to the worst. */
    public static final List<String> SEVERITIES = List.of("info", "low", "medium", "high", "critical");

    /** The order of every output; no two different rows are equal in it. */
    public static final Comparator<AuditRow> ORDER = Comparator.comparing(AuditRow::capture)
            .thenComparing(AuditRow::record)
            .thenComparing(AuditRow::cluster)
            .thenComparing(AuditRow::id)
            .thenComparing(AuditRow::namespace)
            .thenComparing(AuditRow::kind)
            .thenComparing(AuditRow::name)
            .thenComparing(Object::toString);

    /** A finding without the moment and certainty of one capture: what is compared between audits. */
    record Identity(String cluster, String id, String namespace, String kind, String name) {}

    Identity identity() {
        return new Identity(cluster, id, namespace, kind, name);
    }

    /** States of a finding that do not count: it is accepted, no more, or nobody knows. */
    static final Set<String> UNCOUNTED = Set.of("accepted", "gone", "not-judged");

    /** Whether it is a finding that is there now and that nobody accepts. */
    public boolean present() {
        return record.equals("finding") && !UNCOUNTED.contains(state);
    }

    /** A moment for people, to the minute; what is none stays as it is. */
    static String minute(String moment) {
        return moment.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d.*Z")
                ? moment.substring(0, 16).replace('T', ' ')
                : moment;
    }

    /** The subject of a finding or the holder of a certificate, {@code Deployment shop/cart}. */
    String subject() {
        return Subject.of(cluster, namespace, kind, name).toString();
    }

    /** The value of every column in order: a String, a Double or a Long. */
    public List<Object> values() {
        return AuditColumn.ALL.stream().map(column -> column.value(this)).toList();
    }

    /** The same with another state and start. */
    AuditRow with(String otherState, String otherSince) {
        return new AuditRow(
                record,
                capture,
                digest,
                time,
                cluster,
                id,
                title,
                severity,
                certainty,
                role,
                namespace,
                kind,
                name,
                otherState,
                otherSince,
                until,
                days,
                version,
                detail);
    }
}
