package dev.meshdx.cli;

import dev.meshdx.capture.Captures;
import dev.meshdx.facts.CapturedFile;
import dev.meshdx.facts.Coverage;
import dev.meshdx.facts.Fact;
import dev.meshdx.facts.FactBase;
import dev.meshdx.facts.FileShare;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code meshdx facts}: what was read from a capture, each fact with its origin, in the notation of tests. */
@Command(
        name = "facts",
        mixinStandardHelpOptions = true,
        description = "Prints the facts that a capture gives, each with the file and line it was read from.")
final class FactsCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "CAPTURE",
            arity = "1..*",
            description = "Folder, archive or file; - reads standard input.")
    private List<String> captures = new ArrayList<>();

    @Option(names = "--type", paramLabel = "TYPE", description = "Only facts of this type.")
    private String type = "";

    @Option(names = "--coverage", description = "Shows what the capture covers and what became of each file.")
    private boolean coverage;

    @Mixin
    private Packs packs = new Packs();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<Class<? extends Fact>> types = RulesFactsCommand.types(type);
        FactBase base = Captures.open(
                captures,
                packs.load().selection(),
                new Progress(spec.commandLine().getErr()));
        if (coverage) {
            coverage(base, out);
        } else {
            RulesFactsCommand.print(base, types, out);
        }
        return base.facts().isEmpty() ? ExitCode.UNDECIDABLE : ExitCode.OK;
    }

    private static void coverage(FactBase base, PrintWriter out) {
        out.println("time " + base.time() + " from " + base.timeFrom());
        for (Coverage each : base.of(Coverage.class)) {
            out.printf(
                    "%-10s %-28s %6d  %s%n",
                    each.state(),
                    each.kind(),
                    each.count(),
                    each.cluster() + (each.namespace().isEmpty() ? "" : "/" + each.namespace()));
        }
        for (CapturedFile file : base.files()) {
            out.println(printable(String.format(
                    "%-13s %-24s %s%s",
                    file.state(), file.format(), file.path(), file.reason().isEmpty() ? "" : ": " + file.reason())));
        }
        for (FileShare share : FileShare.of(base.files())) {
            out.printf(
                    Locale.ROOT,
                    "%5.1f%% %s (%d of %d files)%n",
                    share.percent(),
                    share.state(),
                    share.files(),
                    base.files().size());
        }
    }

    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
