package dev.meshdx.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshdx.capture.Captures;
import dev.meshdx.facts.Fact;
import dev.meshdx.facts.FactBase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Leaving out the rules that cannot fire changes nothing. */
class RelevanceTest {

    @TestFactory
    Stream<DynamicTest> concludesTheSameAsAllRules() throws IOException {
        RuleBase rules = RuleBase.bundled();
        List<Path> samples;
        try (Stream<Path> files = Files.list(Path.of("facts-samples"))) {
            samples = files.filter(Files::isDirectory).sorted().toList();
        }
        return samples.stream()
                .map(sample -> DynamicTest.dynamicTest(sample.getFileName().toString(), () -> {
                    FactBase base = Captures.open(List.of(sample.toString()), rules.selection(), message -> {});
                    for (String cluster : base.clusters()) {
                        List<Fact> facts = base.of(cluster);
                        assertThat(rules.fire(facts).conclusions())
                                .isEqualTo(rules.fireAll(facts).conclusions());
                    }
                }));
    }
}
