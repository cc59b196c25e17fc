package dev.meshdx.authoring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

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
        for (Object item : TestYaml.list(
                TestYaml.map(Files.readString(file), file.toString()).get("cases"))) {
            Map<String, Object> test = TestYaml.map(item);
            List<?> facts = TestYaml.list(test.get("facts"));
            examples.add(new Example(
                    String.valueOf(test.getOrDefault("name", "case")),
                    outcome(test),
                    facts.isEmpty() ? "" : yaml().dump(facts)));
        }
        return examples;
    }

    private static String outcome(Map<String, Object> test) {
        Object expect = test.getOrDefault("expect", "none");
        if (expect instanceof List<?>) {
            return "found";
        }
        return expect.equals("undecided") || test.containsKey("absent") ? "undecided" : "not-found";
    }

    private static Yaml yaml() {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.AUTO);
        options.setWidth(120);
        return new Yaml(options);
    }
}
