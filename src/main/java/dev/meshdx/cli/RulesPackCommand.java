package dev.meshdx.cli;

import dev.meshdx.rules.PackWriter;
import dev.meshdx.rules.RuleBase;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code meshdx rules pack}: makes an archive of a pack that others can verify. */
@Command(
        name = "pack",
        mixinStandardHelpOptions = true,
        description = "Writes a pack with its checksums to a .zip, or verifies one (--verify).")
final class RulesPackCommand implements Callable<Integer> {

    @Parameters(paramLabel = "PATH", description = "Folder of a pack; with --verify an archive, too.")
    private Path source = Path.of(".");

    @Option(names = "-o", paramLabel = "FILE.zip", description = "The archive; default: NAME-VERSION.zip.")
    @Nullable
    private Path archive;

    @Option(names = "--verify", description = "Checks the checksums of a pack and that it loads; writes nothing.")
    private boolean verify;

    @Mixin
    private Packs packs = new Packs();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        RuleBase others = packs.load();
        packs.notes().forEach(note -> spec.commandLine().getErr().println("meshdx: " + note));
        PackWriter writer = new PackWriter(packs.loader(), others);
        if (verify) {
            writer.verify(source).forEach(out::println);
        } else {
            out.println(writer.write(source, archive));
        }
        return packs.failed() ? ExitCode.USAGE : ExitCode.OK;
    }
}
