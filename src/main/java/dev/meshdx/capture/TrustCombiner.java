package dev.meshdx.capture;

import dev.meshdx.facts.Certificate;
import dev.meshdx.facts.Fact;
import dev.meshdx.facts.ForeignRoot;
import dev.meshdx.facts.TrustRoot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who trusts which root, derived from the certificates of all combiners. A source may give a root's fingerprint or only
 * its serial number, so roots are told apart by serial number and validity.
 */
final class TrustCombiner {

    private static final int HOLDERS = 20;
    private static final Set<String> ROLES = Set.of("root", "trust-anchor");
    private static final Set<String> OBJECTS = Set.of("Secret", "ConfigMap", "ControlPlane");

    private TrustCombiner() {}

    /** The {@link TrustRoot} and {@link ForeignRoot} facts that follow from all certificates. */
    static List<Fact> trustRoots(List<Fact> all, Instant now) {
        Map<String, Map<String, Group>> meshes = new TreeMap<>();
        Map<String, Set<String>> proxies = new TreeMap<>();
        all.stream()
                .filter(Certificate.class::isInstance)
                .map(Certificate.class::cast)
                .filter(one -> ROLES.contains(one.role()) && !one.mesh().isEmpty())
                .filter(one -> one.holderKind().equals("Proxy") || OBJECTS.contains(one.holderKind()))
                .sorted(Comparator.comparing(Certificate::origin).thenComparing(Certificate::toString))
                .forEach(one -> {
                    String mesh = one.cluster() + "\0" + one.mesh();
                    meshes.computeIfAbsent(mesh, m -> new TreeMap<>())
                            .computeIfAbsent(identity(one), i -> new Group())
                            .certificates
                            .add(one);
                    if (one.holderKind().equals("Proxy")) {
                        proxies.computeIfAbsent(mesh, m -> new TreeSet<>()).add(path(one));
                    }
                });
        List<TrustRoot> roots = new ArrayList<>();
        meshes.forEach((mesh, groups) -> groups.values()
                .forEach(group -> roots.add(
                        group.root(proxies.getOrDefault(mesh, Set.of()).size(), now))));
        List<Fact> facts = new ArrayList<>(roots);
        facts.addAll(foreign(roots));
        return facts;
    }

    private static String identity(Certificate one) {
        return String.join(" ", one.serial(), one.notAfter().toString());
    }

    private static String path(Certificate one) {
        return one.namespace().isEmpty() ? one.holder() : one.namespace() + "/" + one.holder();
    }

    private static List<Fact> foreign(List<TrustRoot> roots) {
        List<Fact> facts = new ArrayList<>();
        Set<String> clusters = new TreeSet<>();
        roots.forEach(root -> clusters.add(root.cluster()));
        for (String cluster : clusters) {
            for (TrustRoot root : roots) {
                if (!root.cluster().equals(cluster)) {
                    facts.add(new ForeignRoot(cluster, root.cluster(), root.mesh(), root.key(), root.origin()));
                }
            }
        }
        return facts;
    }

    /** One root and everybody who holds it. */
    private static final class Group {

        private final List<Certificate> certificates = new ArrayList<>();

        TrustRoot root(int totalProxies, Instant now) {
            Certificate first = certificates.get(0);
            TreeSet<String> proxies = new TreeSet<>();
            TreeSet<String> objects = new TreeSet<>();
            String fingerprint = "";
            String subject = "";
            for (Certificate one : certificates) {
                (one.holderKind().equals("Proxy") ? proxies : objects).add(path(one));
                fingerprint = fingerprint.isEmpty() ? one.fingerprint() : fingerprint;
                subject = subject.isEmpty() ? one.subjectName() : subject;
            }
            List<String> holders = new ArrayList<>(proxies);
            holders.addAll(objects);
            return new TrustRoot(
                    first.cluster(),
                    first.mesh(),
                    fingerprint.isEmpty() ? first.serial() : fingerprint,
                    first.serial(),
                    subject,
                    !now.equals(Instant.EPOCH) && first.notAfter().isBefore(now),
                    proxies.size(),
                    objects.size(),
                    holders.get(0),
                    holders.subList(0, Math.min(HOLDERS, holders.size())),
                    totalProxies,
                    first.origin());
        }
    }
}
