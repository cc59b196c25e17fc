package dev.meshdx.lint;

import java.util.List;

/** A pack with a mistake, and all findings in it; an expectation may leave out the end of a line. */
record LintCase(Snippet snippet, List<String> expected) {

    static LintCase of(Snippet snippet, String... expected) {
        return new LintCase(snippet, List.of(expected));
    }
}
