package dev.meshdx.capture;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A log line that is a JSON object, flattened: nested names are joined by dots. It is rendered as the same process prints it in
 * text, so that one signature holds for both forms.
 */
final class JsonLogLine {

    private static final int FIELDS = 200;
    private static final JsonFactory JSON = new JsonFactory();

    private final Map<String, String> fields;

    private JsonLogLine(Map<String, String> fields) {
        this.fields = fields;
    }

    /** The fields of a line; none when it is not one JSON object. */
    static JsonLogLine of(String line) {
        Map<String, String> fields = new LinkedHashMap<>();
        try (JsonParser parser = JSON.createParser(line)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                readObject(parser, "", fields);
            }
        } catch (IOException e) {
            fields.clear(); // A cut line: the caller treats it as text.
        }
        return new JsonLogLine(fields);
    }

    Map<String, String> fields() {
        return fields;
    }

    /** Time in microseconds, {@link LogTime#NONE} when there is none. */
    long micros() {
        for (String name : new String[] {"time", "timestamp", "ts", "start_time", "@timestamp"}) {
            long micros = LogTime.at(fields.getOrDefault(name, ""), 0);
            if (micros != LogTime.NONE) {
                return micros;
            }
        }
        return LogTime.NONE;
    }

    /** The line as text. */
    String text() {
        return fields.containsKey("fields.message") ? linkerdText() : istioText();
    }

    private String linkerdText() {
        StringBuilder text = new StringBuilder();
        text.append(value("timestamp"))
                .append(' ')
                .append(value("level"))
                .append(' ')
                .append(value("threadId"))
                .append(' ');
        String spans = spans();
        text.append(spans)
                .append(spans.isEmpty() ? "" : " ")
                .append(value("target"))
                .append(": ");
        text.append(value("fields.message"));
        fields.forEach((name, value) -> {
            if (name.startsWith("fields.") && !name.equals("fields.message")) {
                text.append(' ')
                        .append(name.substring("fields.".length()))
                        .append('=')
                        .append(value);
            }
        });
        return text.toString();
    }

    private String spans() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; fields.containsKey("spans." + i + ".name"); i++) {
            String prefix = "spans." + i + ".";
            text.append(value(prefix + "name")).append('{');
            String separator = "";
            for (Map.Entry<String, String> field : fields.entrySet()) {
                if (field.getKey().startsWith(prefix) && !field.getKey().equals(prefix + "name")) {
                    text.append(separator)
                            .append(field.getKey().substring(prefix.length()))
                            .append('=')
                            .append(field.getValue());
                    separator = " ";
                }
            }
            text.append("}:");
        }
        return text.toString().replace("{}", "");
    }

    private String istioText() {
        StringBuilder text = new StringBuilder();
        text.append(first("time", "timestamp", "ts")).append('\t').append(first("level", "severity"));
        String scope = first("scope", "logger");
        text.append(scope.isEmpty() ? "" : "\t" + scope.replace("ztunnel::", ""));
        text.append('\t').append(first("message", "msg"));
        String separator = "\t";
        for (Map.Entry<String, String> field : fields.entrySet()) {
            if (!isHead(field.getKey())) {
                text.append(separator)
                        .append(field.getKey())
                        .append('=')
                        .append(quoted(field.getKey(), field.getValue()));
                separator = " ";
            }
        }
        return text.toString();
    }

    /** ztunnel prints addresses, numbers and the type of a response bare and all other values in quotes. */
    private static String quoted(String name, String value) {
        boolean bare =
                name.endsWith("addr") || name.equals("type") || value.chars().allMatch(Character::isDigit);
        return bare ? value : '"' + value + '"';
    }

    private static boolean isHead(String name) {
        return switch (name) {
            case "time", "timestamp", "ts", "level", "severity", "scope", "logger", "message", "msg" -> true;
            default -> false;
        };
    }

    private String value(String name) {
        return fields.getOrDefault(name, "");
    }

    private String first(String... names) {
        for (String name : names) {
            if (fields.containsKey(name)) {
                return value(name);
            }
        }
        return "";
    }

    private static void readObject(JsonParser parser, String prefix, Map<String, String> fields) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = prefix + parser.currentName();
            parser.nextToken();
            readValue(parser, name, fields);
        }
    }

    private static void readValue(JsonParser parser, String name, Map<String, String> fields) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            readObject(parser, name + ".", fields);
        } else if (token == JsonToken.START_ARRAY) {
            for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
                readValue(parser, name + "." + i, fields);
            }
        } else if (fields.size() < FIELDS && token != JsonToken.VALUE_NULL) {
            fields.put(name, parser.getText());
        }
    }
}
