package dev.meshdx.cli;

import dev.meshdx.authoring.FactNotation;
import dev.meshdx.authoring.FactTypePages;
import dev.meshdx.capture.Captures;
import dev.meshdx.facts.Fact;
import dev.meshdx.facts.FactBase;
import dev.meshdx.facts.FactTypes;
import dev.meshdx.rules.Closest;
import dev.meshdx.rules.RuleBase;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code meshdx rules facts}: the fact types, or the facts of a capture as a test states them. */
@Command(
        name = "facts",
        mixinStandardHelpOptions = true,
        description =
                "Explains the fact types that rules match on, or prints the facts of a capture in the notation of tests.")
final class RulesFactsCommand implements Callable<Integer> {

    @Parameters(paramLabel = "TYPE", arity = "0..1", description = "Only this fact type.")
    private String type = "";

    @Option(
            names = "--in",
            paramLabel = "CAPTURE",
            description = "Prints the facts of this capture, to be pasted under facts: of a test case.")
    private List<String> captures = new ArrayList<>();

    @Mixin
    private Packs packs = new Packs();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        List<Class<? extends Fact>> types = types(type);
        RuleBase rules = packs.load();
        if (!captures.isEmpty()) {
            FactBase base = Captures.open(
                    captures, rules.selection(), new Progress(spec.commandLine().getErr()));
            print(base, types, out);
            return base.facts().isEmpty() ? ExitCode.UNDECIDABLE : ExitCode.OK;
        }
        FactTypePages pages = new FactTypePages(rules);
        for (Class<? extends Fact> each : types) {
            pages.text(each, out);
        }
        return ExitCode.OK;
    }

    /** The type of that name, or all for the empty name. */
    static List<Class<? extends Fact>> types(String name) {
        if (name.isEmpty()) {
            return FactTypes.all();
        }
        List<String> names = FactTypes.all().stream().map(Class::getSimpleName).toList();
        return List.of(FactTypes.named(name)
                .orElseThrow(() -> new UsageException(
                        "unknown fact type '" + name + "'" + Closest.hint(name, names) + "; types are " + names)));
    }

    /** Prints the facts of some types. */
    static void print(FactBase base, List<Class<? extends Fact>> types, PrintWriter out) {
        base.facts().stream()
                .filter(fact -> types.contains(fact.getClass()))
                .map(FactNotation::line)
                .forEach(out::println);
    }
}
