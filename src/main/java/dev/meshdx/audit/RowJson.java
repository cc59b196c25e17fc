package dev.meshdx.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** Rows as lines of JSON: empty texts and zeros are left out, everything beyond ASCII is escaped. */
final class RowJson {

    private static final JsonFactory JSON =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private RowJson() {}

    static String line(AuditRow row) {
        StringWriter line = new StringWriter();
        try (JsonGenerator generator = JSON.createGenerator(line)) {
            generator.writeStartObject();
            for (AuditColumn column : AuditColumn.ALL) {
                Object value = column.value(row);
                if (value instanceof String text && !text.isEmpty()) {
                    generator.writeStringField(column.name(), text);
                } else if (value instanceof Double number && number != 0) {
                    generator.writeNumberField(column.name(), number);
                } else if (value instanceof Long number && number != 0) {
                    generator.writeNumberField(column.name(), number);
                }
            }
            generator.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line.toString();
    }

    /**
     * The row of a line; columns that this version does not know are ignored.
     *
     * @throws IOException when the line is not such an object
     */
    static AuditRow row(String line) throws IOException {
        try (JsonParser parser = JSON.createParser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("not a JSON object");
            }
            List<String> names = AuditColumn.ALL.stream().map(AuditColumn::name).toList();
            Object[] values = AuditColumn.ALL.stream().map(RowJson::empty).toArray();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                int at = names.indexOf(parser.currentName());
                parser.nextToken();
                if (at < 0) {
                    parser.skipChildren();
                } else if (values[at] instanceof String) {
                    if (parser.currentToken() != JsonToken.VALUE_STRING) {
                        throw new IOException(names.get(at) + " is not a text");
                    }
                    values[at] = parser.getText();
                } else if (values[at] instanceof Long) {
                    values[at] = parser.getLongValue();
                } else {
                    values[at] = parser.getDoubleValue();
                }
            }
            if (values[0].equals("")) {
                throw new IOException("no field \"record\"");
            }
            return AuditColumn.row(values);
        }
    }

    /** A conditional expression would turn the 0 of a whole number into that of a double. */
    private static Object empty(AuditColumn column) {
        if (column.type() == String.class) {
            return "";
        }
        if (column.type() == long.class) {
            return 0L;
        }
        return 0.0;
    }
}
