package dev.meshdx.capture;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What one container printed into one file, reduced while it streams by. */
final class LogSection {

    private static final int LINES_TO_CLASSIFY = 400;

    /** Refused resources that are kept of one log. */
    static final int REJECTIONS = 200;

    private static final Pattern ROLE =
            Pattern.compile("Proxy role\\s+ips=\\[([^\\]]*)\\].*?\\bid=(\\S+)\\.([^.\\s]+)\\s");

    /** A Linkerd proxy says whose certificate it asks for. */
    private static final Pattern LINKERD_IDENTITY =
            Pattern.compile("Local identity is ([a-z0-9.-]+?)\\.([a-z0-9-]+)\\.serviceaccount\\.identity\\.");

    private final SignatureScan scan;
    private final String path;
    private final boolean previous;
    private String namespace;
    private String pod;
    private String container;
    private final Map<LogSource, Integer> votes = new EnumMap<>(LogSource.class);
    private final Map<Integer, SignatureHits> hits = new TreeMap<>();
    private final Map<List<String>, LoggedRejection> rejections = new LinkedHashMap<>();
    private final RequestTally requests = new RequestTally();
    private final Set<String> ips = new LinkedHashSet<>();
    private final BitSet matched = new BitSet();
    private final BitSet cleared = new BitSet();
    private String accountNamespace = "";
    private String serviceAccount = "";
    private int entries;
    private int droppedRejections;
    private boolean fromStart;
    private boolean accessLogOn;
    private long newest = LogTime.NONE;

    LogSection(SignatureScan scan, String path, String namespace, String pod, String container, boolean previous) {
        this.scan = scan;
        this.path = path;
        this.namespace = namespace;
        this.pod = pod;
        this.container = container;
        this.previous = previous;
    }

    /** Takes one entry: a line with the lines that continue it. */
    void add(String entry, int line, long micros, Optional<AccessLine> request) {
        entries++;
        newest = Math.max(newest, micros);
        request.ifPresent(access -> requests.add(access, line));
        if (request.isEmpty()) {
            inspect(entry, line);
        }
        matched.clear();
        cleared.clear();
        scan.scan(entry, matched, cleared);
        for (int i = matched.nextSetBit(0); i >= 0; i = matched.nextSetBit(i + 1)) {
            String id = scan.signature(i).id();
            hits.computeIfAbsent(i, index -> new SignatureHits(id)).matched(entry, line, micros);
        }
        for (int i = cleared.nextSetBit(0); i >= 0; i = cleared.nextSetBit(i + 1)) {
            SignatureHits hit = hits.get(i);
            if (hit != null) {
                hit.cleared();
            }
        }
    }

    private void inspect(String entry, int line) {
        if (entries <= LINES_TO_CLASSIFY) {
            LogSource.ofLine(entry).ifPresent(source -> votes.merge(source, 1, Integer::sum));
            fromStart |= isStart(entry);
            accessLogOn |= entry.contains("accessLogFile: /dev/stdout");
        }
        if (entry.contains("Proxy role")) {
            identify(entry);
        } else if (entry.contains("Local identity is ")) {
            identifyAccount(entry);
        }
        for (LoggedRejection rejection : LoggedRejection.of(entry, line)) {
            List<String> key = List.of(
                    rejection.pod(),
                    rejection.type(),
                    rejection.resource(),
                    rejection.resource().isEmpty() ? rejection.reason() : "");
            if (rejections.size() < REJECTIONS || rejections.containsKey(key)) {
                rejections.putIfAbsent(key, rejection);
            } else {
                droppedRejections++;
            }
        }
    }

    private static boolean isStart(String entry) {
        return entry.contains("\tFLAG: --")
                || entry.contains("linkerd2_proxy: ")
                || entry.contains("running version ")
                || entry.contains("\tztunnel\tversion: ")
                || entry.contains("policy gRPC server listening");
    }

    private void identify(String entry) {
        Matcher matcher = ROLE.matcher(entry + " ");
        if (!matcher.find()) {
            return;
        }
        for (String ip : matcher.group(1).split("[ ,]+")) {
            ips.add(ip);
        }
        if (pod.isEmpty() || pod.equals(matcher.group(2))) {
            pod = matcher.group(2);
            namespace = matcher.group(3);
            container = container.isEmpty() ? "istio-proxy" : container;
        }
    }

    private void identifyAccount(String entry) {
        Matcher matcher = LINKERD_IDENTITY.matcher(entry);
        if (matcher.find()) {
            serviceAccount = matcher.group(1);
            accountNamespace = matcher.group(2);
        }
    }

    /** Ends the section. */
    void finish() {
        hits.forEach((index, hit) -> hit.finish(scan.values(index, hit.text())));
    }

    String path() {
        return path;
    }

    String namespace() {
        return namespace;
    }

    /** Name of the pod, empty when neither a separator nor the log itself tells. */
    String pod() {
        return pod;
    }

    /** Service account of the process, empty when the log does not tell. */
    String serviceAccount() {
        return serviceAccount;
    }

    /** Namespace of the service account. */
    String accountNamespace() {
        return accountNamespace;
    }

    String container() {
        return container;
    }

    /** Whether it is the log of the run before the last restart. */
    boolean previous() {
        return previous;
    }

    /** The process by the content; empty when the lines could be anybody's. */
    Optional<LogSource> source() {
        return votes.entrySet().stream()
                .max(Map.Entry.<LogSource, Integer>comparingByValue()
                        .thenComparing(entry -> entry.getKey().name()))
                .map(Map.Entry::getKey)
                .or(() -> requests.lines() > 0 ? Optional.of(LogSource.ISTIO_PROXY) : Optional.empty());
    }

    List<SignatureHits> hits() {
        return new ArrayList<>(hits.values());
    }

    List<LoggedRejection> rejections() {
        return new ArrayList<>(rejections.values());
    }

    /** Rejections that were not kept. */
    int droppedRejections() {
        return droppedRejections;
    }

    RequestTally requests() {
        return requests;
    }

    /** Addresses of the pod, as its own log shows them. */
    Set<String> ips() {
        Set<String> all = new LinkedHashSet<>(ips);
        all.addAll(requests.ownIps());
        return all;
    }

    int entries() {
        return entries;
    }

    /** Entries that are not requests. */
    int otherEntries() {
        return entries - requests.lines();
    }

    /** Whether the log begins with the start of the process. */
    boolean fromStart() {
        return fromStart;
    }

    /** Whether the log says that access logging is on. */
    boolean accessLogOn() {
        return accessLogOn;
    }

    long newest() {
        return newest;
    }
}
