package dev.meshdx.authoring;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How results of tests are written. */
public enum TestFormat {
    /** Lines for people: failures, and sums. */
    TEXT,
    /** One JSON object. */
    JSON,
    /** JUnit's XML, which continuous integration shows as tests. */
    JUNIT;

    /** The word on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The format of that word. */
    public static Optional<TestFormat> named(String word) {
        return Arrays.stream(values())
                .filter(format -> format.word().equals(word))
                .findFirst();
    }

    /**
     * Writes results.
     *
     * @param results the results in order
     * @param coverage what they cover
     * @param verbose text only: passed cases and the coverage, too
     */
    public void write(List<CaseResult> results, TestCoverage coverage, boolean verbose, Appendable out)
            throws IOException {
        switch (this) {
            case TEXT -> TestText.write(results, coverage, verbose, out);
            case JSON -> TestJson.write(results, coverage, out);
            case JUNIT -> TestJunit.write(results, out);
        }
    }
}
