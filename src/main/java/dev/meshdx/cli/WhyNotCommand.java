package dev.meshdx.cli;

import dev.meshdx.diagnosis.Explainer;
import dev.meshdx.diagnosis.NotFound;
import dev.meshdx.report.NotFoundPage;
import dev.meshdx.rules.RuleBase;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code meshdx why-not}: which condition of which rule falls short, and the nearest facts. */
@Command(
        name = "why-not",
        mixinStandardHelpOptions = true,
        description =
                "Explains why a failure mode was not found: the condition that falls short, whether it is false or was"
                        + " not captured, and the nearest facts with their actual values.")
final class WhyNotCommand implements Callable<Integer> {

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
        Inquiry.check(question.subject(), run.explainer());
        return answer(run, ids, question.subject(), inquiry, line.getOut());
    }

    /** Prints the answer and gives the exit code: 1 when it is found, 0 when it is ruled out, 3 when that is open. */
    static int answer(Inquiry.Run run, List<String> ids, String subject, Inquiry inquiry, PrintWriter out)
            throws IOException {
        Explainer explainer = run.explainer();
        List<NotFound> answers = new ArrayList<>();
        for (String id : ids) {
            for (String cluster : run.base().clusters()) {
                answers.add(explainer.notFound(
                        id,
                        cluster,
                        subject,
                        run.rules().shortfalls(id, run.base().of(cluster), explainer.about(cluster, subject))));
            }
        }
        if (inquiry.json()) {
            NotFoundPage.writeJson(answers, out);
        } else {
            NotFoundPage.write(answers, inquiry.screen().style(false), out);
        }
        if (answers.stream().anyMatch(answer -> answer.outcome().equals("found"))) {
            return ExitCode.FINDINGS;
        }
        boolean decided = !answers.isEmpty()
                && answers.stream()
                        .allMatch(
                                answer -> List.of("ruled-out", "not-applicable").contains(answer.outcome()));
        return decided && !run.undecidable() ? ExitCode.OK : ExitCode.UNDECIDABLE;
    }
}
