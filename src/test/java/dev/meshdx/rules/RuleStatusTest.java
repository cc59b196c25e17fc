package dev.meshdx.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshdx.TestCaptures;
import dev.meshdx.authoring.MutationTests;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Stable means that every condition is held by a test. All of them: {@code meshdx rules test rules --mutate}. */
class RuleStatusTest {

    /** One in so many stable failure modes is tried here, chosen by the hash of its id. */
    private static final int ONE_IN = 25;

    private static final Path RULES = Path.of("rules");

    @Test
    void noConditionOfASampleOfTheStableFailureModesIsUntested() throws IOException {
        RuleBase rules = RuleBase.bundled();
        List<String> sample = rules.failureModes().stream()
                .map(FailureMode::id)
                .filter(id -> Math.floorMod(id.hashCode(), ONE_IN) == 0)
                .filter(id -> rules.entry(id).status().equals("stable"))
                .toList();
        List<Mutant> survivors = new ArrayList<>();
        new MutationTests(rules, new TestCaptures(rules), RULES)
                .run(sample, result -> {})
                .forEach(result -> survivors.addAll(result.survivors()));
        assertThat(sample).isNotEmpty();
        assertThat(survivors).isEmpty();
    }

    @Test
    void whatIsNotStableSaysWhatIsMissing() {
        RuleBase rules = RuleBase.bundled();
        for (FailureMode mode : rules.failureModes()) {
            Entry entry = rules.entry(mode.id());
            assertThat(entry.missing().isEmpty())
                    .as(mode.id())
                    .isEqualTo(entry.status().equals("stable"));
        }
    }
}
