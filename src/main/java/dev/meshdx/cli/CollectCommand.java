package dev.meshdx.cli;

import dev.meshdx.collect.CollectException;
import dev.meshdx.collect.Collector;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code meshdx collect}: a capture of a live cluster. */
@Command(
        name = "collect",
        mixinStandardHelpOptions = true,
        description = "Takes a capture of a live cluster: read-only, and without secrets.")
final class CollectCommand implements Callable<Integer> {

    @Option(
            names = {"-o", "--output"},
            paramLabel = "PATH",
            defaultValue = "capture.tar.gz",
            description = "Archive (.tar.gz) or folder; default: capture.tar.gz.")
    private Path output = Path.of("capture.tar.gz");

    @Option(names = "--resume", description = "Goes on with what an earlier run into the same output left.")
    private boolean resume;

    @Option(names = "--dry-run", description = "Prints what would be asked.")
    private boolean dryRun;

    @Option(names = "--rbac", description = "Prints the least ClusterRole for it.")
    private boolean rbac;

    @Mixin
    private CollectOptions options = new CollectOptions();

    @Mixin
    private Packs packs = new Packs();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        if (rbac) {
            out.print(Collector.clusterRole(options.scope(packs.load())));
            return ExitCode.OK;
        }
        var request = options.request(packs.load(), output, resume);
        if (dryRun) {
            try {
                new Collector(request, new Progress(err)).plan().forEach(out::println);
            } catch (CollectException e) {
                throw new UsageException(String.valueOf(e.getMessage()));
            }
            return ExitCode.OK;
        }
        return new Collecting(err).collect(request).unfinished().isEmpty() ? ExitCode.OK : ExitCode.UNDECIDABLE;
    }
}
