package dev.meshdx.cli;

import dev.meshdx.checklist.Checklist;
import dev.meshdx.diagnosis.Report;
import dev.meshdx.facts.FactBase;
import dev.meshdx.report.ChecklistPage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code meshdx checklist}: the first minute of an incident, ticked off from a capture. */
@Command(
        name = "checklist",
        mixinStandardHelpOptions = true,
        description = "Ticks off the 60-second first response: what was seen, what was not captured, where to go next.")
final class ChecklistCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "CAPTURE",
            arity = "1..*",
            description = "Folder, archive or file; - reads standard input.")
    private List<String> captures = new ArrayList<>();

    @Option(names = "-o", paramLabel = "FORMAT", defaultValue = "text", description = "text or json; default: text.")
    private String format = "text";

    @Option(names = "--details", description = "Says of clear points, too, what they mean.")
    private boolean details;

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
        FactBase base = diagnosing.read(captures, List.of(), progress);
        Report report = diagnosing.judge(base, progress);
        Checklist checklist = Checklist.of(base, report);
        var out = spec.commandLine().getOut();
        if (format.equals("json")) {
            ChecklistPage.writeJson(checklist, out);
        } else {
            ChecklistPage.write(checklist, screen.style(details), out);
        }
        return switch (report.verdict()) {
            case "findings" -> ExitCode.FINDINGS;
            case "undecidable" -> ExitCode.UNDECIDABLE;
            default -> ExitCode.OK;
        };
    }
}
