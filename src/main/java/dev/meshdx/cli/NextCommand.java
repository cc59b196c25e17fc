package dev.meshdx.cli;

import dev.meshdx.diagnosis.NextPlan;
import dev.meshdx.report.NextPage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code meshdx next}: which further evidence would decide most. */
@Command(
        name = "next",
        mixinStandardHelpOptions = true,
        description = "Prints the read-only commands whose output would decide most, and what each answer would mean.")
final class NextCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "CAPTURE",
            arity = "1..*",
            description = "Folder, archive or file; - reads standard input.")
    private List<String> captures = new ArrayList<>();

    @Mixin
    private Inquiry inquiry = new Inquiry();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var line = spec.commandLine();
        Inquiry.Run run = inquiry.run(inquiry.rules(), captures, line.getErr());
        NextPlan plan = NextPlan.of(run.report(), run.rules(), captures);
        if (inquiry.json()) {
            NextPage.writeJson(plan, line.getOut());
        } else {
            NextPage.write(plan, inquiry.screen().style(false), line.getOut());
        }
        return run.undecidable() ? ExitCode.UNDECIDABLE : ExitCode.OK;
    }
}
