package dev.meshdx.cli;

import dev.meshdx.lint.Schema;
import dev.meshdx.rules.Closest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code meshdx rules schema}: the JSON Schema of a kind of file, for editors. */
@Command(
        name = "schema",
        mixinStandardHelpOptions = true,
        description = "Prints the JSON Schema of entries, tests, manifests or alerts, for editors.")
final class RulesSchemaCommand implements Callable<Integer> {

    @Parameters(paramLabel = "KIND", description = "entry, test, pack or alerts.")
    private String kind = "";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        Schema schema = Schema.of(kind)
                .orElseThrow(() -> new UsageException("there is no schema '" + kind + "'"
                        + Closest.hint(kind, Schema.words()) + "; schemas are " + Schema.words()));
        spec.commandLine().getOut().print(schema.text());
        return ExitCode.OK;
    }
}
