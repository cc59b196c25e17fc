package dev.meshdx.cli;

import dev.meshdx.criteria.Criteria;
import dev.meshdx.diagnosis.Report;
import dev.meshdx.diagnosis.Verification;
import dev.meshdx.facts.FactBase;
import dev.meshdx.report.CriteriaPage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code meshdx verify}: is the mesh well, and did the fix work. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Judges a capture by the success criteria V1 to V8. With a capture from before and one from after a change,"
                    + " says what the change fixed, what is still there and what is new."
        })
final class VerifyCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "CAPTURE",
            arity = "1..2",
            description = "The capture to judge; or the older and the newer one.")
    private List<String> captures = new ArrayList<>();

    @Option(names = "-o", paramLabel = "FORMAT", defaultValue = "text", description = "text or json; default: text.")
    private String format = "text";

    @Mixin
    private Packs packs = new Packs();

    @Mixin
    private Screen screen = new Screen();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (!format.equals("text") && !format.equals("json")) {
            throw new UsageException("-o takes text or json, not '" + format + "'");
        }
        Verification verification = verify();
        var out = spec.commandLine().getOut();
        if (format.equals("json")) {
            CriteriaPage.writeJson(verification, out);
        } else {
            CriteriaPage.write(verification, captures.size() == 2, screen.style(false), out);
        }
        return verification.failed()
                ? ExitCode.FINDINGS
                : verification.undecidable() ? ExitCode.UNDECIDABLE : ExitCode.OK;
    }

    private Verification verify() {
        var progress = new Progress(spec.commandLine().getErr());
        var diagnosing = new Diagnosing(packs.load(), packs.notes());
        FactBase after = diagnosing.read(List.of(captures.get(captures.size() - 1)), Criteria.METRICS, progress);
        if (captures.size() == 1) {
            return Verification.of(Criteria.of(after));
        }
        FactBase before = diagnosing.read(List.of(captures.get(0)), Criteria.METRICS, progress);
        Report then = diagnosing.judge(before, progress);
        Report now = diagnosing.judge(after, progress);
        return Verification.of(then, now, Criteria.of(before, after));
    }
}
