package dev.meshdx.diagnosis;

import dev.meshdx.diagnosis.Report.NextStep;
import dev.meshdx.diagnosis.Report.Undecided;
import dev.meshdx.rules.FailureMode;
import dev.meshdx.rules.FailureMode.EvidenceRule;
import dev.meshdx.rules.Knowledge;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What to capture next, and what each answer would mean.
 *
 * @param steps read-only commands, the one that tells most first
 * @param again the command that diagnoses the capture together with the answers
 */
public record NextPlan(List<Step> steps, String again) {

    /** Folder that the answers are written to. */
    public static final String FOLDER = "next";

    /** Our own commands name the pod and its namespace in this order; a name that had to be quoted is no folder. */
    private static final Pattern POD =
            Pattern.compile("(?:logs|exec) ([a-z0-9][a-z0-9.-]*) -n ([a-z0-9][a-z0-9-]*)(?= |$)");

    public NextPlan {
        steps = List.copyOf(steps);
    }

    /**
     * One command.
     *
     * @param run command line
     * @param kind kind of evidence that it captures
     * @param file where its output is written: the folder tells which proxy it is of
     * @param substitute which words of the command must be replaced and by what, empty when none
     * @param value expected information in bits, weighted by impact
     * @param decisions what it would decide, the most important first
     */
    public record Step(
            String run, String kind, String file, String substitute, double value, List<Decision> decisions) {
        public Step {
            decisions = List.copyOf(decisions);
        }

        /** The pod that is asked, as namespace/name; empty when the command names none. */
        public String pod() {
            Matcher pod = POD.matcher(run);
            return pod.find() ? pod.group(2) + "/" + pod.group(1) : "";
        }
    }

    /**
     * What an answer would mean for one failure mode.
     *
     * @param id failure mode
     * @param title its title
     * @param now its certainty now
     * @param rule rule that would fire
     * @param sign what would be seen, with names in angle brackets
     * @param ifSeen certainty if it is seen
     * @param ifNot certainty if it is not
     * @param besides further kinds that this takes
     */
    public record Decision(
            String id,
            String title,
            double now,
            String rule,
            String sign,
            double ifSeen,
            double ifNot,
            List<String> besides) {
        public Decision {
            besides = List.copyOf(besides);
        }

        /** Whether seeing it makes a finding of it. */
        public boolean finds() {
            return ifSeen >= Certainty.FOUND;
        }

        /** Whether not seeing it rules it out. */
        public boolean excludes() {
            return ifNot < Certainty.POSSIBLE && besides.isEmpty();
        }
    }

    /**
     * The plan for a report.
     *
     * @param report report
     * @param knowledge what the packs know
     * @param captures captures as the command line named them
     */
    public static NextPlan of(Report report, Knowledge knowledge, List<String> captures) {
        List<Step> steps = new ArrayList<>();
        for (NextStep next : report.next()) {
            List<Decision> decisions = new ArrayList<>();
            for (String id : next.decides()) {
                report.undecided().stream()
                        .filter(mode -> mode.id().equals(id))
                        .findFirst()
                        .flatMap(mode -> decision(mode, next.kind(), knowledge))
                        .ifPresent(decisions::add);
            }
            steps.add(new Step(next.run(), next.kind(), file(next), substitute(next), next.value(), decisions));
        }
        List<String> words = captures.stream().map(Template::quote).toList();
        return new NextPlan(steps, "meshdx diagnose " + String.join(" ", words) + " " + FOLDER);
    }

    private static Optional<Decision> decision(Undecided open, String kind, Knowledge knowledge) {
        FailureMode mode = knowledge.failureModes().stream()
                .filter(each -> each.id().equals(open.id()))
                .findFirst()
                .orElseThrow();
        return NextEvidence.decisive(mode, kind).map(rule -> decision(open, kind, rule, knowledge));
    }

    private static Decision decision(Undecided open, String kind, EvidenceRule rule, Knowledge knowledge) {
        String says = knowledge.entry(open.id()).says().getOrDefault(rule.rule(), rule.rule());
        return new Decision(
                open.id(),
                open.title(),
                open.certainty(),
                rule.rule(),
                Template.text(says, java.util.Map.of()),
                NextEvidence.ifSeen(open.certainty(), rule.weight()),
                NextEvidence.ifNot(open.certainty(), rule.weight()),
                open.missing().stream()
                        .map(Report.Missing::kind)
                        .filter(other -> !other.equals(kind))
                        .toList());
    }

    /** Readers take the owner of an answer from its folder. */
    private static String file(NextStep next) {
        String end = next.run().endsWith("json") || next.run().endsWith("dump") ? ".json" : ".txt";
        Matcher pod = POD.matcher(next.run());
        boolean named = pod.find();
        return FOLDER + "/" + (named ? pod.group(1) + "." + pod.group(2) + "/" : "") + next.kind() + end;
    }

    private static String substitute(NextStep next) {
        return next.run().matches(".*\\b" + NextEvidence.POD + "\\b.*")
                ? "Put a pod with a proxy for " + NextEvidence.POD + " and its namespace for " + NextEvidence.NAMESPACE
                        + "; kubectl get pods -A lists them."
                : "";
    }
}
