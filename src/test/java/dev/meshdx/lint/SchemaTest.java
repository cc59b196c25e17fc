package dev.meshdx.lint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.meshdx.rules.RuleBase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The published schemas: every bundled file follows them, and a real validator agrees with the checks. */
class SchemaTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Schema.class)
    void theDocumentedSchemaIsTheOneInTheJar(Schema schema) throws IOException {
        assertThat(Files.readString(Path.of("docs", schema.word() + "-v1.schema.json")))
                .isEqualTo(schema.text());
    }

    @ParameterizedTest
    @EnumSource(Schema.class)
    void everyKeyIsDescribed(Schema schema) throws IOException {
        List<String> silent = new ArrayList<>();
        undescribed(JSON.readTree(schema.text()), schema.word(), silent);
        assertThat(silent).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = Schema.class, mode = EnumSource.Mode.EXCLUDE, names = "SITE")
    void everyBundledFileFollowsItsSchema(Schema schema) throws IOException {
        JsonSchema validator = validator(schema);
        List<String> wrong = new ArrayList<>();
        int files = 0;
        try (Stream<Path> all = Files.walk(Path.of("rules"))) {
            for (Path file : all.filter(path -> of(path) == schema).sorted().toList()) {
                files++;
                for (ValidationMessage message : validator.validate(tree(Files.readString(file)))) {
                    wrong.add(file + ": " + message.getMessage());
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(files).isPositive();
    }

    @Test
    void theExampleOfThePageIsSound() throws IOException {
        String page = Files.readString(Path.of("docs/site.md"));
        int begin = page.indexOf("```yaml\n") + "```yaml\n".length();
        String example = page.substring(begin, page.indexOf("```", begin));
        assertThat(validator(Schema.SITE).validate(tree(example.replaceAll("until: (\\S+)", "until: '$1'"))))
                .isEmpty();
        Path file = Files.writeString(folder.resolve("meshdx.yaml"), example);
        SiteFile.Checked checked = SiteFile.read(file, RuleBase.bundled());
        assertThat(checked.findings()).isEmpty();
        assertThat(checked.site().suppressions()).hasSize(1);
    }

    @Test
    void aValidatorRefusesWhatTheChecksRefuse() throws IOException {
        Map<Schema, List<String>> bad = Map.of(
                Schema.ENTRY,
                        List.of("id: Made Up", "severity: huge", "evidence: { made-up: { weight: sure, says: x } }"),
                Schema.TEST,
                        List.of("cases: []", "cases: [ { expect: none } ]", "cases: [ { name: x, expect: maybe } ]"),
                Schema.PACK,
                        List.of("name: site", "{ name: site, version: 1.0 }", "{ name: site, version: 1.0.0, id: x }"),
                Schema.ALERTS, List.of("alerts: [ { name: down } ]", "unannounced: []"),
                Schema.SITE,
                        List.of(
                                "suppressions: [ { id: x, reason: y } ]",
                                "thresholds: { a.b: much }",
                                "threshold: {}"));
        for (Map.Entry<Schema, List<String>> each : bad.entrySet()) {
            for (String text : each.getValue()) {
                assertThat(validator(each.getKey()).validate(tree(text)))
                        .as(text)
                        .isNotEmpty();
                assertThat(ShapeCheck.misfits(
                                each.getKey().tree(),
                                Document.of(new Source("x", text, true)).root()))
                        .as(text)
                        .isNotEmpty();
            }
        }
    }

    private static @Nullable Schema of(Path file) {
        String path = file.toString();
        if (path.endsWith("pack.yaml")) {
            return Schema.PACK;
        }
        if (path.endsWith("alerts.yaml")) {
            return Schema.ALERTS;
        }
        return path.endsWith(".test.yaml") ? Schema.TEST : path.endsWith(".yaml") ? Schema.ENTRY : null;
    }

    private static JsonSchema validator(Schema schema) {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema.text());
    }

    private static JsonNode tree(String yaml) {
        return JSON.valueToTree(new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml));
    }

    private static void undescribed(JsonNode node, String path, List<String> silent) {
        node.path("properties").properties().forEach(property -> {
            JsonNode rule = property.getValue();
            if (!rule.has("description") && !rule.has("$ref")) {
                silent.add(path + "." + property.getKey());
            }
        });
        node.properties().forEach(child -> undescribed(child.getValue(), path + "." + child.getKey(), silent));
    }
}
