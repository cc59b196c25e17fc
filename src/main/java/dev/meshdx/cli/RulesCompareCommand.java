package dev.meshdx.cli;

import dev.meshdx.authoring.PackComparison;
import dev.meshdx.capture.Captures;
import dev.meshdx.diagnosis.Report;
import dev.meshdx.facts.FactBase;
import dev.meshdx.facts.Selection;
import dev.meshdx.rules.PackRanges;
import dev.meshdx.rules.RuleBase;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code meshdx rules compare}: how the version of a pack should go on after a change. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = "Runs an old and a new state of packs over samples and proposes a major, minor or patch version.")
final class RulesCompareCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "OLD", description = "Folder of the old state: a pack or a folder of packs.")
    private Path old = Path.of("");

    @Parameters(index = "1", paramLabel = "NEW", description = "Folder of the new state.")
    private Path now = Path.of("");

    @Option(
            names = "--samples",
            paramLabel = "DIR",
            description = "Captures to run both over, one per folder in it; default: facts-samples where there is one.")
    private Path samples = Path.of("facts-samples");

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        RuleBase before = RuleBase.of(old, Packs.cache());
        RuleBase after = RuleBase.of(now, Packs.cache());
        Selection selection = before.and(after).selection();
        Map<String, PackComparison.Pair> reports = new TreeMap<>();
        for (Path sample : folders()) {
            FactBase facts = Captures.open(List.of(sample.toString()), selection, message -> {});
            reports.put(
                    String.valueOf(sample.getFileName()),
                    new PackComparison.Pair(report(before, facts), report(after, facts)));
        }
        List<PackComparison.Change> changes =
                new ArrayList<>(PackComparison.of(PackRanges.of(old), PackRanges.of(now)));
        changes.addAll(PackComparison.of(before, after, reports));
        PrintWriter out = spec.commandLine().getOut();
        changes.forEach(
                change -> out.println(String.format("%-6s %s %s", change.step().word(), change.id(), change.says())
                        .replaceAll("\\p{Cntrl}", "?")));
        out.println(
                changes.isEmpty()
                        ? "nothing changed, over " + reports.size() + " samples"
                        : "proposed: " + PackComparison.step(changes).word() + " version (" + changes.size()
                                + " changes, over " + reports.size() + " samples)");
        return changes.isEmpty() ? ExitCode.OK : ExitCode.FINDINGS;
    }

    /** Both states judge the same facts: those that either of them asks for. */
    private static Report report(RuleBase state, FactBase facts) {
        return new Diagnosing(state, List.of()).judge(facts, message -> {});
    }

    private List<Path> folders() throws IOException {
        if (!Files.isDirectory(samples)) {
            if (spec.commandLine().getParseResult().hasMatchedOption("--samples")) {
                throw new UsageException("there is no folder " + samples);
            }
            return List.of();
        }
        try (Stream<Path> children = Files.list(samples)) {
            List<Path> folders =
                    new ArrayList<>(children.filter(Files::isDirectory).toList());
            folders.sort(null);
            return folders;
        }
    }
}
