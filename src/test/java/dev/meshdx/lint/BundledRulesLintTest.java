package dev.meshdx.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The packs that ship with meshdx keep to the checks; what they accept has a reason. */
class BundledRulesLintTest {

    @Test
    void theBundledPacksHaveNeitherErrorsNorWarnings() {
        List<String> open = new Lint(List.of())
                .run(Path.of("rules")).stream()
                        .filter(finding -> finding.accepted().isEmpty())
                        .map(finding -> finding + " [" + finding.fix() + "]")
                        .toList();
        assertThat(open).isEmpty();
    }
}
