package dev.meshdx.authoring;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Results as one JSON object, schema {@code meshdx.rule-tests/v1}. */
final class TestJson {

    private TestJson() {}

    static void write(List<CaseResult> results, TestCoverage coverage, Appendable out) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json =
                new JsonFactory().createGenerator(text).setPrettyPrinter(new DefaultPrettyPrinter())) {
            json.writeStartObject();
            json.writeStringField("schema", "meshdx.rule-tests/v1");
            json.writeNumberField("passed", count(results, "passed"));
            json.writeNumberField("failed", count(results, "failed"));
            json.writeNumberField("todo", count(results, "todo"));
            json.writeArrayFieldStart("cases");
            for (CaseResult result : results) {
                write(result, json);
            }
            json.writeEndArray();
            write(coverage, json);
            json.writeEndObject();
        }
        out.append(text.toString()).append('\n');
    }

    private static long count(List<CaseResult> results, String outcome) {
        return results.stream()
                .filter(result -> result.outcome().equals(outcome))
                .count();
    }

    private static void write(CaseResult result, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", result.id());
        json.writeStringField("name", result.name());
        json.writeStringField("kind", result.kind());
        json.writeStringField("where", result.where());
        json.writeStringField("outcome", result.outcome());
        texts("problems", result.problems(), json);
        texts("fired", new TreeSet<>(result.fired()), json);
        json.writeEndObject();
    }

    private static void write(TestCoverage coverage, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("coverage");
        json.writeObjectFieldStart("cases");
        for (Map.Entry<String, Map<String, Integer>> mode : coverage.cases().entrySet()) {
            json.writeObjectFieldStart(mode.getKey());
            for (Map.Entry<String, Integer> kind : mode.getValue().entrySet()) {
                json.writeNumberField(kind.getKey(), kind.getValue());
            }
            json.writeEndObject();
        }
        json.writeEndObject();
        texts("silentRules", coverage.silentRules(), json);
        texts("unusedTypes", coverage.unusedTypes(), json);
        json.writeEndObject();
    }

    private static void texts(String name, Collection<String> texts, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }
}
