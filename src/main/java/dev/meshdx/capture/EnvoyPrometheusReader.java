package dev.meshdx.capture;

import dev.meshdx.facts.Origin;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** Envoy's /stats/prometheus, alone or merged with the metrics of agent and application (port 15020). */
final class EnvoyPrometheusReader implements FileReader {

    private static final String ENVOY = "envoy_";

    @Override
    public String format() {
        return "envoy prometheus stats";
    }

    @Override
    public boolean recognises(Head head) {
        String text = head.text();
        if (head.isJson() || head.beginsLikeALog()) {
            return false;
        }
        return text.startsWith("# TYPE envoy_")
                || text.startsWith("# HELP envoy_")
                || text.contains("\n# TYPE envoy_")
                || text.contains("\nenvoy_server_")
                || text.contains("\nenvoy_cluster_");
    }

    @Override
    public String read(CaptureFile file, Evidence evidence) throws IOException {
        try (LineReader lines = new LineReader(file.open())) {
            StatsPage page = new StatsPage(file.path(), evidence);
            EnvoyFamilies families = new EnvoyFamilies(evidence.selection().stats());
            int total = 0;
            for (String line = lines.next(); line != null; line = lines.next()) {
                int length = line.startsWith("#") ? 0 : PrometheusLine.nameLength(line);
                if (length > 0) {
                    total++;
                    add(file.path(), lines.lineNumber(), line, line.substring(0, length), page, families, evidence);
                }
            }
            return page.finish(total, lines.cutReport());
        }
    }

    private static void add(
            String path,
            int number,
            String line,
            String name,
            StatsPage page,
            EnvoyFamilies families,
            Evidence evidence) {
        if (name.startsWith("istio_") && !name.startsWith("istio_agent_") && !name.equals("istio_build")) {
            page.countIstioSeries();
        }
        Set<String> wanted = evidence.selection().metrics();
        boolean envoy = name.startsWith(ENVOY);
        boolean statistic = envoy && (families.mayMatter(name) || !page.complete() && isOfScope(name));
        if (!statistic && !wanted.contains(name)) {
            return;
        }
        Optional<PrometheusLine> sample = PrometheusLine.of(line);
        if (sample.isPresent() && statistic) {
            page.accept(
                    Origin.line(path, number),
                    families.name(sample.get()),
                    sample.get().value());
        }
        if (sample.isPresent() && wanted.contains(name)) {
            PrometheusLine kept = sample.get();
            evidence.add(new RawSample(path, "", "", number, "", kept.name(), kept.labels(), kept.value(), 0));
        }
    }

    private static boolean isOfScope(String name) {
        return name.startsWith("envoy_cluster_") && !name.startsWith("envoy_cluster_manager_")
                || name.startsWith("envoy_listener_ssl_");
    }
}
