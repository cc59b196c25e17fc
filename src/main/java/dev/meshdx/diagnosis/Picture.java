package dev.meshdx.diagnosis;

import dev.meshdx.diagnosis.Report.Evidence;
import dev.meshdx.facts.Excerpt;
import dev.meshdx.facts.FactBase;
import dev.meshdx.facts.Origin;
import dev.meshdx.facts.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What surrounds the findings of a report, for formats that have room for it.
 *
 * @param timeline what happened when, oldest first
 * @param certificates certificates, the first to end first
 * @param calls who calls whom, the sick ones first
 * @param excerpts lines of the capture that evidence was read from
 */
public record Picture(
        List<Moment> timeline, List<HeldCertificate> certificates, List<Call> calls, List<Excerpt> excerpts) {

    /** Nothing was asked for. */
    public static final Picture NONE = new Picture(List.of(), List.of(), List.of(), List.of());

    private static final int MAX_PLACES = 2_000;

    public Picture {
        timeline = List.copyOf(timeline);
        certificates = List.copyOf(certificates);
        calls = List.copyOf(calls);
        excerpts = List.copyOf(excerpts);
    }

    /** The picture of a capture. */
    public static Picture of(FactBase base, List<Excerpt> excerpts) {
        return new Picture(History.of(base), Certificates.of(base), Calls.of(base), excerpts);
    }

    /** The places that an excerpt is worth having of, at most {@value #MAX_PLACES}: those of the first roots. */
    public static Set<Origin> places(Report report) {
        Set<Origin> places = new TreeSet<>();
        report.diagnoses().stream()
                .flatMap(diagnosis -> diagnosis.evidence().stream())
                .map(Evidence::facts)
                .flatMap(List::stream)
                .filter(proof -> !proof.file().isEmpty()
                        && (proof.line() > 0 || !proof.pointer().isEmpty()))
                .map(proof -> new Origin(proof.file(), proof.line(), proof.pointer()))
                .distinct()
                .limit(MAX_PLACES)
                .forEach(places::add);
        return places;
    }

    /**
     * Something that happened.
     *
     * @param time when
     * @param kind restart, certificate, errors, event or change
     * @param subject what it happened to
     * @param what one sentence
     * @param count how often, at least 1
     */
    public record Moment(Instant time, String kind, Subject subject, String what, int count) {}

    /**
     * A captured certificate and who holds it. A certificate that many hold stands once.
     *
     * @param holder the first holder
     * @param holders number of holders
     * @param role role as in {@link dev.meshdx.facts.Certificate}
     * @param name distinguished name or alternative name, empty when unknown
     * @param notBefore start of validity
     * @param notAfter end of validity
     * @param state expired, not-yet-valid, ending (a tenth of its life or less is left) or valid, at the time of the capture
     * @param remainingHours whole hours left, negative when expired
     * @param origin where it was read
     */
    public record HeldCertificate(
            Subject holder,
            int holders,
            String role,
            String name,
            Instant notBefore,
            Instant notAfter,
            String state,
            long remainingHours,
            Origin origin) {}

    /**
     * Calls from one workload to one destination, as access logs or the statistics of proxies show them.
     *
     * @param from caller
     * @param to destination
     * @param requests how many, 0 when only known to be configured
     * @param failed how many of them failed
     * @param flags what they failed with: response flags or status codes, sorted
     */
    public record Call(Subject from, Subject to, long requests, long failed, List<String> flags) {
        public Call {
            flags = List.copyOf(flags);
        }
    }
}
