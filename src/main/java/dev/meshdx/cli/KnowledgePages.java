package dev.meshdx.cli;

import dev.meshdx.diagnosis.Report;
import dev.meshdx.report.KnowledgePage;
import dev.meshdx.rules.Alerts;
import dev.meshdx.rules.Entry;
import dev.meshdx.rules.FailureMode;
import dev.meshdx.rules.RuleBase;
import java.util.List;

/** Gathers what the knowledge base holds of a failure mode: its entry, what causes it, the alerts that announce it. */
final class KnowledgePages {

    private KnowledgePages() {}

    /** The page of a failure mode. */
    static KnowledgePage of(RuleBase rules, String id, Alerts alerts) {
        Entry entry = rules.entry(id);
        List<String> causedBy = rules.failureModes().stream()
                .filter(mode -> mode.causes().contains(entry.id()))
                .map(FailureMode::id)
                .sorted()
                .toList();
        List<KnowledgePage.Clue> clues = entry.weights().entrySet().stream()
                .map(rule -> new KnowledgePage.Clue(
                        rule.getKey(), rule.getValue(), entry.says().getOrDefault(rule.getKey(), "")))
                .toList();
        return new KnowledgePage(
                entry.id(),
                entry.title(),
                entry.status(),
                entry.missing(),
                entry.severity(),
                entry.layer(),
                entry.meshes(),
                entry.summary(),
                entry.why(),
                entry.causes(),
                causedBy,
                clues,
                commands(entry.confirm()),
                commands(entry.fix()),
                commands(entry.verify()),
                entry.identifyTime(),
                entry.fixTime(),
                entry.timeSource(),
                entry.expertise(),
                entry.cost(),
                announcements(alerts, entry.id()),
                alerts.silence(entry.id()),
                entry.falsePositives(),
                entry.references(),
                entry.aliases(),
                entry.claims().stream()
                        .map(claim ->
                                new KnowledgePage.Claim(claim.numbers(), claim.verdict(), claim.says(), claim.right()))
                        .toList(),
                entry.parameters().stream()
                        .map(parameter -> new KnowledgePage.Threshold(
                                entry.id() + "." + parameter.name(), parameter.shown(), parameter.says()))
                        .toList());
    }

    private static List<KnowledgePage.Announcement> announcements(Alerts alerts, String mode) {
        return alerts.announcing(mode).stream()
                .map(alert ->
                        new KnowledgePage.Announcement(alert.name(), alert.severity(), alert.expr(), alert.needs()))
                .toList();
    }

    private static List<Report.Command> commands(List<Entry.Step> steps) {
        return steps.stream()
                .map(step -> new Report.Command(step.run(), step.effect(), step.purpose()))
                .toList();
    }
}
