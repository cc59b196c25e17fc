package dev.meshdx.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.meshdx.lint.Schema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the loader knows, the published schemas know, and the words are the same. */
class SchemaKeysTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void theSchemaKnowsEveryKeyOfAnEntry() throws IOException {
        assertThat(keys(JSON.readTree(Schema.ENTRY.text()))).containsAll(EntryReader.KEYS);
    }

    @Test
    void theSchemaKnowsEveryKeyOfAnAlert() throws IOException {
        JsonNode alert = JSON.readTree(Schema.ALERTS.text()).path("$defs").path("alert");
        assertThat(keys(alert)).containsExactlyInAnyOrderElementsOf(AlertReader.ALERT_KEYS);
        assertThat(words(alert.path("properties").path("area"))).isEqualTo(Alert.AREAS);
    }

    @Test
    void theSchemaKnowsEveryWeight() throws IOException {
        JsonNode evidence = JSON.readTree(Schema.ENTRY.text()).path("$defs").path("evidence");
        assertThat(words(evidence.path("properties").path("weight")))
                .isEqualTo(Arrays.stream(Weight.values()).map(Weight::word).toList());
    }

    private static List<String> keys(JsonNode schema) {
        List<String> keys = new ArrayList<>();
        schema.path("properties").fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    private static List<String> words(JsonNode schema) {
        List<String> words = new ArrayList<>();
        schema.path("enum").forEach(word -> words.add(word.asText()));
        return words;
    }
}
