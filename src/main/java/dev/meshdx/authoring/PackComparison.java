package dev.meshdx.authoring;

import dev.meshdx.diagnosis.Report;
import dev.meshdx.rules.Entry;
import dev.meshdx.rules.FailureMode;
import dev.meshdx.rules.FailureMode.EvidenceRule;
import dev.meshdx.rules.PackRanges;
import dev.meshdx.rules.RuleBase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What became of the knowledge between two states of packs, and how the next version should therefore be numbered: major when
 * somebody who relied on the old state may miss something, minor when there is more, patch for everything else.
 */
public final class PackComparison {

    /** How much a change asks of the version. */
    public enum Step {
        PATCH,
        MINOR,
        MAJOR;

        /** The word that people write. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * One change.
     *
     * @param step what it asks of the version
     * @param id failure mode, or pack and what it asks for
     * @param says what changed, a sentence
     */
    public record Change(Step step, String id, String says) {}

    private static final List<String> SEVERITIES = List.of("info", "low", "medium", "high", "critical");

    private final RuleBase old;
    private final RuleBase now;
    private final List<Change> changes = new ArrayList<>();

    private PackComparison(RuleBase old, RuleBase now) {
        this.old = old;
        this.now = now;
    }

    /**
     * Compares two states.
     *
     * @param samples per sample its reports under the old and the new state
     * @return changes, the weightiest first
     */
    public static List<Change> of(RuleBase old, RuleBase now, Map<String, Pair> samples) {
        PackComparison comparison = new PackComparison(old, now);
        comparison.entries();
        samples.forEach(comparison::sample);
        comparison.changes.sort(Comparator.comparing((Change change) -> change.step())
                .reversed()
                .thenComparing(Change::id)
                .thenComparing(Change::says));
        return List.copyOf(comparison.changes);
    }

    /** The step that all changes together ask for; patch when there is none. */
    public static Step step(List<Change> changes) {
        return changes.stream().map(Change::step).max(Comparator.naturalOrder()).orElse(Step.PATCH);
    }

    /**
     * The reports of one sample.
     *
     * @param old under the old state
     * @param now under the new state
     */
    public record Pair(Report old, Report now) {}

    /** What became of the versions that the packs work with: whoever has a version that no longer does misses all of them. */
    public static List<Change> of(PackRanges old, PackRanges now) {
        return old.changes(now).stream()
                .map(change -> new Change(
                        change.narrower() ? Step.MAJOR : Step.MINOR,
                        change.of(),
                        "was " + any(change.before()) + " and is " + any(change.after())))
                .toList();
    }

    private static String any(String range) {
        return range.isEmpty() ? "any version" : range;
    }

    private void entries() {
        Map<String, FailureMode> before = byId(old);
        Map<String, FailureMode> after = byId(now);
        before.forEach((id, mode) -> {
            FailureMode next = after.get(id);
            if (next == null) {
                add(Step.MAJOR, id, "is gone");
            } else {
                mode(mode, next);
                texts(old.entry(id), now.entry(id));
            }
        });
        after.keySet().stream().filter(id -> !before.containsKey(id)).forEach(id -> add(Step.MINOR, id, "is new"));
    }

    private static Map<String, FailureMode> byId(RuleBase rules) {
        Map<String, FailureMode> modes = new TreeMap<>();
        rules.failureModes().forEach(mode -> modes.put(mode.id(), mode));
        return modes;
    }

    private void mode(FailureMode before, FailureMode after) {
        String id = before.id();
        int severity = SEVERITIES.indexOf(after.severity()) - SEVERITIES.indexOf(before.severity());
        if (severity != 0) {
            add(
                    severity < 0 ? Step.MAJOR : Step.MINOR,
                    id,
                    "severity " + before.severity() + " became " + after.severity());
        }
        if (!before.prior().equals(after.prior())) {
            add(Step.PATCH, id, "prior " + before.prior() + " became " + after.prior());
        }
        Set<String> meshes = new TreeSet<>(before.meshes());
        meshes.removeAll(after.meshes());
        if (!meshes.isEmpty() && !after.meshes().isEmpty()) {
            add(Step.MAJOR, id, "no longer applies to " + String.join(", ", meshes));
        }
        rules(before, after);
    }

    private void rules(FailureMode before, FailureMode after) {
        Map<String, EvidenceRule> rules = new HashMap<>();
        after.evidence().forEach(rule -> rules.put(rule.rule(), rule));
        for (EvidenceRule rule : before.evidence()) {
            EvidenceRule next = rules.remove(rule.rule());
            if (next == null) {
                add(
                        rule.weight().supports() ? Step.MAJOR : Step.MINOR,
                        before.id(),
                        "rule " + rule.rule() + " is gone");
                continue;
            }
            if (next.weight() != rule.weight()) {
                add(
                        Step.PATCH,
                        before.id(),
                        "rule " + rule.rule() + " weighs " + next.weight().word() + " instead of "
                                + rule.weight().word());
            }
            needs(before.id(), rule, next);
        }
        rules.keySet().stream().sorted().forEach(rule -> add(Step.MINOR, before.id(), "rule " + rule + " is new"));
    }

    /** A rule that asks for more evidence stays silent on captures that were enough before. */
    private void needs(String id, EvidenceRule before, EvidenceRule after) {
        List<List<String>> added = new ArrayList<>(after.needs());
        added.removeAll(before.needs());
        if (!added.isEmpty()) {
            add(Step.MAJOR, id, "rule " + after.rule() + " needs " + added + " beside what it needed");
        }
        Set<String> guards = new TreeSet<>(after.guards());
        before.guards().forEach(guards::remove);
        if (!guards.isEmpty()) {
            add(Step.MAJOR, id, "rule " + after.rule() + " needs complete coverage of " + String.join(", ", guards));
        }
    }

    /** A site that sets a parameter can't run when it is gone. */
    private void parameters(Entry before, Entry after) {
        Set<String> names = new TreeSet<>();
        after.parameters().forEach(parameter -> names.add(parameter.name()));
        for (Entry.Parameter parameter : before.parameters()) {
            if (!names.remove(parameter.name())) {
                add(Step.MAJOR, before.id(), "parameter " + parameter.name() + " is gone");
            }
        }
        names.forEach(name -> add(Step.MINOR, before.id(), "parameter " + name + " is new"));
    }

    private void texts(Entry before, Entry after) {
        parameters(before, after);
        if (!before.equals(after)) {
            add(Step.PATCH, before.id(), "its entry changed");
        }
    }

    private void sample(String name, Pair reports) {
        Set<String> before = found(reports.old());
        Set<String> after = found(reports.now());
        for (String finding : before) {
            if (!after.contains(finding)) {
                add(Step.MAJOR, id(finding), "is no longer found for " + subject(finding) + " in " + name);
            }
        }
        for (String finding : after) {
            if (!before.contains(finding)) {
                add(Step.MINOR, id(finding), "is found for " + subject(finding) + " in " + name);
            }
        }
        String first = root(reports.old());
        if (!first.isEmpty() && !first.equals(root(reports.now())) && after.contains(first)) {
            add(Step.MINOR, id(first), "no longer stands first in " + name);
        }
    }

    private static Set<String> found(Report report) {
        Set<String> found = new TreeSet<>();
        report.diagnoses().forEach(diagnosis -> found.add(diagnosis.id() + " " + diagnosis.subject()));
        return found;
    }

    private static String root(Report report) {
        return report.diagnoses().isEmpty()
                ? ""
                : report.diagnoses().get(0).id() + " "
                        + report.diagnoses().get(0).subject();
    }

    private static String id(String finding) {
        return finding.substring(0, finding.indexOf(' '));
    }

    private static String subject(String finding) {
        return finding.substring(finding.indexOf(' ') + 1);
    }

    private void add(Step step, String id, String says) {
        changes.add(new Change(step, id, says));
    }
}
