package dev.meshdx.diagnosis;

import dev.meshdx.diagnosis.Picture.HeldCertificate;
import dev.meshdx.facts.Certificate;
import dev.meshdx.facts.FactBase;
import dev.meshdx.facts.Subject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The certificates of a capture, each once however many hold it. */
final class Certificates {

    private static final double ENDING = 0.1;

    private Certificates() {}

    static List<HeldCertificate> of(FactBase base) {
        Map<String, List<Certificate>> held = new LinkedHashMap<>();
        for (Certificate certificate : base.of(Certificate.class)) {
            held.computeIfAbsent(identity(certificate), key -> new ArrayList<>())
                    .add(certificate);
        }
        return held.values().stream()
                .map(Certificates::once)
                .sorted(Comparator.comparing(HeldCertificate::notAfter)
                        .thenComparing(HeldCertificate::role)
                        .thenComparing(HeldCertificate::holder))
                .toList();
    }

    private static HeldCertificate once(List<Certificate> same) {
        Certificate first = same.get(0);
        var holders = new TreeSet<Subject>();
        same.forEach(certificate -> holders.add(certificate.subject()));
        String name = !first.subjectName().isEmpty()
                ? first.subjectName()
                : first.sans().isEmpty() ? "" : first.sans().get(0);
        return new HeldCertificate(
                holders.first(),
                holders.size(),
                first.role(),
                name,
                first.notBefore(),
                first.notAfter(),
                state(first),
                first.remainingHours(),
                first.origin());
    }

    /** Serial numbers are unique per issuer only. */
    private static String identity(Certificate one) {
        return one.cluster() + " " + one.role() + " "
                + (one.fingerprint().isEmpty()
                        ? one.serial() + " " + one.signedBy() + " " + one.notBefore() + " " + one.notAfter()
                        : one.fingerprint());
    }

    private static String state(Certificate one) {
        if (one.expired()) {
            return "expired";
        }
        if (one.notYetValid()) {
            return "not-yet-valid";
        }
        return one.remainingFraction() <= ENDING ? "ending" : "valid";
    }
}
