package dev.meshdx.cli;

import dev.meshdx.audit.Audit;
import dev.meshdx.audit.AuditFormat;
import dev.meshdx.audit.AuditReport;
import dev.meshdx.audit.AuditRow;
import dev.meshdx.audit.Baseline;
import dev.meshdx.audit.CaptureJudge;
import dev.meshdx.audit.CaptureList;
import dev.meshdx.report.Style;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code meshdx audit}: many captures, one page by cause. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description = "Judges many captures in parallel and says by cause which clusters are hit.")
final class AuditCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "DIR|CAPTURE|PATTERN",
            arity = "1..*",
            description =
                    "One folder: the captures in it. Else captures, patterns in quotes, or @FILE with one per line.")
    private List<String> captures = new ArrayList<>();

    @Option(
            names = "-o",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text, json (lines), csv, html or prometheus; default: text.")
    private String format = "text";

    @Option(
            names = "--output",
            paramLabel = "FORMAT=FILE",
            description = "Writes a file, too, parquet as well; it appears whole or not at all; may be repeated.")
    private List<String> outputs = new ArrayList<>();

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            defaultValue = "low",
            description = "Exit with 1 from this severity on: info, low, medium, high, critical, never; default: low."
                    + " With --baseline only new findings count.")
    private String failOn = "low";

    @Option(
            names = "--baseline",
            paramLabel = "FILE",
            description = "JSON lines of an earlier audit: findings become new, still, gone or not-judged.")
    private @Nullable Path baseline;

    @Option(
            names = "--resume",
            paramLabel = "FILE",
            description = "Keeps finished captures in this file and takes those that are there.")
    private @Nullable Path journal;

    @Option(names = "--threads", paramLabel = "N", description = "Captures at a time; default: one per core.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--details", description = "Lists every cluster and certificate.")
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
        AuditFormat main = format(format);
        if (main == AuditFormat.PARQUET) {
            throw new UsageException("parquet is binary; write it to a file with: --output parquet=FILE");
        }
        List<OutputFile<AuditFormat>> files = outputs.stream()
                .map(output -> OutputFile.of(output, AuditCommand::format))
                .toList();
        FailOn threshold = FailOn.of(failOn);
        if (threads < 1) {
            throw new UsageException("--threads takes a number from 1 on, not " + threads);
        }
        PrintWriter err = spec.commandLine().getErr();
        Optional<Baseline> before = baseline == null ? Optional.empty() : Optional.of(Baseline.read(baseline));
        // Half of the heap for what captures need; the rest holds the rules and the rows.
        Audit audit = new Audit(
                new CaptureJudge(packs.load(), Version.current()),
                threads,
                Runtime.getRuntime().maxMemory() / 2);
        AuditReport report =
                audit.run(CaptureList.of(captures), Optional.ofNullable(journal), before, new Progress(err));
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        main.write(report, screen.style(details), page);
        spec.commandLine().getOut().print(page.toString(StandardCharsets.UTF_8));
        for (OutputFile<AuditFormat> file : files) {
            file.write(out -> file.format().write(report, Style.plain(Screen.DEFAULT_WIDTH), out));
        }
        packs.notes().forEach(note -> err.println("meshdx: " + note));
        return code(report, threshold);
    }

    private int code(AuditReport report, FailOn threshold) {
        List<AuditRow> all = report.of("capture");
        boolean found = report.of("finding").stream()
                .anyMatch(row -> row.present()
                        && (!report.compared() || row.state().equals("new"))
                        && threshold.reached(row.severity()));
        if (packs.failed()) {
            return ExitCode.USAGE;
        }
        if (found) {
            return ExitCode.FINDINGS;
        }
        if (all.stream().anyMatch(row -> row.state().equals("broken"))) {
            return ExitCode.USAGE;
        }
        return all.stream().anyMatch(row -> row.state().equals("undecidable")) ? ExitCode.UNDECIDABLE : ExitCode.OK;
    }

    private static AuditFormat format(String name) {
        return AuditFormat.named(name)
                .orElseThrow(() -> new UsageException("unknown format '" + name
                        + "'; formats are text, json, csv, html, prometheus and, for files, parquet"));
    }
}
