package dev.meshdx.capture;

import dev.meshdx.facts.Origin;
import dev.meshdx.facts.PoolLimits;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The table of {@code istioctl proxy-config endpoints}. It is often asked for one cluster or port only, so that it proves no
 * absence; without rows it may as well come from a dump that was taken without endpoints.
 */
final class EndpointTableReader implements FileReader {

    private static final int LINES_TO_RECOGNISE = 5;
    private static final PoolLimits UNKNOWN = new PoolLimits(-1, -1, -1, -1);

    @Override
    public String format() {
        return "istioctl proxy-config endpoints";
    }

    @Override
    public boolean recognises(Head head) {
        return head.lines(LINES_TO_RECOGNISE).stream().anyMatch(EndpointTableReader::isTitle);
    }

    private static boolean isTitle(String line) {
        if (!TextTable.isHeader(line)) {
            return false;
        }
        List<String> titles = TextTable.ofHeader(line).titles();
        return titles.equals(List.of("ENDPOINT", "STATUS", "OUTLIER CHECK", "CLUSTER"))
                || titles.equals(List.of("NAME", "STATUS", "LOCALITY", "CLUSTER"));
    }

    @Override
    public String read(CaptureFile file, Evidence evidence) throws IOException {
        Map<String, HostTally> hosts = new LinkedHashMap<>();
        Map<String, Origin> origins = new LinkedHashMap<>();
        boolean live = false;
        try (LineReader lines = new LineReader(file.open())) {
            TextTable table = TextTable.ofHeader("");
            for (String line = lines.next(); line != null; line = lines.next()) {
                if (isTitle(line)) {
                    table = TextTable.ofHeader(line);
                    live = table.has("OUTLIER CHECK");
                } else if (!line.isBlank()) {
                    Map<String, String> row = table.row(line);
                    String cluster = row.getOrDefault("CLUSTER", "");
                    hosts.computeIfAbsent(cluster, name -> new HostTally()).addFlags(flags(row));
                    origins.putIfAbsent(cluster, Origin.line(file.path(), lines.lineNumber()));
                }
            }
        }
        for (Map.Entry<String, HostTally> entry : hosts.entrySet()) {
            Origin origin = origins.getOrDefault(entry.getKey(), Origin.line(file.path(), 1));
            evidence.add(new EnvoyEvidence.Hosts(
                    origin, entry.getKey(), live, entry.getValue().health(), UNKNOWN));
        }
        if (!hosts.isEmpty()) {
            evidence.covers(file.path(), "clusters", hosts.size(), false);
        }
        return hosts.isEmpty() ? UnusedReader.NOT_NEEDED + "a table without rows" : "";
    }

    /** The cells as the flags of /clusters. */
    private static String flags(Map<String, String> row) {
        boolean ejected = row.getOrDefault("OUTLIER CHECK", "").equals("FAILED");
        String status = row.getOrDefault("STATUS", "");
        String failed = status.equals("UNHEALTHY") || status.equals("TIMEOUT") ? "/failed_eds_health" : "";
        String flags = (ejected ? "/failed_outlier_check" : "") + failed;
        return flags.isEmpty() ? "healthy" : flags;
    }
}
