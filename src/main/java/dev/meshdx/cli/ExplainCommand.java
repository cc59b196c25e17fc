package dev.meshdx.cli;

import dev.meshdx.report.EntryPage;
import dev.meshdx.rules.Alerts;
import dev.meshdx.rules.RuleBase;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code meshdx explain}: the knowledge entry of a failure mode, by its id or by the code of another tool. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = "Prints what meshdx knows of a failure mode, by its id or another tool's code (IST0101).")
final class ExplainCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ID", description = "Failure mode or code.")
    private String id = "";

    @Mixin
    private Packs packs = new Packs();

    @Mixin
    private Screen screen = new Screen();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        RuleBase rules = packs.load();
        List<String> matching = FailureModes.named(id, rules);
        Alerts alerts = rules.alerts();
        for (String match : matching) {
            EntryPage.write(
                    KnowledgePages.of(rules, match, alerts),
                    screen.style(true),
                    spec.commandLine().getOut());
        }
        return ExitCode.OK;
    }
}
