package dev.meshdx.authoring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The cases of test files as examples for readers: what each shows, and with which facts. */
public final class TestExamples {

    private static final String SUFFIX = ".test.yaml";

    private TestExamples() {}

    /**
     * One case.
     *
     * @param name what it shows
     * @param outcome found, not-found or undecided
     * @param facts its facts as YAML, empty when it has none
     */
    public record Example(String name, String outcome, String facts) {}

    /**
     * The cases of all failure modes below a folder of packs.
     *
     * @return cases in the order of their file, by failure mode
     * @throws IOException when a file can't be read
     */
    public static Map<String, List<Example>> of(Path folder) throws IOException {
        Map<String, List<Example>> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList()) {
                String name = file.getFileName().toString();
                all.put(name.substring(0, name.length() - SUFFIX.length()), ofFile(file));
            }
        }
        return all;
    }

    private static List<Example> ofFile(Path file) throws IOException {
        List<Example> examples = new ArrayList<>();
        for (YamlNode test :
                YamlNode.parse(Files.readString(file), file.toString()).list("cases")) {
            examples.add(new Example(
                    test.text("name", "case"),
                    outcome(test),
                    test.get("facts").map(YamlNode::document).orElse("")));
        }
        return examples;
    }

    private static String outcome(YamlNode test) {
        if (test.get("expect").filter(YamlNode::isList).isPresent()) {
            return "found";
        }
        boolean undecided = test.get("expect")
                .filter(expect -> !expect.isMap() && expect.text().equals("undecided"))
                .isPresent();
        return undecided || test.get("absent").isPresent() ? "undecided" : "not-found";
    }
}
