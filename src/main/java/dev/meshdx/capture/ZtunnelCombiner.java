package dev.meshdx.capture;

import dev.meshdx.facts.Certificate;
import dev.meshdx.facts.Fact;
import dev.meshdx.facts.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What ztunnels know of workloads, services, policies and certificates: the same in several forms is told once. */
final class ZtunnelCombiner implements Combiner {

    private static final Duration TOLERANCE = Duration.ofMinutes(2);

    @Override
    public void combine(Evidence evidence, Inventory inventory, Consumer<Fact> facts) {
        Map<String, Resource> resources = new TreeMap<>();
        List<RawResource> raw = new ArrayList<>(evidence.all(RawResource.class));
        raw.sort(Comparator.comparing((RawResource one) -> one.origin()));
        for (RawResource one : raw) {
            Owner owner = inventory.ownerOf(one.origin().file());
            String key = String.join("\0", owner.cluster(), owner.pod(), one.kind(), one.namespace(), one.name());
            resources.merge(key, resource(one, owner), ZtunnelCombiner::merged);
        }
        resources.values().forEach(facts);
        Set<List<Object>> seen = new HashSet<>();
        for (RawZtunnelCertificate one : sorted(evidence)) {
            Owner owner = inventory.ownerOf(one.origin().file());
            if (seen.add(List.of(owner, one.identity(), one.root(), one.serial(), one.notAfter()))) {
                facts.accept(certificate(one, owner, inventory.now()));
            }
        }
    }

    /** Tables come first: they have serial numbers. Of a certificate in two forms the first one counts. */
    private static List<RawZtunnelCertificate> sorted(Evidence evidence) {
        Map<List<Object>, RawZtunnelCertificate> distinct = new HashMap<>();
        List<RawZtunnelCertificate> all = new ArrayList<>(evidence.all(RawZtunnelCertificate.class));
        all.sort(
                Comparator.comparing((RawZtunnelCertificate one) -> one.serial().isEmpty())
                        .thenComparing(RawZtunnelCertificate::origin));
        for (RawZtunnelCertificate one : all) {
            String file = one.origin().file();
            String folder = file.substring(0, Math.max(0, file.lastIndexOf('/')));
            distinct.putIfAbsent(List.of(folder, one.identity(), one.root(), one.notAfter()), one);
        }
        List<RawZtunnelCertificate> kept = new ArrayList<>(distinct.values());
        kept.sort(Comparator.comparing(RawZtunnelCertificate::origin));
        return kept;
    }

    private static Resource resource(RawResource one, Owner owner) {
        Map<String, String> fields = new HashMap<>(one.fields());
        fields.put("ztunnel", owner.pod());
        return new Resource(
                owner.cluster(), one.namespace(), "ztunnel.istio.io", one.kind(), one.name(), fields, one.origin());
    }

    /** The first form gives the origin; the others add what it lacks. */
    private static Resource merged(Resource first, Resource other) {
        Map<String, String> fields = new HashMap<>(other.fields());
        first.fields().forEach((name, value) -> fields.merge(name, value, (old, mine) -> mine.isEmpty() ? old : mine));
        return new Resource(
                first.cluster(), first.namespace(), first.group(), first.kind(), first.name(), fields, first.origin());
    }

    private static Certificate certificate(RawZtunnelCertificate one, Owner owner, Instant now) {
        String trustDomain = one.identity().startsWith("spiffe://")
                ? one.identity().substring("spiffe://".length()).replaceFirst("/.*", "")
                : "";
        Duration left = Duration.between(now, one.notAfter());
        boolean started = !one.notBefore().equals(Instant.EPOCH);
        Duration life = Duration.between(one.notBefore(), one.notAfter());
        double fraction = started && life.toSeconds() > 0 ? (double) left.toSeconds() / life.toSeconds() : 0;
        return new Certificate(
                owner.cluster(),
                owner.namespace(),
                owner.pod(),
                "Proxy",
                owner.workload(),
                one.root() ? "root" : "leaf",
                "istio",
                "",
                "",
                one.serial(),
                "",
                one.root() || one.identity().isEmpty() ? List.of() : List.of(one.identity()),
                one.root() ? "" : trustDomain,
                one.notBefore(),
                one.notAfter(),
                left.isNegative(),
                started && one.notBefore().isAfter(now.plus(TOLERANCE)),
                Math.floorDiv(left.toSeconds(), 3_600L),
                Math.max(0, Math.min(1, fraction)),
                one.origin());
    }
}
