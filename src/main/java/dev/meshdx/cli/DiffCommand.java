package dev.meshdx.cli;

import dev.meshdx.diagnosis.Changes;
import dev.meshdx.facts.FactBase;
import dev.meshdx.report.ChangesPage;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code meshdx diff}: what changed that could explain the findings. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description = {
            "Says what changed in the mesh between two captures: images, limits, routes, policies, roots, mesh config,"
                    + " replicas, nodes, versions. What could explain the root causes of AFTER comes first.",
            "Exit codes: 0 nothing changed, 1 something did, 2 usage or unreadable input, 3 nothing to compare."
        })
final class DiffCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "BEFORE", description = "The older capture.")
    private String before = "";

    @Parameters(index = "1", paramLabel = "AFTER", description = "The newer capture.")
    private String after = "";

    @Option(names = "-o", paramLabel = "FORMAT", defaultValue = "text", description = "text or json; default: text.")
    private String format = "text";

    @Mixin
    private Packs packs = new Packs();

    @Mixin
    private Screen screen = new Screen();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (!format.equals("text") && !format.equals("json")) {
            throw new UsageException("-o takes text or json, not '" + format + "'");
        }
        var progress = new Progress(spec.commandLine().getErr());
        var diagnosing = new Diagnosing(packs.load(), packs.notes());
        FactBase then = diagnosing.read(List.of(before), List.of(), progress);
        FactBase now = diagnosing.read(List.of(after), List.of(), progress);
        Changes changes = Changes.of(then, now, diagnosing.judge(then, progress), diagnosing.judge(now, progress));
        var out = spec.commandLine().getOut();
        if (format.equals("json")) {
            ChangesPage.writeJson(changes, out);
        } else {
            ChangesPage.write(changes, screen.style(false), out);
        }
        if (!changes.changes().isEmpty()) {
            return ExitCode.FINDINGS;
        }
        return changes.comparable() ? ExitCode.OK : ExitCode.UNDECIDABLE;
    }
}
