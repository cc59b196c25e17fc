package dev.meshdx.lint;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The JSON Schemas of the files of a pack and of {@code meshdx.yaml}, as editors use them and as the checks read their keys and words. */
public enum Schema {
    ENTRY,
    TEST,
    PACK,
    ALERTS,
    SITE;

    /** The word that the command line takes. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The schema of that word. */
    public static Optional<Schema> of(String word) {
        return Arrays.stream(values())
                .filter(schema -> schema.word().equals(word))
                .findFirst();
    }

    /** All words. */
    public static List<String> words() {
        return Arrays.stream(values()).map(Schema::word).toList();
    }

    /** The schema as JSON, draft 2020-12. */
    public String text() {
        String name = word() + "-v1.schema.json";
        try (InputStream in = Schema.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its tree: JSON is YAML. */
    YamlNode tree() {
        return Document.of(new Source(word(), text(), true)).root();
    }
}
