package dev.meshdx.authoring;

import java.io.IOException;
import java.util.List;

/** Results as lines for people. */
final class TestText {

    private TestText() {}

    static void write(List<CaseResult> results, TestCoverage coverage, boolean verbose, Appendable out)
            throws IOException {
        for (CaseResult result : results) {
            String word = result.todo() ? "todo  " : result.passed() ? "ok    " : "FAIL  ";
            if (verbose || result.todo() || !result.passed()) {
                out.append(word)
                        .append(result.id())
                        .append(": ")
                        .append(result.name())
                        .append('\n');
            }
            if (!result.passed()) {
                out.append("      ").append(result.where()).append('\n');
            }
            for (String problem : result.problems()) {
                out.append("      ").append(problem).append('\n');
            }
        }
        if (verbose) {
            coverage(coverage, out);
        }
        long todo = results.stream().filter(CaseResult::todo).count();
        long failed = results.stream().filter(result -> !result.passed()).count();
        out.append(results.size() - failed - todo + " passed, " + failed + " failed");
        out.append(todo == 0 ? "\n" : ", " + todo + " todo\n");
    }

    private static void coverage(TestCoverage coverage, Appendable out) throws IOException {
        out.append("coverage\n");
        int width = coverage.cases().keySet().stream()
                .mapToInt(String::length)
                .max()
                .orElse(0);
        for (var mode : coverage.cases().entrySet()) {
            out.append(String.format("  %-" + width + "s", mode.getKey()));
            for (var kind : mode.getValue().entrySet()) {
                out.append("  ").append(kind.getKey()).append(' ').append(String.valueOf(kind.getValue()));
            }
            out.append('\n');
        }
        out.append("  rules that never fired: ")
                .append(names(coverage.silentRules()))
                .append('\n');
        out.append("  fact types never used: ")
                .append(names(coverage.unusedTypes()))
                .append('\n');
    }

    private static String names(List<String> names) {
        return names.isEmpty() ? "none" : String.join(", ", names);
    }
}
