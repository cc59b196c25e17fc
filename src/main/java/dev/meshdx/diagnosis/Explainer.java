package dev.meshdx.diagnosis;

import dev.meshdx.diagnosis.Report.Diagnosis;
import dev.meshdx.facts.Fact;
import dev.meshdx.facts.FactBase;
import dev.meshdx.facts.Subject;
import dev.meshdx.rules.FailureMode;
import dev.meshdx.rules.FailureMode.EvidenceRule;
import dev.meshdx.rules.Firing;
import dev.meshdx.rules.Knowledge;
import dev.meshdx.rules.RuleShortfall;
import dev.meshdx.rules.WrittenRule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Explains a report: why a failure mode was found, and why one was not. */
public final class Explainer {

    /** Facts that are named of one rule. */
    static final int MAX_FACTS = 10;

    private final Knowledge knowledge;
    private final FactBase base;
    private final Map<String, Firing> firings;
    private final Report report;
    private final Map<String, Topology> topologies = new HashMap<>();

    /**
     * Explains what was judged of a capture.
     *
     * @param knowledge what the packs know
     * @param base the facts
     * @param firings what the rules concluded, per cluster
     * @param report what was made of it
     */
    public Explainer(Knowledge knowledge, FactBase base, Map<String, Firing> firings, Report report) {
        this.knowledge = knowledge;
        this.base = base;
        this.firings = Map.copyOf(firings);
        this.report = report;
    }

    /** Names of everything that facts are about, for a hint at a mistyped one. */
    public Set<String> subjects() {
        Set<String> names = new TreeSet<>();
        base.facts().forEach(fact -> names.add(fact.subject().path()));
        return names;
    }

    /** Whether any fact is about a subject of that name. */
    public boolean knows(String subject) {
        return base.facts().stream()
                .anyMatch(fact -> about(fact.cluster(), subject).test(fact.subject()));
    }

    /**
     * Which subjects somebody means.
     *
     * @param cluster cluster
     * @param text {@code namespace/name}, {@code Kind namespace/name} or a name, of the subject or of a workload, Service or pod
     *     that it touches; empty for all
     */
    public Predicate<Subject> about(String cluster, String text) {
        if (text.isEmpty()) {
            return subject -> true;
        }
        Topology topology = topology(cluster);
        return subject ->
                named(subject, text) || named(topology.resolve(subject), text) || touches(subject, text, topology);
    }

    private static boolean named(Subject subject, String text) {
        return subject.path().equals(text)
                || subject.toString().equals(text)
                || subject.name().equals(text);
    }

    /** A node, a namespace and a mesh touch too much to be meant by the name of a workload. */
    private static boolean touches(Subject subject, String text, Topology topology) {
        if (List.of("Node", "Namespace", "Mesh", "Capture").contains(subject.kind())) {
            return false;
        }
        Footprint print = topology.footprint(subject);
        return print.workloads.contains(text) || print.services.contains(text) || print.proxies.contains(text);
    }

    /**
     * Why a failure mode was found, per subject; empty when it was not.
     *
     * @param id failure mode
     * @param subject as in {@link #about}
     * @param texts its rules
     */
    public List<Why> why(String id, String subject, Map<String, WrittenRule> texts) {
        return found(id, subject).stream()
                .map(diagnosis -> why(diagnosis, texts))
                .toList();
    }

    private List<Diagnosis> found(String id, String subject) {
        return report.diagnoses().stream()
                .filter(diagnosis -> diagnosis.id().equals(id))
                .filter(diagnosis ->
                        about(diagnosis.subject().cluster(), subject).test(diagnosis.subject()))
                .toList();
    }

    private Why why(Diagnosis diagnosis, Map<String, WrittenRule> texts) {
        Finding finding = finding(diagnosis);
        List<Why.Step> steps = diagnosis.evidence().stream()
                .map(evidence -> {
                    EvidenceRule rule = finding.mode.evidence().stream()
                            .filter(each -> each.rule().equals(evidence.rule()))
                            .findFirst()
                            .orElseThrow();
                    WrittenRule text = Objects.requireNonNull(texts.get(rule.rule()), rule.rule());
                    return Grounds.step(
                            rule, text, evidence.statement(), finding.byRule.getOrDefault(rule.rule(), List.of()));
                })
                .toList();
        return new Why(
                diagnosis, steps, CertaintySteps.of(finding.mode, finding.byRule.keySet()), place(diagnosis, finding));
    }

    /** Facts that the evidence for a diagnosis rests on, without what rules only ask for: capture time, meshes, coverage. */
    public List<Fact> support(Diagnosis diagnosis) {
        TreeSet<Fact> facts = new TreeSet<>(Fact.ORDER);
        Finding finding = finding(diagnosis);
        finding.mode.evidence().stream()
                .filter(rule -> rule.weight().supports())
                .flatMap(rule -> finding.byRule.getOrDefault(rule.rule(), List.of()).stream())
                .flatMap(conclusion -> conclusion.facts().stream())
                .filter(fact -> !DiagnosisWriter.isContext(fact))
                .forEach(facts::add);
        return List.copyOf(facts);
    }

    /** Whether other facts would give that diagnosis, too. */
    public boolean findsAgain(Diagnosis diagnosis, List<Fact> facts, Firing firing) {
        return Diagnostician.findings(List.of(mode(diagnosis.id())), firing, new Topology(facts))
                .getOrDefault(diagnosis.id(), List.of())
                .stream()
                .anyMatch(finding -> finding.found()
                        && finding.subject.path().equals(diagnosis.subject().path()));
    }

    private Why.Place place(Diagnosis diagnosis, Finding finding) {
        List<String> explains = report.diagnoses().stream()
                .filter(effect -> effect.explainedBy().equals(diagnosis.ref()))
                .map(effect -> effect.id() + " on " + effect.subject())
                .toList();
        if (diagnosis.isRoot()) {
            return new Why.Place(List.of(), "", "", explains);
        }
        Diagnosis cause = report.diagnoses().stream()
                .filter(each -> each.ref().equals(diagnosis.explainedBy()))
                .findFirst()
                .orElseThrow();
        Edge edge = new Edge(knowledge.failureModes());
        return new Why.Place(
                edge.path(cause.id(), diagnosis.id()), cause.ref(), Edge.shared(finding(cause), finding), explains);
    }

    private Finding finding(Diagnosis diagnosis) {
        return findings(diagnosis.subject().cluster(), diagnosis.id()).stream()
                .filter(finding -> finding.subject.equals(diagnosis.subject()))
                .findFirst()
                .orElseThrow();
    }

    private List<Finding> findings(String cluster, String id) {
        List<FailureMode> modes = List.of(mode(id));
        return Diagnostician.findings(modes, firing(cluster), topology(cluster)).getOrDefault(id, List.of());
    }

    private Firing firing(String cluster) {
        return firings.getOrDefault(cluster, new Firing(List.of(), Map.of()));
    }

    /**
     * Why a failure mode was not found in a cluster.
     *
     * @param id failure mode
     * @param cluster cluster
     * @param subject as in {@link #about}
     * @param shortfalls how far its rules get there
     */
    public NotFound notFound(String id, String cluster, String subject, List<RuleShortfall> shortfalls) {
        FailureMode mode = mode(id);
        List<Diagnosis> found = found(id, subject).stream()
                .filter(diagnosis -> diagnosis.subject().cluster().equals(cluster))
                .toList();
        Optional<Finding> nearest = findings(cluster, id).stream()
                .filter(finding -> about(cluster, subject).test(finding.subject))
                .max(Comparator.comparingDouble((Finding finding) -> finding.certainty)
                        .thenComparing(finding -> finding.subject, Comparator.reverseOrder()));
        CertaintySteps certainty = CertaintySteps.of(
                mode, nearest.map(finding -> finding.byRule.keySet()).orElse(Set.of()));
        Verdict verdict = verdict(mode, cluster, subject, found, nearest, certainty);
        return new NotFound(
                cluster,
                id,
                mode.title(),
                subject,
                verdict.outcome(),
                verdict.reasons(),
                found,
                certainty,
                rules(mode, nearest, shortfalls),
                verdict.missing());
    }

    private record Verdict(String outcome, List<String> reasons, List<Report.Missing> missing) {}

    private Verdict verdict(
            FailureMode mode,
            String cluster,
            String subject,
            List<Diagnosis> found,
            Optional<Finding> nearest,
            CertaintySteps certainty) {
        if (!found.isEmpty()) {
            return new Verdict("found", found.stream().map(this::foundAs).toList(), List.of());
        }
        String failed = firing(cluster).quarantined().get(mode.id());
        if (failed != null) {
            return new Verdict(
                    "not-assessed", List.of("one of its rules failed and was left out: " + failed), List.of());
        }
        List<Fact> facts = base.of(cluster);
        Set<String> meshes = Diagnostician.meshKinds(facts);
        if (!Diagnostician.applies(mode, meshes)) {
            String there = meshes.isEmpty() ? "shows no mesh" : "shows " + String.join(", ", meshes);
            return new Verdict(
                    "not-applicable",
                    List.of("it occurs in " + String.join(", ", mode.meshes()) + ", and the capture " + there),
                    List.of());
        }
        List<String> reasons = new ArrayList<>();
        nearest.ifPresent(finding -> reasons.add(evidence(finding, certainty)));
        List<Diagnosis> others = found(mode.id(), "");
        if (!subject.isEmpty() && !others.isEmpty()) {
            reasons.add("it is found for other subjects: "
                    + String.join(
                            ", ",
                            others.stream()
                                    .map(each -> each.subject().toString())
                                    .limit(5)
                                    .toList()));
        }
        List<String> kinds = new Outcomes(facts)
                .missing(mode, nearest.map(finding -> finding.byRule.keySet()).orElse(Set.of()));
        if (!kinds.isEmpty()) {
            reasons.add("what would decide was not captured: " + String.join(", ", kinds));
        }
        if (reasons.isEmpty()) {
            reasons.add("what would show it was captured, and none of its rules fires");
        }
        boolean open = !kinds.isEmpty() || certainty.certainty() >= Certainty.POSSIBLE;
        List<Report.Missing> missing = report.undecided().stream()
                .filter(each -> each.id().equals(mode.id()))
                .flatMap(each -> each.missing().stream())
                .filter(each -> kinds.contains(each.kind()))
                .distinct()
                .toList();
        return new Verdict(open ? "undecided" : "ruled-out", reasons, missing);
    }

    private String foundAs(Diagnosis diagnosis) {
        String what = diagnosis.ref() + " on " + diagnosis.subject();
        return report.diagnoses().stream()
                .filter(cause -> cause.ref().equals(diagnosis.explainedBy()))
                .findFirst()
                .map(cause -> what + ", folded below " + cause.ref() + ", which explains it: " + cause.id() + " on "
                        + cause.subject())
                .orElse(what + ", root cause number " + diagnosis.rank());
    }

    private static String evidence(Finding finding, CertaintySteps certainty) {
        List<String> against = certainty.votes().stream()
                .filter(vote -> vote.decibans() < 0)
                .map(CertaintySteps.Vote::rule)
                .toList();
        String fired = certainty.votes().size() == 1
                ? "1 rule fired"
                : certainty.votes().size() + " rules fired";
        return fired + " for " + finding.subject
                + (against.isEmpty() ? "" : ", " + String.join(", ", against) + " against it")
                + "; together they stay below " + Math.round(100 * Certainty.FOUND) + " %";
    }

    private List<NotFound.Rule> rules(FailureMode mode, Optional<Finding> nearest, List<RuleShortfall> shortfalls) {
        Map<String, String> says = knowledge.entry(mode.id()).says();
        List<NotFound.Rule> rules = new ArrayList<>();
        mode.evidence().stream()
                .sorted(Comparator.comparingDouble(
                        (EvidenceRule rule) -> -rule.weight().logRatio()))
                .forEach(rule -> shortfalls.stream()
                        .filter(shortfall -> shortfall.rule().equals(rule.rule()))
                        .forEach(shortfall -> rules.add(new NotFound.Rule(
                                rule.weight().word(),
                                rule.weight().supports(),
                                Template.text(says.getOrDefault(rule.rule(), ""), values(rule, nearest)),
                                shortfall))));
        return rules;
    }

    /** What the rule bound when it fired. */
    private static Map<String, Object> values(EvidenceRule rule, Optional<Finding> nearest) {
        return nearest.map(finding -> finding.byRule.getOrDefault(rule.rule(), List.of()))
                .filter(conclusions -> !conclusions.isEmpty())
                .map(conclusions -> Variables.of(Map.of(), conclusions.get(0)))
                .orElse(Map.of());
    }

    private FailureMode mode(String id) {
        return knowledge.failureModes().stream()
                .filter(mode -> mode.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private Topology topology(String cluster) {
        return topologies.computeIfAbsent(cluster, name -> new Topology(base.of(name)));
    }
}
