package dev.meshdx.capture;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;

/** The beginning of a JSON value, one field per line. */
final class JsonExcerpt {

    private static final int LINES = 10;
    private static final int TOKENS = 40;

    private JsonExcerpt() {}

    /** The parser stands at the first token of the value and is left at its last. */
    static List<String> of(JsonParser json) throws IOException {
        var text = new StringWriter();
        var lines = new DefaultIndenter("  ", "\n");
        var printer = new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines);
        try (JsonGenerator out = new JsonFactory().createGenerator(text)) {
            out.setPrettyPrinter(printer);
            int depth = 0;
            int tokens = 0;
            do {
                JsonToken token = json.currentToken();
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (tokens++ < TOKENS) {
                    out.copyCurrentEvent(json);
                }
            } while (depth > 0 && json.nextToken() != null);
        }
        var redaction = new ExcerptRedaction();
        return text.toString().lines().limit(LINES).map(redaction::line).toList();
    }
}
