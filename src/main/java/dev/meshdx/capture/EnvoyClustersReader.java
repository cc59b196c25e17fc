package dev.meshdx.capture;

import dev.meshdx.facts.Origin;
import dev.meshdx.facts.PoolLimits;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Envoy's /clusters as text: {@code name::field::value} and {@code name::host:port::field::value}. */
final class EnvoyClustersReader implements FileReader {

    private static final int LINES_TO_RECOGNISE = 40;
    private static final String SEPARATOR = "::";
    private static final Pattern LINE = Pattern.compile(
            "\\S+::(?:observability_name|default_priority|high_priority|added_via_api|eds_service_name|outlier|health_flags"
                    + "|cx_active|cx_connect_fail|cx_total|rq_\\w+|hostname|weight|region|zone|sub_zone|canary|priority"
                    + "|success_rate|local_origin_success_rate)::.*");
    private static final Set<String> CLUSTER_FIELDS = Set.of(
            "observability_name", "default_priority", "high_priority", "added_via_api", "eds_service_name", "outlier");

    @Override
    public String format() {
        return "envoy clusters";
    }

    @Override
    public boolean recognises(Head head) {
        int fields = 0;
        int others = 0;
        for (String line : head.lines(LINES_TO_RECOGNISE)) {
            if (LINE.matcher(line).matches()) {
                fields++;
            } else if (!line.isBlank()) {
                others++;
            }
        }
        return fields > 0 && fields > 3 * (others - 1);
    }

    @Override
    public String read(CaptureFile file, Evidence evidence) throws IOException {
        Map<String, Entry> entries = new LinkedHashMap<>();
        int dropped = 0;
        try (LineReader lines = new LineReader(file.open())) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                int end = line.indexOf(SEPARATOR);
                String name = end > 0 ? line.substring(0, end) : "";
                if (end > 0 && (entries.containsKey(name) || entries.size() < StatsPage.CLUSTERS)) {
                    int number = lines.lineNumber();
                    entries.computeIfAbsent(name, n -> new Entry(number)).add(line.substring(end + 2));
                } else if (end > 0) {
                    dropped++;
                }
            }
        }
        entries.forEach((name, entry) -> evidence.add(new EnvoyEvidence.Hosts(
                Origin.line(file.path(), entry.line), name, true, entry.hosts.health(), entry.limits())));
        evidence.covers(file.path(), "clusters", entries.size(), dropped == 0);
        return dropped == 0
                ? ""
                : dropped + " lines of more than " + StatsPage.CLUSTERS + " clusters (limit StatsPage.CLUSTERS)";
    }

    /** One cluster while its lines are read. */
    private static final class Entry {

        private final int line;
        private final HostTally hosts = new HostTally();
        private final Map<String, Long> limits = new LinkedHashMap<>();

        Entry(int line) {
            this.line = line;
        }

        /** Takes the line behind the cluster name. A host may be an IPv6 address, so fields are found from the end. */
        void add(String rest) {
            int first = rest.indexOf(SEPARATOR);
            int last = rest.lastIndexOf(SEPARATOR);
            if (first < 0) {
                return;
            }
            String value = rest.substring(last + 2);
            if (CLUSTER_FIELDS.contains(rest.substring(0, first))) {
                if (rest.startsWith("default_priority" + SEPARATOR) && last > first) {
                    limits.put(rest.substring(first + 2, last), number(value));
                }
                return;
            }
            int before = rest.lastIndexOf(SEPARATOR, last - 1);
            if (before < 0) {
                return;
            }
            String field = rest.substring(before + 2, last);
            if (field.equals("health_flags")) {
                hosts.addFlags(value);
            } else {
                hosts.addStatistic(field, Math.max(0, number(value)));
            }
        }

        PoolLimits limits() {
            return new PoolLimits(
                    limits.getOrDefault("max_connections", -1L),
                    limits.getOrDefault("max_pending_requests", -1L),
                    limits.getOrDefault("max_requests", -1L),
                    limits.getOrDefault("max_retries", -1L));
        }

        private static long number(String text) {
            if (text.isEmpty() || text.length() > 18) {
                return -1;
            }
            for (int i = 0; i < text.length(); i++) {
                if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                    return -1;
                }
            }
            return Long.parseLong(text);
        }
    }
}
