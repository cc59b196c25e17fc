package dev.meshdx.rules;

import dev.meshdx.facts.FactDocs;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Copies what the Javadoc says of the fact types into a resource, with examples from the tests of the rules. */
final class FactDocsBuild {

    private static final String RECORD = "public record ";

    private final Map<String, Map<String, Integer>> examples = new TreeMap<>();

    private FactDocsBuild() {}

    /**
     * Writes the resource.
     *
     * @param sources folder of the sources of the fact types
     * @param rules folder of the packs
     * @param classes folder of the classes
     */
    static void write(Path sources, Path rules, Path classes) throws IOException {
        FactDocsBuild build = new FactDocsBuild();
        for (Path test : files(rules, ".test.yaml")) {
            build.examples(new Yaml(new LoaderOptions()).compose(new StringReader(Files.readString(test))));
        }
        List<String> lines = new ArrayList<>();
        for (Path source : files(sources, ".java")) {
            lines.addAll(build.lines(Files.readString(source)));
        }
        Path folder = Files.createDirectories(classes.resolve("dev/meshdx/facts"));
        Files.writeString(folder.resolve(FactDocs.RESOURCE), String.join("\n", lines) + "\n");
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(path -> path.toString().endsWith(ending)).sorted().toList();
        }
    }

    private List<String> lines(String source) {
        List<String> lines = new ArrayList<>();
        for (int at = source.indexOf(RECORD); at >= 0; at = source.indexOf(RECORD, at + 1)) {
            int start = source.lastIndexOf("/**", at);
            int end = source.indexOf("*/", Math.max(start, 0));
            String name = source.substring(at + RECORD.length(), source.indexOf('(', at));
            if (start >= 0 && end < at) {
                meanings(source.substring(start + 3, end))
                        .forEach((field, meaning) ->
                                lines.add(String.join("\t", name, field, meaning, example(name + "." + field))));
            }
        }
        return lines;
    }

    /** The text of the comment under the empty name, that of each component under its own. */
    private static Map<String, String> meanings(String comment) {
        Map<String, String> meanings = new LinkedHashMap<>();
        String text = comment.replaceAll("(?m)^\\s*\\*", " ").replaceAll("\\s+", " ");
        for (String part : text.split(" @param ")) {
            int space = part.indexOf(' ');
            boolean first = meanings.isEmpty();
            String body = first ? part : part.substring(space + 1);
            meanings.put(first ? "" : part.substring(0, space), plain(body));
        }
        return meanings;
    }

    private static String plain(String text) {
        return text.replaceAll("\\{@(?:code|link)\\s+#?([^}]*)}", "$1")
                .replaceAll("</?\\w+>", "")
                .replaceAll("\\bInstant#EPOCH\\b", "1970-01-01T00:00:00Z")
                .strip();
    }

    /** Counts what the facts of a test file say: any map of one key that is a name of a type, whose value is a map. */
    private void examples(Node node) {
        if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(this::examples);
        } else if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                examples(tuple.getValueNode());
                if (tuple.getKeyNode() instanceof ScalarNode type
                        && tuple.getValueNode() instanceof MappingNode fields) {
                    fields.getValue().forEach(field -> count(type.getValue(), field));
                }
            }
        }
    }

    private void count(String type, NodeTuple field) {
        String value = value(field.getValueNode());
        if (field.getKeyNode() instanceof ScalarNode name && !value.isEmpty() && !value.contains("\t")) {
            examples.computeIfAbsent(type + "." + name.getValue(), key -> new TreeMap<>())
                    .merge(value, 1, Integer::sum);
        }
    }

    private static String value(Node node) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue().lines().findFirst().orElse("");
        }
        if (node instanceof SequenceNode items && !items.getValue().isEmpty()) {
            return "[" + value(items.getValue().get(0)) + "]";
        }
        if (node instanceof MappingNode map && !map.getValue().isEmpty()) {
            NodeTuple first = map.getValue().get(0);
            return "{ " + value(first.getKeyNode()) + ": " + value(first.getValueNode()) + " }";
        }
        return "";
    }

    private String example(String key) {
        return examples.getOrDefault(key, Map.of()).entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue()
                        .thenComparing(
                                Map.Entry.<String, Integer>comparingByKey().reversed()))
                .map(Map.Entry::getKey)
                .orElse("");
    }
}
