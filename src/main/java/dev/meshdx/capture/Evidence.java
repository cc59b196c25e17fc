package dev.meshdx.capture;

import dev.meshdx.facts.Selection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What readers found, by type of raw record. Readers add; combiners take. One thread at a time: files that are read at the
 * same time have a {@link #part} each, and parts are put together in the order of the files.
 *
 * <p>A reader can't know whose file it reads before all files are read, so raw records carry the path of their file and
 * {@link Inventory#ownerOf} resolves it later. A reader that finds an identity inside a file (an Envoy node id, a log line of
 * the agent) reports it with {@link #identify}; it then holds for the file and for the files beside it that have none.
 */
final class Evidence {

    private final Selection selection;
    private final Signatures signatures;
    private final Map<Class<?>, List<Object>> raw = new LinkedHashMap<>();
    private final Map<String, String[]> identities = new LinkedHashMap<>();
    private final Map<String, String[]> accounts = new LinkedHashMap<>();
    private final Map<String, Instant> newest = new LinkedHashMap<>();
    private final Map<String, Map<String, int[]>> coverage = new LinkedHashMap<>();

    Evidence(Selection selection) {
        this(selection, new Signatures(selection));
    }

    private Evidence(Selection selection, Signatures signatures) {
        this.selection = selection;
        this.signatures = signatures;
    }

    /** An empty evidence that asks for the same. */
    Evidence part() {
        return new Evidence(selection, signatures);
    }

    /** Adds what a part holds behind what is known. */
    void addAll(Evidence part) {
        part.raw.forEach((type, records) ->
                raw.computeIfAbsent(type, t -> new ArrayList<>()).addAll(records));
        identities.putAll(part.identities);
        accounts.putAll(part.accounts);
        part.newest.forEach((from, moment) -> observedAt(moment, from));
        part.coverage.forEach((kind, paths) -> paths.forEach((path, counts) -> {
            int[] known = counts(kind, path);
            known[0] += counts[0];
            known[1] += counts[1];
        }));
    }

    /** The log signatures that the packs look for, ready to be looked for. */
    SignatureScan signatures() {
        return signatures.scan();
    }

    /** What the loaded packs ask for. */
    Selection selection() {
        return selection;
    }

    /** Keeps a raw record. */
    void add(Object record) {
        raw.computeIfAbsent(record.getClass(), type -> new ArrayList<>()).add(record);
    }

    /** All raw records of one type in the order they were read. */
    @SuppressWarnings("unchecked") // a list holds records of its key's class only
    <T> List<T> all(Class<T> type) {
        return Collections.unmodifiableList((List<T>) raw.getOrDefault(type, List.of()));
    }

    /** The file belongs to this pod, by its content. An empty container is unknown. */
    void identify(String path, String namespace, String pod, String container) {
        identities.put(path, new String[] {namespace, pod, container});
    }

    /** The file is of a process of this service account, by its content; it may be any of several pods. */
    void identifyAccount(String path, String namespace, String serviceAccount) {
        accounts.put(path, new String[] {namespace, serviceAccount});
    }

    /** Service accounts by file: namespace, name. */
    Map<String, String[]> accounts() {
        return Collections.unmodifiableMap(accounts);
    }

    /** Identities by file: namespace, pod, container. */
    Map<String, String[]> identities() {
        return Collections.unmodifiableMap(identities);
    }

    /**
     * The captured system was alive at this moment.
     *
     * @param from what says so, for example "newest event", "newest log line", "newest node heartbeat"
     */
    void observedAt(Instant moment, String from) {
        newest.merge(from, moment, (old, now) -> now.isAfter(old) ? now : old);
    }

    /** The newest moment per source of time. */
    Map<String, Instant> observations() {
        return Collections.unmodifiableMap(newest);
    }

    /**
     * Something of this kind was captured in this file.
     *
     * @param kind Kubernetes kind or key of an {@link dev.meshdx.facts.EvidenceKind}
     * @param count objects or entries read, may be 0: an empty list that a query returned
     * @param complete whether the file holds all there was of that kind in its scope
     */
    void covers(String path, String kind, int count, boolean complete) {
        int[] counts = counts(kind, path);
        counts[0] += count;
        counts[1] += complete ? 1 : 0;
    }

    private int[] counts(String kind, String path) {
        return coverage.computeIfAbsent(kind, k -> new LinkedHashMap<>()).computeIfAbsent(path, p -> new int[2]);
    }

    /** By kind and path: number read, and how many statements of completeness. */
    Map<String, Map<String, int[]>> coverage() {
        return Collections.unmodifiableMap(coverage);
    }

    /** The signatures are compiled once, when the first log is read. */
    private static final class Signatures {

        private final Selection selection;
        private @Nullable SignatureScan scan;

        Signatures(Selection selection) {
            this.selection = selection;
        }

        synchronized SignatureScan scan() {
            SignatureScan known = scan;
            if (known == null) {
                known = new SignatureScan(selection.signatures());
                scan = known;
            }
            return known;
        }
    }
}
