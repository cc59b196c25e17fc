package dev.meshdx.capture;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * Envoy's /config_dump, streamed entry by entry: v2alpha and v3, in snake_case and lowerCamelCase. A dump that Envoy
 * could not write is a line of text instead. The dump that istiod makes for a proxy (its bootstrap is empty) is not the
 * proxy's own state.
 */
final class EnvoyConfigDumpReader implements FileReader {

    private static final String FAILED = "Failed to convert protobuf message to JSON string";
    private static final Pattern TYPE = Pattern.compile("\"@type\"\\s*:\\s*\"[^\"]*ConfigDump(\\.\\w+)?\"");
    private static final Pattern OF_ISTIOD = Pattern.compile("\\.BootstrapConfigDump\"\\s*}");

    @Override
    public String format() {
        return "envoy config_dump";
    }

    @Override
    public boolean recognises(Head head) {
        if (!head.isJson()) {
            return head.text().stripLeading().startsWith(FAILED);
        }
        return head.contains("\"configs\"")
                && head.keys().indexOf("configs") == 0
                && TYPE.matcher(head.text()).find()
                && !isOfIstiod(head);
    }

    /** Whether istiod made the dump. */
    static boolean isOfIstiod(Head head) {
        return OF_ISTIOD.matcher(head.text()).find();
    }

    @Override
    public String read(CaptureFile file, Evidence evidence) throws IOException {
        if (!file.head().isJson()) {
            String text = file.head().text().strip();
            return "Envoy could not write the dump: " + text.lines().findFirst().orElse(FAILED);
        }
        ConfigDump dump = new ConfigDump(file.path(), evidence);
        boolean whole = false;
        try (InputStream in = file.open();
                JsonParser parser = EnvoyJson.parser(in)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean configs = parser.currentName().equals("configs");
                if (parser.nextToken() == JsonToken.START_ARRAY && configs) {
                    readConfigs(parser, dump);
                } else {
                    parser.skipChildren();
                }
            }
            whole = parser.currentToken() == JsonToken.END_OBJECT;
            return whole ? "" : "ends inside the dump";
        } catch (JsonProcessingException e) {
            return EnvoyJson.broken(e);
        } finally {
            dump.finish(whole);
        }
    }

    private static void readConfigs(JsonParser parser, ConfigDump dump) throws IOException {
        for (int i = 0; parser.nextToken() == JsonToken.START_OBJECT; i++) {
            readConfig(parser, "/configs/" + i, dump);
        }
    }

    private static void readConfig(JsonParser parser, String pointer, ConfigDump dump) throws IOException {
        JsonNode bootstrap = JsonBinding.MAPPER.missingNode();
        Instant updated = Instant.EPOCH;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            String section = EnvoyJson.snake(name);
            JsonToken value = parser.nextToken();
            if (value == JsonToken.START_ARRAY && ConfigDump.knows(section)) {
                for (int i = 0; parser.nextToken() == JsonToken.START_OBJECT; i++) {
                    JsonNode entry = JsonBinding.MAPPER.readTree(parser);
                    dump.add(section, entry, pointer + "/" + name + "/" + i);
                }
            } else if (name.equals("bootstrap")) {
                bootstrap = JsonBinding.MAPPER.readTree(parser);
            } else if (section.equals("last_updated")) {
                updated = EnvoyJson.instant(parser.getText());
            } else if (name.equals("@type")
                    && !ConfigDump.sectionOf(parser.getText()).isEmpty()) {
                dump.addPart(ConfigDump.sectionOf(parser.getText()), rest(parser), pointer);
                return;
            } else if (name.equals("@type")) {
                dump.addType(parser.getText());
            } else {
                parser.skipChildren();
            }
        }
        if (bootstrap.isObject()) {
            dump.addBootstrap(bootstrap, updated);
        }
    }

    /** The other fields of an entry whose type was read; protobuf writes the type first. */
    private static JsonNode rest(JsonParser parser) throws IOException {
        ObjectNode entry = JsonBinding.MAPPER.createObjectNode();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            entry.set(name, JsonBinding.MAPPER.readTree(parser));
        }
        return entry;
    }
}
