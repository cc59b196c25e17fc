package dev.meshdx.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code meshdx rules}: what rule authors need. */
@Command(
        name = "rules",
        mixinStandardHelpOptions = true,
        description = "Lists, writes, checks, tests and documents rules.",
        subcommands = {
            RulesListCommand.class,
            RulesNewCommand.class,
            RulesFactsCommand.class,
            RulesLintCommand.class,
            RulesTestCommand.class,
            RulesDocsCommand.class,
            RulesCompareCommand.class,
            RulesPackCommand.class,
            RulesSchemaCommand.class
        })
final class RulesCommand implements java.util.concurrent.Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE;
    }
}
