package dev.meshdx.capture;

import dev.meshdx.facts.Selection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What readers found, by type of raw record. Readers add; combiners take. One thread at a time.
 *
 * <p>A reader can't know whose file it reads before all files are read, so raw records carry the path of their file and
 * {@link Inventory#ownerOf} resolves it later. A reader that finds an identity inside a file (an Envoy node id, a log line of
 * the agent) reports it with {@link #identify}; it then holds for the file and for the files beside it that have none.
 */
final class Evidence {

    private final Selection selection;
    private final Map<Class<?>, List<Object>> raw = new LinkedHashMap<>();
    private final Map<String, String[]> identities = new LinkedHashMap<>();
    private final Map<String, String[]> accounts = new LinkedHashMap<>();
    private final Map<String, Instant> newest = new LinkedHashMap<>();
    private final Map<String, Map<String, int[]>> coverage = new LinkedHashMap<>();

    Evidence(Selection selection) {
        this.selection = selection;
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
    <T> List<T> all(Class<T> type) {
        List<Object> records = raw.getOrDefault(type, List.of());
        return Collections.unmodifiableList(records.stream().map(type::cast).toList());
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
        int[] counts =
                coverage.computeIfAbsent(kind, k -> new LinkedHashMap<>()).computeIfAbsent(path, p -> new int[2]);
        counts[0] += count;
        counts[1] += complete ? 1 : 0;
    }

    /** By kind and path: number read, and how many statements of completeness. */
    Map<String, Map<String, int[]>> coverage() {
        return Collections.unmodifiableMap(coverage);
    }
}
