package dev.meshdx.capture;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** Answers of Prometheus' query and query_range: {@code {"status":"success","data":{"resultType":"matrix","result":[...]}}}. */
final class QueryRangeReader implements FileReader {

    /** Points of one series that are kept. */
    private static final int POINTS = 11_000;

    @Override
    public String format() {
        return "prometheus query";
    }

    @Override
    public boolean recognises(Head head) {
        return head.isJson()
                && head.contains("\"resultType\"")
                && head.contains("\"status\"")
                && head.contains("\"result\"");
    }

    @Override
    public String read(CaptureFile file, Evidence evidence) throws IOException {
        JsonNode root;
        try (InputStream in = file.open()) {
            root = JsonBinding.MAPPER.readTree(in);
        }
        if (!root.path("status").asText().equals("success")) {
            return "Prometheus answered: "
                    + SignatureHits.sanitised(root.path("error").asText("no success"));
        }
        JsonNode result = root.path("data").path("result");
        for (int i = 0; i < result.size(); i++) {
            readSeries(file.path(), result.get(i), i, evidence);
        }
        return "";
    }

    private static void readSeries(String path, JsonNode series, int index, Evidence evidence) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : series.path("metric").properties()) {
            labels.put(field.getKey(), field.getValue().asText());
        }
        String name = labels.getOrDefault("__name__", "");
        labels.remove("__name__");
        boolean wanted = name.equals(MetricsReader.RESIDENT)
                || evidence.selection().metrics().contains(name);
        if (!wanted) {
            return;
        }
        JsonNode values = series.has("values")
                ? series.path("values")
                : JsonBinding.MAPPER.createArrayNode().add(series.path("value"));
        for (int i = 0; i < Math.min(values.size(), POINTS); i++) {
            JsonNode point = values.get(i);
            String pod = labels.getOrDefault("pod", labels.getOrDefault("pod_name", ""));
            PrometheusLine.number(point.path(1).asText())
                    .ifPresent(value -> evidence.add(new RawSample(
                            path,
                            pod,
                            labels.getOrDefault("container", ""),
                            0,
                            "/data/result/" + index,
                            name,
                            labels,
                            value,
                            point.path(0).asDouble())));
        }
    }
}
