package dev.meshdx.cli;

import dev.meshdx.diagnosis.Explainer;
import dev.meshdx.diagnosis.Why;
import dev.meshdx.report.WhyPage;
import dev.meshdx.rules.RuleBase;
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

/** {@code meshdx why}: from a diagnosis down to the lines of the capture that it rests on. */
@Command(
        name = "why",
        mixinStandardHelpOptions = true,
        description =
                "Explains why a failure mode was found: rules, facts, files and lines, and the certainty step by step.")
final class WhyCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "ID", description = "Failure mode, or another tool's code for it.")
    private String id = "";

    @Parameters(
            index = "1..*",
            paramLabel = "CAPTURE",
            arity = "1..*",
            description = "Folder, archive or file; - reads standard input.")
    private List<String> captures = new ArrayList<>();

    @Option(names = "--subject", paramLabel = "NAMESPACE/NAME", description = "Only for this subject.")
    private String subject = "";

    @Mixin
    private Inquiry inquiry = new Inquiry();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        RuleBase rules = inquiry.rules();
        List<String> ids = FailureModes.named(id, rules);
        var line = spec.commandLine();
        Inquiry.Run run = inquiry.run(rules, captures, line.getErr());
        Explainer explainer = run.explainer();
        Inquiry.check(subject, explainer);
        List<Why> found = new ArrayList<>();
        ids.forEach(each -> found.addAll(explainer.why(each, subject, rules.texts(each))));
        if (found.isEmpty()) {
            line.getErr().println("meshdx: " + id + " was not found; why not:");
            return WhyNotCommand.answer(run, ids, subject, inquiry, line.getOut());
        }
        if (inquiry.json()) {
            WhyPage.writeJson(found, line.getOut());
        } else {
            WhyPage.write(found, inquiry.screen().style(false), line.getOut());
        }
        return ExitCode.FINDINGS;
    }
}
