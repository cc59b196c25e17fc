package dev.meshdx.collect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** A capture with pseudonyms tells no name, and the same faults of the things that the pseudonyms stand for. */
class PseudonymousCaptureTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "circuit-breaker-overflow",
                "istio-root-ca-expired",
                "istiod-crashloop-mesh-config",
                "linkerd-issuer-expired",
                "linkerd-proxy-oom",
                "networkpolicy-blocks-traffic",
                "san-mismatch-pinned-identity",
                "sidecar-not-injected-strict-mtls",
                "two-independent-faults",
                "xds-nack-envoyfilter"
            })
    void tellsTheSameFaultsAndNoName(String sample) throws IOException {
        Staging original = staged(Path.of("facts-samples", sample));
        Path names = folder.resolve("names.json");
        PseudonymousStaging copy =
                new PseudonymousStaging(original, "production-east", new Pseudonymity(names, Set.of()));
        JsonNode map = JSON.readTree(names.toFile()).path("names");
        assertThat(faults(copy.staging().content(), Map.of())).isEqualTo(faults(original.content(), names(map)));
        List<String> real = new ArrayList<>();
        map.fieldNames().forEachRemaining(real::add);
        JSON.readTree(names.toFile()).path("addresses").fieldNames().forEachRemaining(real::add);
        assertThat(real).isNotEmpty();
        try (var files = Files.walk(copy.staging().content())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(file);
                for (String name : real) {
                    assertThat(text.split("[^A-Za-z0-9_.-]+"))
                            .as("%s in %s", name, file)
                            .doesNotContain(name);
                }
            }
        }
    }

    /** Failure modes found and the subjects they are of, roots first. */
    private static List<String> faults(Path capture, Map<String, String> names) throws IOException {
        StringWriter out = new StringWriter();
        dev.meshdx.cli.Main.run(
                new PrintWriter(out),
                new PrintWriter(new StringWriter()),
                "diagnose",
                "-o",
                "json",
                capture.toString());
        List<String> faults = new ArrayList<>();
        for (JsonNode diagnosis : JSON.readTree(out.toString()).path("diagnoses")) {
            JsonNode subject = diagnosis.path("subject");
            faults.add(diagnosis.path("id").asText() + " "
                    + names.getOrDefault(
                            subject.path("namespace").asText(),
                            subject.path("namespace").asText()));
        }
        return faults;
    }

    private static Map<String, String> names(JsonNode map) {
        Map<String, String> names = new TreeMap<>();
        map.properties()
                .forEach(name -> names.put(name.getKey(), name.getValue().asText()));
        return names;
    }

    /** The sample as a run would have staged it: lists of objects as JSON in the folder for them. */
    private Staging staged(Path sample) throws IOException {
        Staging staging = Staging.open(folder.resolve("capture.partial"), false);
        Outcome outcome = new Outcome("sample");
        try (var files = Files.walk(sample)) {
            // a run writes no tables: their columns would not stay under their titles
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(each -> !each.endsWith("proxy-status.txt"))
                    .sorted()
                    .toList()) {
                String name = sample.relativize(file).toString();
                boolean yaml = name.endsWith(".yaml");
                boolean list =
                        yaml || name.endsWith(".json") && Files.readString(file).contains("\"items\"");
                String path = list ? "kubernetes/" + name.replaceAll("[/.]", "-") + ".json" : name;
                String text = yaml ? JSON.writeValueAsString(list(Files.readString(file))) : Files.readString(file);
                staging.write(path, part -> Files.writeString(part, text));
                outcome.files().put(path, Instant.EPOCH);
            }
        }
        staging.add(outcome);
        return staging;
    }

    private static Map<String, Object> list(String yaml) {
        List<Object> items = new ArrayList<>();
        LoaderOptions options = new LoaderOptions();
        Yaml reader = new Yaml(
                new SafeConstructor(options),
                new Representer(new DumperOptions()),
                new DumperOptions(),
                options,
                new NoTimes());
        for (Object document : reader.loadAll(yaml)) {
            if (document instanceof Map<?, ?> map && map.get("items") instanceof List<?> listed) {
                items.addAll(listed);
            } else if (document != null) {
                items.add(document);
            }
        }
        return Map.of("apiVersion", "v1", "kind", "List", "items", items);
    }

    /** Reads times as texts. */
    private static final class NoTimes extends Resolver {
        @Override
        protected void addImplicitResolvers() {
            addImplicitResolver(Tag.BOOL, BOOL, "tTfF");
            addImplicitResolver(Tag.INT, INT, "-+0123456789");
            addImplicitResolver(Tag.FLOAT, FLOAT, "-+0123456789.");
            addImplicitResolver(Tag.NULL, NULL, "~nN\0");
            addImplicitResolver(Tag.NULL, EMPTY, null);
        }
    }
}
