package dev.meshdx.cli;

import dev.meshdx.collect.Only;
import dev.meshdx.diagnosis.Report;
import dev.meshdx.report.ReportFormat;
import dev.meshdx.report.Style;
import dev.meshdx.rules.RuleBase;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code meshdx diagnose}: the main job. */
@Command(
        name = "diagnose",
        mixinStandardHelpOptions = true,
        description = "Reads captures and prints ranked root causes with evidence and commands.")
final class DiagnoseCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "CAPTURE",
            arity = "0..*",
            description = "Folder, archive or file; - reads standard input.")
    private List<String> captures = new ArrayList<>();

    @Option(
            names = "-o",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text, short, json, yaml, markdown, html, sarif, junit or prometheus; default: text.")
    private String format = "text";

    @Option(
            names = "--output",
            paramLabel = "FORMAT=FILE",
            description = "Writes the report to a file, too; may be repeated.")
    private List<String> outputs = new ArrayList<>();

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            defaultValue = "low",
            description = "Exit with 1 from this severity on: info, low, medium, high, critical, never; default: low.")
    private String failOn = "low";

    @Option(
            names = "--baseline",
            paramLabel = "REPORT",
            description = "An earlier report in JSON: only findings that it does not have count for the exit code.")
    private @Nullable Path baseline;

    @Option(names = "--details", description = "Shows every diagnosis in full.")
    private boolean details;

    @Option(names = "--live", description = "Takes a capture of a live cluster first, and diagnoses that.")
    private boolean live;

    @Option(
            names = "--keep",
            paramLabel = "PATH",
            defaultValue = "capture.tar.gz",
            description = "Where --live puts the capture; default: capture.tar.gz.")
    private Path keep = Path.of("capture.tar.gz");

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private Packs packs = new Packs();

    @Mixin
    private Screen screen = new Screen();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        ReportFormat main = format(format);
        List<OutputFile<ReportFormat>> files = outputs.stream()
                .map(output -> OutputFile.of(output, DiagnoseCommand::format))
                .toList();
        FailOn threshold = FailOn.of(failOn);
        KnownFindings known = baseline == null ? null : KnownFindings.read(baseline);
        if (captures.isEmpty() != live) {
            throw new UsageException(live ? "--live takes no CAPTURE" : "give a CAPTURE, or --live to take one");
        }
        PrintWriter err = spec.commandLine().getErr();
        RuleBase rules = packs.load();
        Diagnosing diagnosing = new Diagnosing(rules, packs.notes(), packs.refused());
        if (live) {
            new Collecting(err).collect(CollectOptions.usual(cluster, rules, Only.EVERYTHING, keep));
            captures = List.of(keep.toString());
        }
        boolean illustrated = main.illustrated()
                || files.stream().anyMatch(output -> output.format().illustrated());
        Progress progress = new Progress(err);
        Report report =
                illustrated ? diagnosing.illustrated(captures, progress) : diagnosing.diagnose(captures, progress);
        if (known != null) {
            report = report.noting(known.comparison(report));
        }
        Report shown = report;
        main.write(shown, screen.style(details), spec.commandLine().getOut());
        for (OutputFile<ReportFormat> file : files) {
            file.write(out -> {
                Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
                file.format().write(shown, Style.plain(Screen.DEFAULT_WIDTH), writer);
                writer.flush();
            });
        }
        packs.notes().forEach(note -> err.println("meshdx: " + note));
        return code(shown, threshold, known);
    }

    private int code(Report report, FailOn threshold, @Nullable KnownFindings known) {
        if (packs.failed()) {
            return ExitCode.USAGE;
        }
        if (report.verdict().equals("undecidable")) {
            return ExitCode.UNDECIDABLE;
        }
        boolean found = report.diagnoses().stream()
                .filter(diagnosis -> known == null || !known.has(diagnosis))
                .anyMatch(diagnosis -> threshold.reached(diagnosis.severity()));
        return found ? ExitCode.FINDINGS : ExitCode.OK;
    }

    private static ReportFormat format(String name) {
        return ReportFormat.named(name)
                .orElseThrow(
                        () -> new UsageException("unknown format '" + name + "'; formats are " + ReportFormat.names()));
    }
}
