package dev.meshdx.cli;

import dev.meshdx.monitor.Mesh;
import dev.meshdx.monitor.MonitorFormat;
import dev.meshdx.rules.Alert;
import dev.meshdx.rules.Alerts;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code meshdx monitor}: alerts and a dashboard that announce the failure modes before they hurt. */
@Command(
        name = "monitor",
        mixinStandardHelpOptions = true,
        description =
                "Writes alert rules for Prometheus and a dashboard for Grafana; each alert names its failure mode.")
final class MonitorCommand implements Callable<Integer> {

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "Writes all files into this folder instead of printing one; with --format only that one.")
    private @Nullable Path folder;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "One of ${COMPLETION-CANDIDATES}; prometheusrule is for the Prometheus operator.")
    private @Nullable MonitorFormat format;

    @Option(
            names = "--mesh",
            paramLabel = "MESH",
            split = ",",
            description =
                    "Only for this mesh: ${COMPLETION-CANDIDATES}; may be repeated. Kubernetes is always part of it.")
    private List<Mesh> meshes = new ArrayList<>();

    @Mixin
    private Packs packs = new Packs();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Alerts all = packs.load().alerts();
        List<Alert> alerts = Mesh.select(all.alerts(), meshes);
        PrintWriter out = spec.commandLine().getOut();
        if (folder == null) {
            (format == null ? MonitorFormat.PROMETHEUS : format).write(alerts, out);
        } else {
            write(folder, alerts, out);
        }
        PrintWriter err = spec.commandLine().getErr();
        all.unknown()
                .forEach((alert, mode) ->
                        err.println("meshdx: left out alert " + alert + ": no pack has its failure mode " + mode));
        packs.notes().forEach(note -> err.println("meshdx: " + note));
        return packs.failed() ? ExitCode.USAGE : ExitCode.OK;
    }

    private void write(Path target, List<Alert> alerts, PrintWriter out) throws IOException {
        if (Files.exists(target) && !Files.isDirectory(target)) {
            throw new UsageException("-o takes a folder, " + target + " is a file");
        }
        Files.createDirectories(target);
        for (MonitorFormat each : format == null ? List.of(MonitorFormat.values()) : List.of(format)) {
            Path file = target.resolve(each.fileName());
            try (Writer writer = Files.newBufferedWriter(file)) {
                each.write(alerts, writer);
            }
            out.println("wrote " + file);
        }
        out.println(alerts.size() + " alerts for "
                + alerts.stream().map(Alert::mode).distinct().count() + " failure modes");
    }
}
