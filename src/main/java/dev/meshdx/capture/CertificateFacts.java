package dev.meshdx.capture;

import dev.meshdx.facts.Certificate;
import dev.meshdx.facts.Fact;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Certificates that proxies and files hold; the same one of the same holder is told once, by the source that knows most
 * of it.
 */
final class CertificateFacts {

    /** Clocks of machines may differ by that much before a certificate counts as not yet valid. */
    private static final Duration SKEW = Duration.ofMinutes(2);

    private static final String SPIFFE = "spiffe://";

    private final Inventory inventory;
    private final ProxyKey.Finder keys;
    private final List<EnvoyEvidence.HeldCertificate> held;
    private final Map<String, String> meshOfFile = new HashMap<>();
    private final Map<ProxyKey, String> meshOfPod = new HashMap<>();

    CertificateFacts(Evidence evidence, Inventory inventory, ProxyKey.Finder keys) {
        this.inventory = inventory;
        this.keys = keys;
        this.held = new ArrayList<>(evidence.all(EnvoyEvidence.HeldCertificate.class));
        held.sort(Comparator.comparing((EnvoyEvidence.HeldCertificate one) ->
                        keys.of(one.origin()).pod().isEmpty())
                .thenComparing(one -> one.fingerprint().isEmpty())
                .thenComparing(one -> one.sans().isEmpty())
                .thenComparing(EnvoyEvidence.HeldCertificate::origin));
        held.forEach(one -> one.sans().forEach(san -> {
            String mesh = meshOf(san);
            if (!mesh.isEmpty()) {
                meshOfFile.put(one.origin().file(), mesh);
            }
        }));
    }

    void addTo(Consumer<Fact> facts) {
        Set<List<Object>> seen = new HashSet<>();
        for (EnvoyEvidence.HeldCertificate one : held) {
            ProxyKey key = keys.of(one.origin());
            String holder = one.held() ? key.toString() : one.origin().file();
            List<Object> identity = List.of(one.role(), one.serial(), one.notAfter());
            boolean told = one.held() && key.pod().isEmpty() && seen.contains(identity);
            if (!told && seen.add(List.of(holder, identity))) {
                seen.add(one.held() ? identity : List.of());
                facts.accept(fact(one, key));
            }
        }
    }

    private Certificate fact(EnvoyEvidence.HeldCertificate one, ProxyKey key) {
        String path = one.origin().file();
        boolean proxy = one.held();
        Validity validity = Validity.of(one.notBefore(), one.notAfter(), inventory.now());
        return new Certificate(
                key.cluster(),
                proxy ? key.namespace() : "",
                proxy && !key.pod().isEmpty() ? key.pod() : path,
                proxy ? "Proxy" : "File",
                proxy ? key.workload() : path,
                one.role(),
                proxy ? meshOfProxy(path, key) : meshOfFile.getOrDefault(path, ""),
                one.subject(),
                one.issuer(),
                one.serial(),
                one.fingerprint(),
                one.sans(),
                trustDomain(one.sans()),
                one.notBefore(),
                one.notAfter(),
                validity.expired,
                validity.notYetValid,
                validity.remainingHours,
                validity.remainingFraction,
                one.origin());
    }

    /** The mesh by the names of the file's own leaf; a table without names comes from istioctl. */
    private String meshOfProxy(String path, ProxyKey key) {
        String known = meshOfFile.getOrDefault(path, "");
        return known.isEmpty() ? meshOfPod.computeIfAbsent(key, this::meshOfPod) : known;
    }

    private String meshOfPod(ProxyKey key) {
        return inventory.pods(key.cluster()).stream()
                .filter(pod ->
                        pod.namespace().equals(key.namespace()) && pod.name().equals(key.pod()))
                .map(pod -> pod.proxy().equals("istio-proxy") ? "istio" : pod.mesh())
                .filter(mesh -> !mesh.isEmpty())
                .map(mesh -> mesh.startsWith("istio") ? "istio" : mesh)
                .findFirst()
                .orElse(key.component().startsWith("istio") || key.component().equals("waypoint") ? "istio" : "");
    }

    private static String meshOf(String san) {
        if (!san.startsWith(SPIFFE)) {
            return san.contains(".identity.linkerd.") ? "linkerd" : "";
        }
        if (trustDomain(List.of(san)).endsWith(".consul")) {
            return "consul";
        }
        return san.contains("/ns/") && san.contains("/sa/") ? "istio" : "";
    }

    private static String trustDomain(List<String> sans) {
        for (String san : sans) {
            if (san.startsWith(SPIFFE)) {
                int end = san.indexOf('/', SPIFFE.length());
                return san.substring(SPIFFE.length(), end < 0 ? san.length() : end);
            }
        }
        return "";
    }

    /** A certificate's life as seen at capture time; without a capture time all of it is left and nothing is wrong. */
    private static final class Validity {

        private final boolean expired;
        private final boolean notYetValid;
        private final long remainingHours;
        private final double remainingFraction;

        private Validity(boolean expired, boolean notYetValid, long remainingHours, double remainingFraction) {
            this.expired = expired;
            this.notYetValid = notYetValid;
            this.remainingHours = remainingHours;
            this.remainingFraction = remainingFraction;
        }

        static Validity of(Instant begin, Instant end, Instant now) {
            Duration life = Duration.between(begin, end);
            if (now.equals(Instant.EPOCH)) {
                return new Validity(false, false, life.toHours(), 1);
            }
            Duration left = Duration.between(now, end);
            boolean early = !begin.equals(Instant.EPOCH) && begin.isAfter(now.plus(SKEW));
            double fraction = life.isZero() || life.isNegative() ? 0 : (double) left.toSeconds() / life.toSeconds();
            long hours = Math.floorDiv(left.toSeconds(), 3600);
            return new Validity(left.isNegative(), early, hours, Math.max(0, Math.min(1, fraction)));
        }
    }
}
