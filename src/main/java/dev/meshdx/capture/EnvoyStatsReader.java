package dev.meshdx.capture;

import com.fasterxml.jackson.databind.JsonNode;
import dev.meshdx.facts.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Envoy's /stats: text lines {@code name: value}, or JSON {@code {"stats":[...]}}. */
final class EnvoyStatsReader implements FileReader {

    private static final int LINES_TO_RECOGNISE = 60;
    private static final Pattern LINE =
            Pattern.compile("[^\\s\"'{}:]+(?:[:|][^\\s\"'{}]*)*: (?:-?\\d+|\"[^\"]*\"|No recorded values|P0\\(.*)");
    private static final Pattern NAME = Pattern.compile(
            "(?:cluster|cluster_manager|listener|listener_manager|http|tcp|server|filesystem|runtime|main_thread|thread_local"
                    + "|overload|sds|dns|wasm|vhost|workload_discovery|reporter=|component|istiocustom|access_logs|http1|http2"
                    + "|workers|worker_\\d+|tls_inspector|admin)\\b.*");
    private static final byte[] CLUSTER = "cluster.".getBytes(StandardCharsets.UTF_8);
    private static final byte[] LISTENER = "listener.".getBytes(StandardCharsets.UTF_8);
    private static final byte[][] ISTIO = {
        "istiocustom.".getBytes(StandardCharsets.UTF_8),
        "reporter=".getBytes(StandardCharsets.UTF_8),
        "istio_".getBytes(StandardCharsets.UTF_8)
    };

    @Override
    public String format() {
        return "envoy stats";
    }

    @Override
    public boolean recognises(Head head) {
        if (head.isJson()) {
            return head.firstCharacter() == '{'
                    && head.contains("\"stats\"")
                    && head.keys().indexOf("stats") == 0
                    && (head.contains("\"name\"") || head.contains("\"histograms\""));
        }
        int statistics = 0;
        int others = 0;
        for (String line : head.lines(LINES_TO_RECOGNISE)) {
            if (NAME.matcher(line).matches() && LINE.matcher(line).matches()) {
                statistics++;
            } else if (!line.isBlank()) {
                others++;
            }
        }
        return statistics > 0 && statistics > 3 * (others - 1);
    }

    @Override
    public String read(CaptureFile file, Evidence evidence) throws IOException {
        StatsPage page = new StatsPage(file.path(), evidence);
        return file.head().isJson() ? readJson(file, page) : readText(file, page);
    }

    private static String readText(CaptureFile file, StatsPage page) throws IOException {
        int total = 0;
        try (InputStream in = file.open()) {
            StatsLines lines = new StatsLines(in, page.lastSegments());
            StatName name = StatName.NONE;
            boolean whole = true;
            while (lines.next()) {
                whole = lines.ended();
                if (lines.blank() || !whole) {
                    continue;
                }
                boolean numeric = lines.numeric();
                total += numeric || lines.described() ? 1 : 0;
                countIstio(lines, page);
                if (numeric && (lines.wanted() || showsServices(lines, page))) {
                    name = StatName.of(lines.name(), name);
                    page.accept(Origin.line(file.path(), lines.number()), name, lines.value());
                }
            }
            if (!whole) {
                page.dropLastCluster();
            }
            return page.finish(total, whole ? "" : LineReader.NO_LINE_END);
        }
    }

    /** Whether the line may be the first to prove that statistics of services are on the page. */
    private static boolean showsServices(StatsLines lines, StatsPage page) {
        return !page.complete() && (lines.startsWith(CLUSTER) || lines.startsWith(LISTENER));
    }

    private static void countIstio(StatsLines lines, StatsPage page) {
        for (byte[] prefix : ISTIO) {
            if (lines.startsWith(prefix)) {
                page.countIstioSeries();
                return;
            }
        }
    }

    private static String readJson(CaptureFile file, StatsPage page) throws IOException {
        int[] total = new int[1];
        String problem = EnvoyJson.elements(file, "stats", (index, node) -> {
            total[0] += node.has("name") ? 1 : 0;
            JsonNode value = node.path("value");
            if (value.isNumber()) {
                Origin origin = Origin.pointer(file.path(), "/stats/" + index);
                page.accept(origin, StatName.of(node.path("name").asText()), value.asDouble());
            }
        });
        return page.finish(total[0], problem);
    }
}
