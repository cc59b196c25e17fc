package dev.meshdx.cli;

import dev.meshdx.rules.FailureMode;
import dev.meshdx.rules.RuleBase;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code meshdx rules list}: all failure modes that the loaded packs know. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "Lists all failure modes.")
final class RulesListCommand implements Callable<Integer> {

    @Mixin
    private Packs packs = new Packs();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        RuleBase rules = packs.load();
        List<FailureMode> modes = rules.failureModes().stream()
                .sorted(Comparator.comparing(FailureMode::id))
                .toList();
        int width = modes.stream().mapToInt(mode -> mode.id().length()).max().orElse(0);
        for (FailureMode mode : modes) {
            out.println(String.format(
                            "%-" + width + "s  %-8s  %-13s  %-12s  ",
                            mode.id(),
                            mode.severity(),
                            mode.layer(),
                            rules.entry(mode.id()).status())
                    + mode.title());
        }
        packs.notes().forEach(note -> spec.commandLine().getErr().println("meshdx: " + note));
        return packs.failed() ? ExitCode.USAGE : ExitCode.OK;
    }
}
