package dev.meshdx.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** Writes indented JSON whose bytes depend on the values only. */
final class Json implements Closeable {

    private final JsonGenerator generator;

    Json(Appendable out) throws IOException {
        var lines = new DefaultIndenter("  ", "\n");
        var separators = Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator("");
        var printer =
                new DefaultPrettyPrinter(separators).withObjectIndenter(lines).withArrayIndenter(lines);
        generator = new JsonFactory().createGenerator(new Characters(out)).setPrettyPrinter(printer);
    }

    /** Writes the fields of an object. */
    interface Fields {
        void write() throws IOException;
    }

    /** Writes the fields of an object that stands for a value. */
    interface FieldsOf<T> {
        void write(T value) throws IOException;
    }

    void object(Fields fields) throws IOException {
        generator.writeStartObject();
        fields.write();
        generator.writeEndObject();
    }

    void object(String name, Fields fields) throws IOException {
        generator.writeFieldName(name);
        object(fields);
    }

    <T> void objects(String name, List<T> values, FieldsOf<T> fields) throws IOException {
        generator.writeArrayFieldStart(name);
        for (T value : values) {
            object(() -> fields.write(value));
        }
        generator.writeEndArray();
    }

    void text(String name, String value) throws IOException {
        generator.writeFieldName(name);
        text(value);
    }

    /** Null for an empty string. */
    void textOrNull(String name, String value) throws IOException {
        generator.writeFieldName(name);
        if (value.isEmpty()) {
            generator.writeNull();
        } else {
            text(value);
        }
    }

    void texts(String name, List<String> values) throws IOException {
        generator.writeArrayFieldStart(name);
        for (String value : values) {
            text(value);
        }
        generator.writeEndArray();
    }

    void number(String name, double value) throws IOException {
        generator.writeFieldName(name);
        generator.writeNumber(Numbers.rounded(value));
    }

    void bool(String name, boolean value) throws IOException {
        generator.writeFieldName(name);
        generator.writeBoolean(value);
    }

    @Override
    public void close() throws IOException {
        generator.close();
    }

    private void text(String value) throws IOException {
        if (value.chars().allMatch(c -> c < 0x7F)) {
            generator.writeString(value);
        } else {
            generator.writeRawValue(quoted(value));
        }
    }

    /**
     * The string with what JSON allows but a reader may stumble over as escapes: lone surrogates, which have no UTF-8, and
     * characters that a terminal would obey.
     */
    private static String quoted(String value) {
        String escaped = new String(JsonStringEncoder.getInstance().quoteAsString(value));
        var quoted = new StringBuilder("\"");
        escaped.codePoints().forEach(point -> {
            int type = Character.getType(point);
            boolean plain = type != Character.SURROGATE
                    && type != Character.FORMAT
                    && type != Character.LINE_SEPARATOR
                    && type != Character.PARAGRAPH_SEPARATOR
                    && !Character.isISOControl(point);
            if (plain) {
                quoted.appendCodePoint(point);
            } else {
                for (char unit : Character.toChars(point)) {
                    quoted.append(String.format("\\u%04x", (int) unit));
                }
            }
        });
        return quoted.append('"').toString();
    }

    /** Passes characters on to an {@link Appendable}. */
    private static final class Characters extends Writer {

        private final Appendable out;

        Characters(Appendable out) {
            this.out = out;
        }

        @Override
        public void write(char[] characters, int offset, int length) throws IOException {
            out.append(new String(characters, offset, length));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
