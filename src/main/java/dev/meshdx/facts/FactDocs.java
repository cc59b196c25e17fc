package dev.meshdx.facts;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the fact types and their fields mean: the Javadoc of the records, which the build copies into a resource. */
public final class FactDocs {

    /** The resource: lines of type, field (empty for the type itself), meaning and example, separated by tabs. */
    public static final String RESOURCE = "types.tsv";

    private final Map<String, String[]> lines;

    private FactDocs(Map<String, String[]> lines) {
        this.lines = lines;
    }

    /**
     * A field of a fact type.
     *
     * @param name name
     * @param type simple name of its Java type
     * @param meaning meaning, unit and allowed words
     * @param example a value as tests write it, empty when no test does
     */
    public record Field(String name, String type, String meaning, String example) {}

    /** Reads the resource. */
    public static FactDocs load() {
        Map<String, String[]> lines = new HashMap<>();
        try (InputStream in = FactDocs.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + RESOURCE + "; build it with: mvn package");
            }
            BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String[] parts = line.split("\t", -1);
                lines.put(parts[0] + "." + parts[1], parts);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new FactDocs(lines);
    }

    /** What a record is, one or more sentences. */
    public String meaning(Class<?> type) {
        return part(type.getSimpleName() + ".", 2);
    }

    /** The fields of a record in order, its origin left out. */
    public List<Field> fields(Class<?> type) {
        List<Field> fields = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getType() != Origin.class) {
                String key = type.getSimpleName() + "." + component.getName();
                fields.add(new Field(
                        component.getName(), component.getType().getSimpleName(), part(key, 2), part(key, 3)));
            }
        }
        return fields;
    }

    private String part(String key, int number) {
        String[] parts = lines.get(key);
        return parts == null ? "" : parts[number];
    }
}
