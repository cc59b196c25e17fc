package dev.meshdx.cli;

import dev.meshdx.collect.Only;
import dev.meshdx.diagnosis.NextPlan;
import dev.meshdx.report.NextPage;
import dev.meshdx.report.ReportFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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

    @Option(
            names = "--collect",
            description = "Takes that evidence from the live cluster, and only that, and diagnoses both together.")
    private boolean collect;

    @Option(
            names = "--keep",
            paramLabel = "PATH",
            defaultValue = "next.tar.gz",
            description = "Where --collect puts it; default: next.tar.gz.")
    private Path keep = Path.of("next.tar.gz");

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

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
        if (collect && !plan.steps().isEmpty()) {
            new Collecting(line.getErr()).collect(CollectOptions.usual(cluster, run.rules(), only(plan), keep));
            captures.add(keep.toString());
            Inquiry.Run again = inquiry.run(run.rules(), captures, line.getErr());
            ReportFormat format = inquiry.json() ? ReportFormat.JSON : ReportFormat.TEXT;
            format.write(again.report(), inquiry.screen().style(false), line.getOut());
            return again.undecidable() ? ExitCode.UNDECIDABLE : ExitCode.OK;
        }
        if (inquiry.json()) {
            NextPage.writeJson(plan, line.getOut());
        } else {
            NextPage.write(plan, inquiry.screen().style(false), line.getOut());
        }
        return run.undecidable() ? ExitCode.UNDECIDABLE : ExitCode.OK;
    }

    private static Only only(NextPlan plan) {
        Set<String> kinds = new TreeSet<>();
        Set<String> pods = new TreeSet<>();
        for (NextPlan.Step step : plan.steps()) {
            kinds.add(step.kind());
            pods.add(step.pod());
        }
        pods.remove("");
        return new Only(kinds, pods);
    }
}
