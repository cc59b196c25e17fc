package dev.meshdx.lint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.meshdx.facts.Fact;
import dev.meshdx.facts.FactTypes;
import dev.meshdx.facts.Origin;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The facts in the schema of tests are the records with what their Javadoc says; {@code -Dapprove=true} rewrites them. */
class FactSchemaTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path JAR = Path.of("src/main/resources/dev/meshdx/lint/test-v1.schema.json");
    private static final Path DOCS = Path.of("docs/test-v1.schema.json");

    private final ObjectNode schema;
    private final ObjectNode definitions;

    FactSchemaTest() throws IOException {
        schema = (ObjectNode) JSON.readTree(Files.readString(JAR));
        definitions = (ObjectNode) schema.path("$defs");
    }

    @Test
    void theFactsAreTheRecords() throws IOException {
        ObjectNode fact = (ObjectNode) definitions.path("fact");
        ObjectNode types = JSON.createObjectNode();
        for (Class<? extends Fact> type : FactTypes.all()) {
            types.set(type.getSimpleName(), reference(type));
            define(type);
        }
        fact.set("properties", types);
        fact.put("additionalProperties", false);
        String expected = print(schema);
        if (Boolean.getBoolean("approve")) {
            Files.writeString(JAR, expected);
            Files.writeString(DOCS, expected);
        }
        assertThat(Files.readString(JAR)).as("re-approve with -Dapprove=true").isEqualTo(expected);
    }

    private void define(Class<?> type) throws IOException {
        String source = Files.readString(Path.of("src/main/java", type.getName().replace('.', '/') + ".java"));
        String doc = source.substring(source.indexOf("/**"), source.indexOf("*/"))
                .replaceAll("\\n \\* ?", "\n")
                .replaceAll("\\{@(?:code|link) ([^}]*)}", "$1");
        ObjectNode node = JSON.createObjectNode();
        node.put("description", oneLine(doc.substring(3).split("\n@", 2)[0]));
        node.put("type", "object");
        ObjectNode properties = node.putObject("properties");
        Map<String, String> fields = new TreeMap<>();
        Matcher parameter = Pattern.compile("(?s)@param (\\w+) (.*?)(?=\n@|$)").matcher(doc);
        while (parameter.find()) {
            fields.put(parameter.group(1), oneLine(parameter.group(2)));
        }
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getType() != Origin.class) {
                ObjectNode property = properties.putObject(component.getName());
                property.put("description", fields.getOrDefault(component.getName(), component.getName()));
                type(component.getType(), property);
            }
        }
        node.put("additionalProperties", false);
        definitions.set(type.getSimpleName(), node);
    }

    /** YAML writes 503 for a text and a date for a time, so these take numbers, too. */
    private void type(Class<?> type, ObjectNode property) throws IOException {
        if (type == boolean.class) {
            property.put("type", "boolean");
        } else if (type == List.class) {
            property.put("type", "array");
        } else if (type == Map.class) {
            property.put("type", "object");
        } else if (type.isRecord()) {
            property.setAll(reference(type));
            define(type);
        } else if (type == String.class || type == Instant.class) {
            property.putArray("type").add("string").add("number").add("boolean");
        } else {
            property.put("type", "number");
        }
    }

    private static ObjectNode reference(Class<?> type) {
        return JSON.createObjectNode().put("$ref", "#/$defs/" + type.getSimpleName());
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    private static String print(ObjectNode tree) throws IOException {
        DefaultIndenter indent = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter()
                .withSeparators(Separators.createDefaultInstance()
                        .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                        .withArrayEmptySeparator("")
                        .withObjectEmptySeparator(""));
        printer.indentArraysWith(indent);
        printer.indentObjectsWith(indent);
        return JSON.writer(printer).writeValueAsString(tree) + "\n";
    }
}
