package dev.meshdx.cli;

import dev.meshdx.authoring.RuleTests;
import dev.meshdx.authoring.SampleTests;
import dev.meshdx.rules.RuleBase;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
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
            names = {"-v", "--verbose"},
            description = "Prints passed cases, too.")
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
        RuleBase rules = RuleBase.of(folder, Packs.cache());
        List<RuleTests.CaseResult> results = new RuleTests(rules).run(folder, only);
        int failed = 0;
        for (RuleTests.CaseResult result : results) {
            failed += result.passed() ? 0 : 1;
            if (verbose || !result.passed()) {
                out.println((result.passed() ? "ok    " : "FAIL  ") + result.id() + ": " + result.name());
                result.problems().forEach(problem -> out.println("      " + problem));
            }
        }
        out.println(results.size() - failed + " passed, " + failed + " failed");
        return results.isEmpty() || failed > 0 ? ExitCode.FINDINGS : ExitCode.OK;
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
