package dev.meshdx.cli;

import dev.meshdx.authoring.RuleScaffold;
import dev.meshdx.rules.FailureMode;
import dev.meshdx.rules.RuleBase;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code meshdx rules new}: the three files of a new failure mode. */
@Command(
        name = "new",
        mixinStandardHelpOptions = true,
        description = "Writes rule, entry and test of a new failure mode, with guidance; they compile and pass.")
final class RulesNewCommand implements Callable<Integer> {

    @Parameters(paramLabel = "PACK/AREA/ID", description = "As in istio/identity/workload-cert-expired.")
    private String place = "";

    @Option(names = "--dir", paramLabel = "DIR", description = "Folder of packs; default: rules.")
    private Path rules = Path.of("rules");

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        List<String> taken =
                RuleBase.bundled().failureModes().stream().map(FailureMode::id).toList();
        new RuleScaffold(rules, taken).write(place).forEach(out::println);
        String id = place.substring(place.lastIndexOf('/') + 1);
        out.println("Edit them while this runs: meshdx rules test " + rules + " --only " + id + " --watch");
        return ExitCode.OK;
    }
}
