package dev.meshdx.cli;

import dev.meshdx.authoring.CaptureReading;
import dev.meshdx.authoring.CaseResult;
import dev.meshdx.authoring.MutationTests;
import dev.meshdx.authoring.RuleTests;
import dev.meshdx.authoring.RuleWatch;
import dev.meshdx.authoring.SampleTests;
import dev.meshdx.authoring.TestCoverage;
import dev.meshdx.authoring.TestFormat;
import dev.meshdx.rules.FailureMode;
import dev.meshdx.rules.RuleBase;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code meshdx rules test}: runs the test files of packs, or whole labelled captures. */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description = "Runs the test files of a folder of packs, or labelled captures (--samples).")
final class RulesTestCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", arity = "0..1", description = "A pack or a folder of packs; default: rules.")
    private Path folder = Path.of("rules");

    @Option(names = "--only", paramLabel = "ID", description = "Only this failure mode, or only this sample.")
    private String only = "";

    @Option(
            names = "--samples",
            paramLabel = "DIR",
            description = "Diagnoses labelled captures: folders <name>/ with <name>.yaml beside them.")
    @Nullable
    private Path samples;

    @Option(
            names = "--mutate",
            description = "Changes one condition at a time and names the changes that no case notices;"
                    + " exit code 1 when that is in a stable failure mode, or with --only.")
    private boolean mutate;

    @Option(names = "--watch", description = "Stays, and tests a failure mode again whenever one of its files changes.")
    private boolean watch;

    @Option(names = "-o", paramLabel = "FORMAT", description = "text, json or junit; default: text.")
    private String format = "text";

    @Option(
            names = "--output",
            paramLabel = "FORMAT=FILE",
            description = "Writes the results to a file, too; may be repeated.")
    private List<String> outputs = new ArrayList<>();

    @Option(
            names = {"-v", "--verbose"},
            description = "Prints passed cases and what the cases cover, too.")
    private boolean verbose;

    @Mixin
    private Packs packs = new Packs();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (samples != null) {
            return samples(samples, out);
        }
        if (!Files.isDirectory(folder)) {
            throw new UsageException("there is no folder " + folder + "; name a pack or a folder of packs");
        }
        TestFormat main = format(format);
        List<Output> files = outputs.stream().map(RulesTestCommand::output).toList();
        if (watch) {
            new RuleWatch(folder, Packs.cache(), rules -> new ReadCaptures(rules.selection()), out).run(only);
            return ExitCode.OK;
        }
        RuleBase rules = RuleBase.of(folder, Packs.cache(), id -> only.isEmpty() || only.equals(id));
        if (!only.isEmpty() && rules.failureModes().isEmpty()) {
            throw new UsageException("there is no failure mode '" + only + "' in " + folder);
        }
        CaptureReading captures = new ReadCaptures(rules.selection());
        if (mutate) {
            return mutate(rules, captures, out);
        }
        List<CaseResult> results = new RuleTests(rules, captures).run(folder, only);
        TestCoverage coverage = TestCoverage.of(rules.failureModes(), results);
        main.write(results, coverage, verbose, out);
        for (Output output : files) {
            try (Writer writer = Files.newBufferedWriter(output.file())) {
                output.format().write(results, coverage, verbose, writer);
            }
        }
        boolean failed = results.stream().anyMatch(result -> !result.passed());
        return results.isEmpty() || failed ? ExitCode.FINDINGS : ExitCode.OK;
    }

    /** A file that the results are written to. */
    private record Output(TestFormat format, Path file) {}

    private static Output output(String argument) {
        int equals = argument.indexOf('=');
        if (equals < 1) {
            throw new UsageException("--output takes FORMAT=FILE, for example junit=rules.xml, not '" + argument + "'");
        }
        return new Output(format(argument.substring(0, equals)), Path.of(argument.substring(equals + 1)));
    }

    private static TestFormat format(String name) {
        return TestFormat.named(name)
                .orElseThrow(
                        () -> new UsageException("unknown format '" + name + "'; formats are text, json and junit"));
    }

    private int mutate(RuleBase rules, CaptureReading captures, PrintWriter out) throws IOException {
        List<String> ids = rules.failureModes().stream()
                .map(FailureMode::id)
                .filter(id -> only.isEmpty() || only.equals(id))
                .toList();
        Progress progress = new Progress(spec.commandLine().getErr());
        AtomicInteger done = new AtomicInteger();
        List<MutationTests.Result> results = new MutationTests(rules, captures, folder)
                .run(ids, result -> progress.accept(done.incrementAndGet() + " of " + ids.size() + ": " + result.id()));
        int tried = 0;
        int survive = 0;
        boolean broken = false;
        for (MutationTests.Result result : results) {
            String status = rules.entry(result.id()).status();
            result.survivors().forEach(survivor -> out.println(status + "  " + survivor));
            tried += result.tried();
            survive += result.survivors().size();
            broken |= !result.survivors().isEmpty() && (status.equals("stable") || !only.isEmpty());
        }
        out.println(survive + " of " + tried + " mutants survive");
        return broken ? ExitCode.FINDINGS : ExitCode.OK;
    }

    private int samples(Path directory, PrintWriter out) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new UsageException("there is no folder " + directory);
        }
        Diagnosing diagnosing = new Diagnosing(packs.load(), List.of());
        SampleTests tests = new SampleTests(capture -> diagnosing.diagnose(List.of(capture.toString()), message -> {}));
        return tests.run(directory, only, out) ? ExitCode.OK : ExitCode.FINDINGS;
    }
}
