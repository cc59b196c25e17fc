package dev.meshdx.capture;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * JSON as Envoy, istiod and istioctl write it: fields in snake_case or lowerCamelCase, 64-bit numbers as strings,
 * defaults left out.
 */
final class EnvoyJson {

    /** Keys of an object that recognising a format looks at. */
    private static final int HEAD_KEYS = 24;

    private static final JsonFactory PLAIN = new JsonFactory();

    private EnvoyJson() {}

    /** Takes one element of a streamed array. */
    interface Visitor {
        void element(int index, JsonNode node);
    }

    /** A parser that also reads trees. */
    static JsonParser parser(InputStream in) throws IOException {
        return JsonBinding.MAPPER.getFactory().createParser(in);
    }

    /**
     * Streams the elements of an array that is a field of the top object, or the top itself when the field is empty.
     *
     * @return empty when all was read, else where and why reading stopped
     */
    static String elements(CaptureFile file, String field, Visitor visitor) throws IOException {
        try (InputStream in = file.open();
                JsonParser parser = parser(in)) {
            if (!enter(parser, field)) {
                return "there is no array " + (field.isEmpty() ? "at the top" : "\"" + field + "\"");
            }
            for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
                visitor.element(i, JsonBinding.MAPPER.readTree(parser));
            }
            while (!field.isEmpty() && parser.nextToken() == JsonToken.FIELD_NAME) {
                parser.nextToken();
                parser.skipChildren();
            }
            return "";
        } catch (JsonProcessingException e) {
            return broken(e);
        }
    }

    /** The whole file as a tree; for formats that stay small. */
    static JsonNode tree(CaptureFile file) throws IOException {
        try (InputStream in = file.open()) {
            JsonNode tree = JsonBinding.MAPPER.readTree(in);
            return tree == null ? MissingNode.getInstance() : tree;
        }
    }

    /** What to report of a text that stops being JSON. */
    static String broken(JsonProcessingException e) {
        int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
        return "stops being JSON at line " + line + "; maybe the file was cut: " + e.getOriginalMessage();
    }

    private static boolean enter(JsonParser parser, String field) throws IOException {
        JsonToken first = parser.nextToken();
        if (field.isEmpty()) {
            return first == JsonToken.START_ARRAY;
        }
        if (first != JsonToken.START_OBJECT) {
            return false;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean found = snake(parser.currentName()).equals(field);
            JsonToken value = parser.nextToken();
            if (found) {
                return value == JsonToken.START_ARRAY;
            }
            parser.skipChildren();
        }
        return false;
    }

    /** The keys of the top object, or of the first object of the top array, as far as the head goes; in snake_case. */
    static List<String> keys(String text) {
        List<String> keys = new ArrayList<>();
        try (JsonParser parser = PLAIN.createParser(text)) {
            JsonToken first = parser.nextToken();
            if (first == JsonToken.START_ARRAY) {
                first = parser.nextToken();
            }
            while (first == JsonToken.START_OBJECT
                    && keys.size() < HEAD_KEYS
                    && parser.nextToken() == JsonToken.FIELD_NAME) {
                keys.add(snake(parser.currentName()));
                parser.nextToken();
                parser.skipChildren();
            }
        } catch (IOException e) {
            return keys; // the head ends in the middle of a value
        }
        return keys;
    }

    /** A field by its snake_case name, also where it is written in lowerCamelCase. */
    static JsonNode field(JsonNode node, String snake) {
        JsonNode value = node.get(snake);
        if (value == null && snake.indexOf('_') > 0) {
            value = node.get(camel(snake));
        }
        return value == null ? MissingNode.getInstance() : value;
    }

    /** The text of a scalar field, empty when it is missing. */
    static String text(JsonNode node, String snake) {
        return field(node, snake).asText("");
    }

    /** A whole number, also where it is written as a string or as a wrapped value. */
    static long number(JsonNode node, String snake, long absent) {
        JsonNode value = field(node, snake);
        if (value.isObject()) {
            value = value.path("value");
        }
        if (value.isNumber()) {
            return value.asLong();
        }
        try {
            return value.isTextual() ? Long.parseLong(value.asText()) : absent;
        } catch (NumberFormatException e) {
            return absent;
        }
    }

    /** An RFC 3339 time, {@link Instant#EPOCH} when it is none. */
    static Instant instant(String text) {
        try {
            return text.isEmpty() ? Instant.EPOCH : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }

    /** {@code dynamicActiveClusters} as {@code dynamic_active_clusters}; other names stay. */
    static String snake(String name) {
        StringBuilder snake = new StringBuilder(name.length() + 4);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (i > 0 && Character.isUpperCase(c) && Character.isLowerCase(name.charAt(i - 1))) {
                snake.append('_').append(Character.toLowerCase(c));
            } else {
                snake.append(c);
            }
        }
        return snake.toString();
    }

    private static String camel(String snake) {
        StringBuilder camel = new StringBuilder(snake.length());
        for (int i = 0; i < snake.length(); i++) {
            char c = snake.charAt(i);
            if (c == '_' && i + 1 < snake.length()) {
                i++;
                camel.append(Character.toUpperCase(snake.charAt(i)));
            } else {
                camel.append(c);
            }
        }
        return camel.toString();
    }
}
