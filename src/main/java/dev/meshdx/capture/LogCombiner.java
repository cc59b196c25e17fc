package dev.meshdx.capture;

import dev.meshdx.facts.Fact;
import dev.meshdx.facts.LogSignature;
import dev.meshdx.facts.Origin;
import dev.meshdx.facts.RejectedConfig;
import dev.meshdx.facts.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Signatures and refused configurations of logs, and what logs cover. Several logs of one container become one. */
final class LogCombiner implements Combiner {

    @Override
    public void combine(Evidence evidence, Inventory inventory, Consumer<Fact> facts) {
        Map<String, Signature> signatures = new LinkedHashMap<>();
        evidence.selection().signatures().forEach(signature -> signatures.put(signature.id(), signature));
        Map<String, List<Found>> found = new TreeMap<>();
        List<LogSection> sections = new ArrayList<>(evidence.all(LogSection.class));
        sections.sort(Comparator.comparing(LogSection::path));
        for (LogSection section : sections) {
            Owner owner = ownerOf(section, inventory);
            LogSource source = sourceOf(section, owner);
            cover(section, source, evidence);
            for (SignatureHits hits : section.hits()) {
                Signature signature = signatures.get(hits.id());
                if (signature != null
                        && (signature.sources().isEmpty() || signature.sources().contains(source.key()))) {
                    Found one = new Found(section, owner, source, hits);
                    found.computeIfAbsent(one.key(), key -> new ArrayList<>()).add(one);
                }
            }
            section.rejections().forEach(rejection -> facts.accept(rejected(rejection, section, owner, inventory)));
        }
        found.values().forEach(same -> facts.accept(signature(same)));
    }

    /** Who printed a log: what the separator or the log itself says, else the owner of the file. */
    static Owner ownerOf(LogSection section, Inventory inventory) {
        return section.pod().isEmpty()
                ? inventory.ownerOf(section.path())
                : inventory.owner(
                        inventory.clusterOf(section.path()), section.namespace(), section.pod(), section.container());
    }

    /** The process that printed a log: content goes before names, for files are often named badly. */
    static LogSource sourceOf(LogSection section, Owner owner) {
        Optional<LogSource> byOwner = LogSource.ofOwner(owner);
        return section.source()
                .filter(source ->
                        source != LogSource.ISTIOD || byOwner.isEmpty() || byOwner.get() != LogSource.ISTIO_PROXY)
                .or(() -> byOwner)
                .orElse(LogSource.APPLICATION);
    }

    private static void cover(LogSection section, LogSource source, Evidence evidence) {
        int requests = section.requests().lines();
        if (requests > 0 || section.accessLogOn() && source == LogSource.ISTIO_PROXY) {
            evidence.covers(section.path(), "access-log", requests, section.fromStart());
        }
        if (section.otherEntries() > 0 || requests == 0) {
            evidence.covers(section.path(), source.evidence(), section.otherEntries(), section.fromStart());
        }
    }

    private static RejectedConfig rejected(
            LoggedRejection rejection, LogSection section, Owner owner, Inventory inventory) {
        Owner proxy = rejection.pod().isEmpty()
                ? owner
                : inventory.owner(owner.cluster(), rejection.namespace(), rejection.pod(), "");
        return new RejectedConfig(
                proxy.cluster(),
                proxy.namespace(),
                proxy.pod(),
                proxy.workload(),
                rejection.type(),
                rejection.resource(),
                rejection.reason(),
                rejection.extension(),
                rejection.source(),
                Origin.line(section.path(), rejection.line()));
    }

    private static LogSignature signature(List<Found> same) {
        List<Found> distinct = withoutCopies(same);
        Found newest = distinct.stream().max(Found.BY_TIME).orElseThrow();
        Owner owner = newest.owner();
        SignatureHits hits = newest.hits();
        Instant first = distinct.stream()
                .map(one -> LogTime.instant(one.hits().first()))
                .filter(time -> !time.equals(Instant.EPOCH))
                .min(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
        return new LogSignature(
                owner.cluster(),
                owner.namespace(),
                owner.pod(),
                owner.workload(),
                newest.container(),
                owner.component(),
                hits.id(),
                distinct.stream().mapToInt(one -> one.hits().count()).sum(),
                first,
                LogTime.instant(hits.last()),
                hits.text(),
                hits.values(),
                hits.recovered(),
                Origin.line(newest.section().path(), hits.line()));
    }

    /** The same log is often captured twice, under two names. */
    private static List<Found> withoutCopies(List<Found> same) {
        Map<List<Object>, Found> distinct = new LinkedHashMap<>();
        for (Found one : same) {
            SignatureHits hits = one.hits();
            distinct.putIfAbsent(List.of(hits.count(), hits.first(), hits.last(), hits.text()), one);
        }
        return new ArrayList<>(distinct.values());
    }

    /** Matches of one signature in one log. */
    private record Found(LogSection section, Owner owner, LogSource source, SignatureHits hits) {

        /** Logs without times: the log of the previous run is older. */
        static final Comparator<Found> BY_TIME = Comparator.comparingLong(
                        (Found one) -> one.hits().last())
                .thenComparing(one ->
                        !one.section().previous() && !one.section().path().contains("previous"))
                .thenComparing(one -> one.section().path());

        /** The container, or the process when no container is known. */
        String container() {
            return owner.container().isEmpty() ? source.key() : owner.container();
        }

        /** One fact each; a log of nobody known stays a fact of its own file. */
        String key() {
            String file = owner.pod().isEmpty() && owner.workload().isEmpty() ? section.path() : "";
            return String.join(
                    "\0",
                    owner.cluster(),
                    owner.namespace(),
                    owner.workload(),
                    owner.pod(),
                    container(),
                    hits.id(),
                    file);
        }
    }
}
