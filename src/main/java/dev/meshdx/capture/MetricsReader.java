package dev.meshdx.capture;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Prometheus and OpenMetrics text of control planes, linkerd proxies, ztunnel and Istio's agent. */
final class MetricsReader implements FileReader {

    /** Samples of one metric that are kept of one file. */
    static final int SAMPLES = 5_000;

    /** Metrics that combiners need whatever packs ask for. */
    static final String RESIDENT = "process_resident_memory_bytes";

    /** Metrics of the kubelet are about the container in their labels, whatever the file is called. */
    private static final String CADVISOR = "container_";

    private static final int LINES_TO_RECOGNISE = 40;
    private static final Pattern POD = Pattern.compile("#\\s*POD (\\S+) .*");
    private static final Pattern CONTAINER = Pattern.compile("#\\s*CONTAINER (\\S+).*");

    @Override
    public String format() {
        return "prometheus metrics";
    }

    @Override
    public boolean recognises(Head head) {
        int samples = 0;
        int described = 0;
        List<String> lines = head.lines(LINES_TO_RECOGNISE);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.startsWith("# TYPE ") || line.startsWith("# HELP ") || line.startsWith("# POD ")) {
                described++;
            } else if (!line.isBlank() && !line.startsWith("#")) {
                boolean maybeCut = i == lines.size() - 1 && PrometheusLine.nameLength(line) > 0;
                if (!maybeCut && PrometheusLine.of(line).isEmpty()) {
                    return false;
                }
                samples++;
            }
        }
        return described > 0 || samples > 2;
    }

    @Override
    public String read(CaptureFile file, Evidence evidence) throws IOException {
        try (LineReader lines = new LineReader(file.open())) {
            Page page = new Page(file.path(), evidence);
            for (String line = lines.next(); line != null; line = lines.next()) {
                if (lines.endedLine()) {
                    page.add(line, lines.lineNumber());
                }
            }
            return page.finish(lines.endedLine() ? lines.cutReport() : LineReader.NO_LINE_END);
        }
    }

    /** One file while it is read. */
    private static final class Page {

        private final String path;
        private final Evidence evidence;
        private final Map<String, Integer> counts = new HashMap<>();
        private final TreeSet<String> cut = new TreeSet<>();
        private final TreeMap<String, Integer> kinds = new TreeMap<>();
        private String pod = "";
        private String container = "";
        private int failures;
        private boolean proxy;

        Page(String path, Evidence evidence) {
            this.path = path;
            this.evidence = evidence;
        }

        void add(String line, int number) {
            if (line.startsWith("#")) {
                addComment(line);
                return;
            }
            int length = PrometheusLine.nameLength(line);
            if (length == 0) {
                return;
            }
            String name = line.substring(0, length);
            count(name);
            proxy |= name.startsWith("inbound_http")
                    || name.startsWith("control_identity")
                    || name.startsWith("workload_manager_");
            if (name.equals(RESIDENT) || evidence.selection().metrics().contains(name)) {
                PrometheusLine.of(line).ifPresent(sample -> keep(sample, number));
            }
        }

        private void addComment(String line) {
            Matcher owner = POD.matcher(line);
            Matcher inside = CONTAINER.matcher(line);
            if (owner.matches()) {
                pod = owner.group(1);
                container = "";
            } else if (inside.matches()) {
                container = inside.group(1);
            } else if (line.startsWith("# ERROR")) {
                failures++;
            }
        }

        private void keep(PrometheusLine sample, int number) {
            if (counts.merge(sample.name(), 1, Integer::sum) > SAMPLES) {
                cut.add(sample.name());
                return;
            }
            Map<String, String> labels = sample.labels();
            boolean ofContainer = sample.name().startsWith(CADVISOR) && labels.containsKey("pod");
            evidence.add(new RawSample(
                    path,
                    ofContainer ? labels.getOrDefault("pod", pod) : pod,
                    ofContainer ? labels.getOrDefault("container", "") : container,
                    number,
                    "",
                    sample.name(),
                    labels,
                    sample.value(),
                    0));
        }

        private void count(String name) {
            kinds.merge(
                    isControlPlane(name) ? "control-plane-metrics" : isProxy(name) ? "proxy-metrics" : "",
                    1,
                    Integer::sum);
        }

        String finish(String cutLines) {
            String kind = kinds.containsKey("control-plane-metrics") ? "control-plane-metrics" : "proxy-metrics";
            int total = kinds.values().stream().mapToInt(Integer::intValue).sum();
            if (total > 0 && (kinds.containsKey(kind) || kinds.containsKey(""))) {
                evidence.covers(
                        path,
                        kinds.containsKey(kind) ? kind : "proxy-metrics",
                        total,
                        failures == 0 && cut.isEmpty() && cutLines.isEmpty());
            }
            if (proxy) {
                evidence.add(new ProxyPage(path));
            }
            String reason = failures == 0 ? "" : failures + " pods did not answer";
            if (!cut.isEmpty()) {
                reason += (reason.isEmpty() ? "" : "; ") + "more than " + SAMPLES + " samples of "
                        + String.join(", ", cut) + " (limit MetricsReader.SAMPLES)";
            }
            return cutLines.isEmpty() ? reason : reason.isEmpty() ? cutLines : reason + "; " + cutLines;
        }

        private static boolean isControlPlane(String name) {
            return name.startsWith("pilot_")
                    || name.startsWith("citadel_")
                    || name.startsWith("galley_")
                    || name.startsWith("istiod_")
                    || name.startsWith("sidecar_injection_")
                    || name.startsWith("issuer_cert_")
                    || name.startsWith("proxy_inject")
                    || name.startsWith("endpoints_")
                    || name.startsWith("cluster_store_")
                    || name.startsWith("resource_status_")
                    || name.startsWith("grpc_server_")
                    || name.startsWith("admission_")
                    || name.startsWith("server_");
        }

        private static boolean isProxy(String name) {
            return name.startsWith("inbound_")
                    || name.startsWith("outbound_")
                    || name.startsWith("response_")
                    || name.startsWith("request_")
                    || name.startsWith("tcp_")
                    || name.startsWith("control_")
                    || name.startsWith("istio_")
                    || name.startsWith("workload_manager_")
                    || name.startsWith("proxy_")
                    || name.startsWith("envoy_");
        }
    }
}
