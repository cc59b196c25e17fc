package dev.meshdx.criteria;

import dev.meshdx.criteria.Criterion.State;
import dev.meshdx.facts.Certificate;
import dev.meshdx.facts.ResponseFlagCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** V7: a CA certificate was replaced between two captures, and no request paid for it. */
final class RotationWithoutErrors extends Check {

    private static final Set<String> CA_ROLES = Set.of("root", "intermediate", "issuer", "trust-anchor");
    private static final double MAX_RISE = 0.001;

    RotationWithoutErrors() {
        super(
                "V7",
                "Certificate rotation without interruption",
                "no TLS failure that was not there before, share of 5xx up by less than 0.1 points",
                "kubectl get configmap istio-ca-root-cert -n istio-system -o yaml",
                "kubectl logs deployment/istio-ingressgateway -n istio-system -c istio-proxy --tail=2000");
    }

    @Override
    Criterion judge(Seen after, Optional<Seen> before) {
        if (before.isEmpty()) {
            return unknown("one capture only; a rotation shows between two");
        }
        Set<String> old = authorities(before.get());
        Set<String> now = authorities(after);
        if (old.isEmpty() || now.isEmpty()) {
            return unknown("CA certificates are not in both captures");
        }
        Set<String> fresh = new TreeSet<>(now);
        fresh.removeAll(old);
        if (fresh.isEmpty()) {
            return notApplicable("no CA certificate was replaced between the captures");
        }
        Calls callsBefore = Calls.of(before.get());
        Calls callsAfter = Calls.of(after);
        if (callsBefore.total == 0 || callsAfter.total == 0) {
            return unknown(fresh.size() + " CA certificates replaced; access logs are not in both captures");
        }
        List<String> offenders = new ArrayList<>();
        double rise = callsAfter.errorShare() - callsBefore.errorShare();
        if (rise >= MAX_RISE) {
            offenders.add(String.format(
                    Locale.ROOT,
                    "5xx: %.2f%% of requests before, %.2f%% after",
                    callsBefore.errorShare() * 100,
                    callsAfter.errorShare() * 100));
        }
        if (callsAfter.tls > 0 && callsBefore.tls == 0) {
            offenders.add(callsAfter.tls + " TLS failures after the rotation, none before");
        }
        return result(
                offenders.isEmpty() ? State.PASS : State.FAIL,
                fresh.size() + " CA certificates replaced; 5xx "
                        + String.format(Locale.ROOT, "%+.2f points", rise * 100),
                offenders);
    }

    private static Set<String> authorities(Seen seen) {
        Set<String> serials = new TreeSet<>();
        for (Certificate certificate : seen.of(Certificate.class)) {
            if (CA_ROLES.contains(certificate.role()) && !certificate.serial().isEmpty()) {
                serials.add(certificate.role() + " " + certificate.serial());
            }
        }
        return serials;
    }

    /** Requests of all access logs; a line with two flags counts once. */
    private record Calls(long total, long errors, long tls) {

        static Calls of(Seen seen) {
            long total = 0;
            long errors = 0;
            long tls = 0;
            for (ResponseFlagCount calls : seen.of(ResponseFlagCount.class)) {
                if (!calls.flags().startsWith(calls.flag())) {
                    continue;
                }
                total += calls.count();
                errors += calls.code() >= 500 ? calls.count() : 0;
                tls += calls.transportFailure().contains("CERTIFICATE") ? calls.count() : 0;
            }
            return new Calls(total, errors, tls);
        }

        double errorShare() {
            return (double) errors / total;
        }
    }
}
