package dev.meshdx.cli;

import dev.meshdx.lint.Finding;
import dev.meshdx.lint.Lint;
import dev.meshdx.lint.LintFormat;
import dev.meshdx.lint.Severity;
import dev.meshdx.lint.SiteFile;
import dev.meshdx.rules.RuleBase;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code meshdx rules lint}: checks rules, entries, tests, manifests and alerts without compiling them. */
@Command(
        name = "lint",
        mixinStandardHelpOptions = true,
        description = "Checks rules, entries, tests and manifests, with file, line, column and the fix.",
        footer = {"", "Exit codes: 0 nothing found, 1 errors (with --strict warnings, too), 2 usage."})
final class RulesLintCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "PATH",
            arity = "0..1",
            description = "A pack, a folder of packs, or the meshdx.yaml of a site; default: rules.")
    private Path path = Path.of("rules");

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "text, or json with one finding per line.")
    private LintFormat format = LintFormat.TEXT;

    @Mixin
    private Packs packs = new Packs();

    @Option(names = "--strict", description = "Warnings fail as well.")
    private boolean strict;

    @Option(names = "--suppressed", description = "Prints what comments accept, with their reasons, too.")
    private boolean suppressed;

    @Option(names = "--list", description = "Lists the checks.")
    private boolean list;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (list) {
            Lint.checks()
                    .forEach(check -> out.printf(
                            "%-24s %-8s %s%n", check.id(), check.severity().word(), check.explanation()));
            return ExitCode.OK;
        }
        if (!Files.exists(path)) {
            throw new UsageException(
                    "there is no " + path + "; name a pack, a folder of packs or the meshdx.yaml of a site");
        }
        List<Finding> findings = Files.isDirectory(path)
                ? new Lint(RuleBase.bundled().failureModes()).run(path)
                : SiteFile.read(path, packs.load()).findings();
        format.write(findings, suppressed, out);
        boolean failed = LintFormat.count(findings, Severity.ERROR) > 0
                || strict && LintFormat.count(findings, Severity.WARNING) > 0;
        return failed ? ExitCode.FINDINGS : ExitCode.OK;
    }
}
