package dev.meshdx.cli;

import dev.meshdx.collect.Only;
import dev.meshdx.diagnosis.Report;
import dev.meshdx.report.ReportFormat;
import dev.meshdx.report.Style;
import dev.meshdx.rules.RuleBase;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
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

    private static final List<String> SEVERITIES = List.of("info", "low", "medium", "high", "critical");

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
        List<Output> files = outputs.stream().map(DiagnoseCommand::output).toList();
        int threshold = failOn.equals("never") ? Integer.MAX_VALUE : SEVERITIES.indexOf(failOn);
        if (threshold < 0) {
            throw new UsageException("--fail-on takes one of " + SEVERITIES + " or never, not '" + failOn + "'");
        }
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
        main.write(report, screen.style(details), spec.commandLine().getOut());
        for (Output output : files) {
            try (Writer writer = Files.newBufferedWriter(output.file())) {
                output.format().write(report, Style.plain(Screen.DEFAULT_WIDTH), writer);
            }
        }
        packs.notes().forEach(note -> err.println("meshdx: " + note));
        return code(report, threshold);
    }

    private int code(Report report, int threshold) {
        if (packs.failed()) {
            return ExitCode.USAGE;
        }
        if (report.verdict().equals("undecidable")) {
            return ExitCode.UNDECIDABLE;
        }
        boolean found = report.diagnoses().stream()
                .anyMatch(diagnosis -> SEVERITIES.indexOf(diagnosis.severity()) >= threshold);
        return found ? ExitCode.FINDINGS : ExitCode.OK;
    }

    /** A file that the report is written to. */
    private record Output(ReportFormat format, Path file) {}

    private static Output output(String argument) {
        int equals = argument.indexOf('=');
        if (equals < 1) {
            throw new UsageException(
                    "--output takes FORMAT=FILE, for example json=report.json, not '" + argument + "'");
        }
        return new Output(format(argument.substring(0, equals)), Path.of(argument.substring(equals + 1)));
    }

    private static ReportFormat format(String name) {
        return ReportFormat.named(name)
                .orElseThrow(
                        () -> new UsageException("unknown format '" + name + "'; formats are " + ReportFormat.names()));
    }
}
