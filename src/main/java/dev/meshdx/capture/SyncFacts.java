package dev.meshdx.capture;

import dev.meshdx.facts.Fact;
import dev.meshdx.facts.ProxySync;
import dev.meshdx.facts.RejectedConfig;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What control planes say per proxy and type. A capture often holds the same answer in several forms of which some hide
 * a rejection, so per source the most telling one counts.
 */
final class SyncFacts {

    /** States from the least to the most telling. */
    private static final List<String> STATES = List.of("unknown", "ignored", "synced", "not-sent", "stale", "error");

    private final Map<String, Entry> entries = new TreeMap<>();

    SyncFacts(List<IstiodEvidence.ListedProxy> listed, Inventory inventory, ProxyKey.Finder keys) {
        for (IstiodEvidence.ListedProxy one : listed) {
            ProxyKey key = keys.of(one);
            String istiod = istiod(one, inventory);
            for (IstiodEvidence.TypeSync sync : one.syncs()) {
                if (!key.pod().isEmpty()) {
                    String name = String.join("\0", key.toString(), sync.type(), one.source());
                    entries.merge(name, new Entry(key, one, sync, istiod), SyncFacts::better);
                }
            }
        }
    }

    /** The instance that a list names, else the pod that the file was captured from. */
    private static String istiod(IstiodEvidence.ListedProxy one, Inventory inventory) {
        Owner owner = inventory.ownerOf(one.origin().file());
        boolean own = owner.component().equals("istiod");
        return one.istiod().isEmpty() && own ? owner.pod() : one.istiod();
    }

    private static Entry better(Entry first, Entry other) {
        int byState = Integer.compare(STATES.indexOf(other.sync.state()), STATES.indexOf(first.sync.state()));
        boolean richer = byState == 0
                && first.sync.rejection().isEmpty()
                && !other.sync.rejection().isEmpty();
        return byState > 0 || richer ? other : first;
    }

    void addTo(Consumer<Fact> facts) {
        Set<List<String>> explained = new HashSet<>();
        for (Entry entry : entries.values()) {
            if (!entry.sync.rejection().isEmpty()) {
                explained.add(List.of(entry.key.toString(), entry.sync.type()));
            }
        }
        for (Entry entry : entries.values()) {
            facts.accept(entry.fact());
            boolean bare = entry.sync.rejection().isEmpty();
            boolean told = bare && explained.contains(List.of(entry.key.toString(), entry.sync.type()));
            if (entry.sync.state().equals("error") && !told) {
                facts.accept(entry.rejection());
            }
        }
    }

    /** One proxy and type as one list has it. */
    private static final class Entry {

        private final ProxyKey key;
        private final IstiodEvidence.ListedProxy listed;
        private final IstiodEvidence.TypeSync sync;
        private final String istiod;
        private final RefusedResource refused;

        Entry(ProxyKey key, IstiodEvidence.ListedProxy listed, IstiodEvidence.TypeSync sync, String istiod) {
            this.key = key;
            this.listed = listed;
            this.sync = sync;
            this.istiod = istiod;
            this.refused = RefusedResource.of(sync.rejection());
        }

        ProxySync fact() {
            return new ProxySync(
                    key.cluster(),
                    key.namespace(),
                    key.pod(),
                    key.workload(),
                    sync.type(),
                    sync.state(),
                    sync.ageSeconds(),
                    refused.reason(),
                    listed.source(),
                    istiod,
                    listed.origin());
        }

        RejectedConfig rejection() {
            return new RejectedConfig(
                    key.cluster(),
                    key.namespace(),
                    key.pod(),
                    key.workload(),
                    sync.type(),
                    refused.resource(),
                    refused.reason(),
                    refused.extension(),
                    listed.source(),
                    listed.origin());
        }
    }
}
