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
import picocli.CommandLine.Spec;

/** {@code meshdx why}: from a diagnosis down to the lines of the capture that it rests on. */
@Command(
        name = "why",
        mixinStandardHelpOptions = true,
        description =
                "Explains why a failure mode was found: rules, facts, files and lines, and the certainty step by step.")
final class WhyCommand implements Callable<Integer> {

    @Mixin
    private Question question = new Question();

    @Mixin
    private Inquiry inquiry = new Inquiry();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        RuleBase rules = inquiry.rules();
        List<String> ids = FailureModes.named(question.id(), rules);
        var line = spec.commandLine();
        Inquiry.Run run = inquiry.run(rules, question.captures(), line.getErr());
        Explainer explainer = run.explainer();
        Inquiry.check(question.subject(), explainer);
        List<Why> found = new ArrayList<>();
        ids.forEach(each -> found.addAll(explainer.why(each, question.subject(), rules.texts(each))));
        if (found.isEmpty()) {
            line.getErr().println("meshdx: " + question.id() + " was not found; why not:");
            return WhyNotCommand.answer(run, ids, question.subject(), inquiry, line.getOut());
        }
        if (inquiry.json()) {
            WhyPage.writeJson(found, line.getOut());
        } else {
            WhyPage.write(found, inquiry.screen().style(false), line.getOut());
        }
        return ExitCode.FINDINGS;
    }
}
