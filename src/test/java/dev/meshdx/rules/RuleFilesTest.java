package dev.meshdx.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshdx.TestCaptures;
import dev.meshdx.authoring.RuleTests;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every bundled failure mode proves itself, and the packs hang together. */
class RuleFilesTest {

    private static final Path RULES = Path.of("rules");

    @TestFactory
    Stream<DynamicTest> everyCaseOfEveryTestFile() throws IOException {
        return new RuleTests(RuleBase.bundled(), new TestCaptures(RuleBase.bundled()))
                .run(RULES, "").stream()
                        .map(result -> DynamicTest.dynamicTest(
                                result.id() + ": " + result.name(),
                                () -> assertThat(result.problems()).isEmpty()));
    }

    @Test
    void noCommandRestartsOrDeletesEverything() {
        RuleBase rules = RuleBase.bundled();
        List<String> wrong = new ArrayList<>();
        for (FailureMode mode : rules.failureModes()) {
            Entry entry = rules.entry(mode.id());
            Stream.of(entry.confirm(), entry.fix(), entry.verify())
                    .flatMap(Collection::stream)
                    .map(Entry.Step::run)
                    .filter(run -> run.matches("(?s).*rollout restart.*(--all-namespaces|\\s-A\\b).*")
                            || run.matches("(?s).*delete (ns|namespace)\\b.*")
                            || run.matches("(?s).*<[a-z-]+>.*"))
                    .forEach(run -> wrong.add(mode.id() + ": " + run));
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void whatConfirmsAndVerifiesIsReadOnly() {
        RuleBase rules = RuleBase.bundled();
        List<String> wrong = new ArrayList<>();
        for (FailureMode mode : rules.failureModes()) {
            Entry entry = rules.entry(mode.id());
            Stream.concat(entry.confirm().stream(), entry.verify().stream())
                    .filter(step ->
                            !step.effect().equals("read-only") && !step.effect().equals("safe"))
                    .forEach(step -> wrong.add(mode.id() + ": " + step.run()));
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void stepsNameRulesThatExist() {
        RuleBase rules = RuleBase.bundled();
        List<String> wrong = new ArrayList<>();
        for (FailureMode mode : rules.failureModes()) {
            Set<String> names = new TreeSet<>();
            mode.evidence().forEach(rule -> names.add(rule.rule()));
            Entry entry = rules.entry(mode.id());
            Stream.of(entry.confirm(), entry.fix(), entry.verify())
                    .flatMap(Collection::stream)
                    .filter(step -> !step.when().isEmpty() && !names.contains(step.when()))
                    .forEach(step -> wrong.add(mode.id() + ": when: " + step.when()));
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyFailureModeSaysHowToConfirmFixAndVerify() {
        RuleBase rules = RuleBase.bundled();
        List<String> wrong = new ArrayList<>();
        for (FailureMode mode : rules.failureModes()) {
            Entry entry = rules.entry(mode.id());
            if (entry.confirm().isEmpty()
                    || entry.fix().isEmpty()
                    || entry.verify().isEmpty()) {
                wrong.add(mode.id());
            }
            if (entry.title().length() > 70 || entry.title().endsWith(".")) {
                wrong.add(mode.id() + ": title: " + entry.title());
            }
        }
        assertThat(wrong).isEmpty();
    }
}
