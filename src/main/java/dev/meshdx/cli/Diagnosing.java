package dev.meshdx.cli;

import dev.meshdx.capture.Captures;
import dev.meshdx.diagnosis.Diagnostician;
import dev.meshdx.diagnosis.Picture;
import dev.meshdx.diagnosis.Report;
import dev.meshdx.facts.FactBase;
import dev.meshdx.rules.Firing;
import dev.meshdx.rules.PackLoader;
import dev.meshdx.rules.RuleBase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The whole way from the files of a capture to a report. */
final class Diagnosing {

    private final RuleBase rules;
    private final List<String> notes;

    private final List<PackLoader.Refused> refused;

    Diagnosing(RuleBase rules, List<String> notes) {
        this(rules, notes, List.of());
    }

    Diagnosing(RuleBase rules, List<String> notes, List<PackLoader.Refused> refused) {
        this.rules = rules;
        this.notes = notes;
        this.refused = refused;
    }

    Report diagnose(List<String> captures, Consumer<String> progress) {
        return judge(read(captures, List.of(), progress), progress);
    }

    /** The report with its picture: history, certificates, calls, and the lines of the capture that evidence came from. */
    Report illustrated(List<String> captures, Consumer<String> progress) {
        FactBase base = read(captures, List.of(), progress);
        Report report = judge(base, progress);
        return report.with(Picture.of(base, Captures.excerpts(captures, Picture.places(report), progress)));
    }

    /**
     * Reads captures.
     *
     * @param captures paths
     * @param metrics metrics that are needed beside those that rules name
     * @param progress takes short messages
     */
    FactBase read(List<String> captures, List<String> metrics, Consumer<String> progress) {
        return Captures.open(captures, rules.selection().with(metrics), progress);
    }

    /** Fires the rules over the facts and judges what they conclude. */
    Report judge(FactBase base, Consumer<String> progress) {
        return judge(base, fire(base, progress));
    }

    /** What the rules conclude from the facts, per cluster. */
    Map<String, Firing> fire(FactBase base, Consumer<String> progress) {
        progress.accept("judging " + base.facts().size() + " facts");
        Map<String, Firing> firings = new TreeMap<>();
        for (String cluster : base.clusters()) {
            firings.put(cluster, rules.fire(base.of(cluster)));
        }
        return firings;
    }

    /** Judges what the rules concluded. */
    Report judge(FactBase base, Map<String, Firing> firings) {
        return new Diagnostician(rules, tool()).diagnose(base, firings, notes);
    }

    private Report.Tool tool() {
        List<Report.Pack> packs = new ArrayList<>();
        for (List<String> pack : rules.packs()) {
            packs.add(new Report.Pack(pack.get(0), pack.get(1), pack.get(2)));
        }
        return new Report.Tool(
                Version.current(),
                packs,
                refused.stream()
                        .map(pack -> new Report.PackNotLoaded(
                                pack.name(), pack.version(), pack.source(), pack.reason(), pack.failureModes()))
                        .toList());
    }
}
