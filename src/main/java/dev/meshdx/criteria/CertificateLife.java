package dev.meshdx.criteria;

import dev.meshdx.criteria.Criterion.State;
import dev.meshdx.facts.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * V4: no certificate is about to expire. Certificates that live long are judged by the days left, those that are renewed by
 * a machine by the part of their life left.
 */
final class CertificateLife extends Check {

    private static final long FAIL_DAYS = 7;
    private static final long PASS_DAYS = 30;
    private static final Duration SHORT_LIFE = Duration.ofDays(60);
    private static final double PASS_FRACTION = 0.25;
    private static final double FAIL_FRACTION = 0.10;
    private static final long HOURS_PER_DAY = 24;

    CertificateLife() {
        super(
                "V4",
                "Certificates far from expiry",
                "CA, webhook and gateway certificates over 30 days; workload certificates over 25% of their life",
                "kubectl get configmap istio-ca-root-cert -n istio-system -o yaml",
                "istioctl proxy-config secret deployment/istio-ingressgateway -n istio-system -o json",
                "linkerd check -o json");
    }

    @Override
    Criterion judge(Seen after, Optional<Seen> before) {
        List<Certificate> certificates = after.of(Certificate.class).stream()
                .filter(certificate -> !certificate.notAfter().equals(Instant.EPOCH))
                .sorted(Comparator.comparingLong(Certificate::remainingHours))
                .toList();
        if (certificates.isEmpty()) {
            return unknown("no certificate was captured");
        }
        if (!after.timed()) {
            return unknown("the time of the capture is not known");
        }
        List<String> failed = new ArrayList<>();
        List<String> doubtful = new ArrayList<>();
        for (Certificate certificate : certificates) {
            State state = state(certificate);
            if (state != State.PASS) {
                (state == State.FAIL ? failed : doubtful).add(text(certificate));
            }
        }
        List<String> offenders = new ArrayList<>(failed);
        offenders.addAll(doubtful);
        Certificate soonest = certificates.get(0);
        return result(
                !failed.isEmpty() ? State.FAIL : !doubtful.isEmpty() ? State.WARN : State.PASS,
                certificates.size() + " certificates, the first to expire: " + text(soonest),
                offenders);
    }

    private static State state(Certificate certificate) {
        if (certificate.expired() || certificate.notYetValid()) {
            return State.FAIL;
        }
        boolean lifeKnown = !certificate.notBefore().equals(Instant.EPOCH);
        boolean shortLived = lifeKnown
                && Duration.between(certificate.notBefore(), certificate.notAfter())
                                .compareTo(SHORT_LIFE)
                        < 0;
        if (certificate.role().equals("leaf") || shortLived) {
            return !lifeKnown || certificate.remainingFraction() >= PASS_FRACTION
                    ? State.PASS
                    : certificate.remainingFraction() >= FAIL_FRACTION ? State.WARN : State.FAIL;
        }
        long days = certificate.remainingHours() / HOURS_PER_DAY;
        return days > PASS_DAYS ? State.PASS : days > FAIL_DAYS ? State.WARN : State.FAIL;
    }

    private static String text(Certificate certificate) {
        String holder = certificate.namespace().isEmpty()
                ? certificate.holder()
                : certificate.namespace() + "/" + certificate.holder();
        return certificate.role() + " of " + holder + " " + remaining(certificate);
    }

    private static String remaining(Certificate certificate) {
        long hours = certificate.remainingHours();
        if (certificate.notYetValid()) {
            return "is not valid before " + certificate.notBefore();
        }
        if (certificate.expired()) {
            return "expired " + span(-hours) + " ago";
        }
        return String.format(
                Locale.ROOT, "has %s left (%.0f%% of its life)", span(hours), certificate.remainingFraction() * 100);
    }

    private static String span(long hours) {
        return hours >= 2 * HOURS_PER_DAY ? hours / HOURS_PER_DAY + " days" : hours + " h";
    }
}
