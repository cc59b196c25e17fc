package dev.meshdx.cli;

import dev.meshdx.diagnosis.Explainer;
import dev.meshdx.diagnosis.Report;
import dev.meshdx.facts.FactBase;
import dev.meshdx.rules.Closest;
import dev.meshdx.rules.Firing;
import dev.meshdx.rules.RuleBase;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the commands that question a diagnosis have in common: options, and the run that they ask about. */
final class Inquiry {

    @Option(names = "-o", paramLabel = "FORMAT", defaultValue = "text", description = "text or json; default: text.")
    private String format = "text";

    @Option(names = "--cluster", paramLabel = "NAME", description = "Only this cluster of a capture of several.")
    private String cluster = "";

    @Mixin
    private Packs packs = new Packs();

    @Mixin
    private Screen screen = new Screen();

    /** A diagnosed capture. */
    record Run(RuleBase rules, Diagnosing diagnosing, FactBase base, Map<String, Firing> firings, Report report) {

        Explainer explainer() {
            return new Explainer(rules, base, firings, report);
        }

        /** Nothing in the capture to judge by. */
        boolean undecidable() {
            return report.verdict().equals("undecidable");
        }
    }

    RuleBase rules() {
        if (!format.equals("text") && !format.equals("json")) {
            throw new UsageException("-o takes text or json, not '" + format + "'");
        }
        return packs.load();
    }

    boolean json() {
        return format.equals("json");
    }

    Screen screen() {
        return screen;
    }

    /** Reads and diagnoses a capture; packs that do not load are named on standard error. */
    Run run(RuleBase rules, List<String> captures, PrintWriter err) {
        packs.notes().forEach(note -> err.println("meshdx: " + note));
        Progress progress = new Progress(err);
        Diagnosing diagnosing = new Diagnosing(rules, packs.notes());
        FactBase all = diagnosing.read(captures, List.of(), progress);
        FactBase base = cluster.isEmpty() ? all : only(all);
        Map<String, Firing> firings = diagnosing.fire(base, progress);
        return new Run(rules, diagnosing, base, firings, diagnosing.judge(base, firings));
    }

    /** A subject that no fact is about is a mistake, not an answer. */
    static void check(String subject, Explainer explainer) {
        if (!subject.isEmpty() && !explainer.knows(subject)) {
            throw new UsageException("nothing in the capture is about '" + subject + "'"
                    + Closest.hint(subject, explainer.subjects()) + "; write it as namespace/name");
        }
    }

    private FactBase only(FactBase all) {
        if (!all.clusters().contains(cluster)) {
            throw new UsageException("the capture has no cluster '" + cluster + "'"
                    + Closest.hint(cluster, all.clusters()) + "; it has " + all.clusters());
        }
        return new FactBase(all.of(cluster), all.time(), all.timeFrom(), all.sources(), all.files());
    }
}
