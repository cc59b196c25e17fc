package dev.meshdx.cli;

import dev.meshdx.capture.Captures;
import dev.meshdx.facts.CapturedFile;
import dev.meshdx.facts.Coverage;
import dev.meshdx.facts.Fact;
import dev.meshdx.facts.FactBase;
import dev.meshdx.facts.FactTypes;
import dev.meshdx.rules.Closest;
import java.io.PrintWriter;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code meshdx facts}: what was read from a capture, each fact with its origin. */
@Command(
        name = "facts",
        mixinStandardHelpOptions = true,
        description = "Prints the facts that a capture gives, each with the file and line it was read from.")
final class FactsCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "CAPTURE",
            arity = "0..*",
            description = "Folder, archive or file; - reads standard input.")
    private List<String> captures = new ArrayList<>();

    @Option(names = "--type", paramLabel = "TYPE", description = "Only facts of this type.")
    private String type = "";

    @Option(names = "--types", description = "Lists the fact types with their fields.")
    private boolean types;

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
        if (types) {
            FactTypes.all().forEach(each -> describe(each, out));
            return ExitCode.OK;
        }
        if (captures.isEmpty()) {
            throw new UsageException("name a capture, or ask for --types");
        }
        List<String> names = FactTypes.all().stream().map(Class::getSimpleName).toList();
        if (!type.isEmpty() && !names.contains(type)) {
            throw new UsageException(
                    "unknown fact type '" + type + "'" + Closest.hint(type, names) + "; types are " + names);
        }
        FactBase base = Captures.open(
                captures,
                packs.load().selection(),
                new Progress(spec.commandLine().getErr()));
        if (coverage) {
            coverage(base, out);
        } else {
            base.facts().stream()
                    .filter(fact ->
                            type.isEmpty() || fact.getClass().getSimpleName().equals(type))
                    .forEach(fact -> print(fact, out));
        }
        return base.facts().isEmpty() ? ExitCode.UNDECIDABLE : ExitCode.OK;
    }

    private static void describe(Class<? extends Fact> fact, PrintWriter out) {
        out.println(fact.getSimpleName() + "  from " + FactTypes.filledBy(fact));
        for (RecordComponent component : fact.getRecordComponents()) {
            out.println("    " + component.getType().getSimpleName() + " " + component.getName());
        }
    }

    private static void print(Fact fact, PrintWriter out) {
        out.println(printable(fact.toString()));
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
    }

    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
