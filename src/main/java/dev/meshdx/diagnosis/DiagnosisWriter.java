package dev.meshdx.diagnosis;

import dev.meshdx.diagnosis.Report.Command;
import dev.meshdx.diagnosis.Report.Diagnosis;
import dev.meshdx.diagnosis.Report.Evidence;
import dev.meshdx.diagnosis.Report.Proof;
import dev.meshdx.facts.CaptureTime;
import dev.meshdx.facts.Coverage;
import dev.meshdx.facts.Fact;
import dev.meshdx.facts.MeshInstall;
import dev.meshdx.facts.Parameter;
import dev.meshdx.rules.Conclusion;
import dev.meshdx.rules.Entry;
import dev.meshdx.rules.FailureMode.EvidenceRule;
import dev.meshdx.rules.Knowledge;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes findings as diagnoses: texts filled in, commands quoted, evidence traced to its files. */
final class DiagnosisWriter {

    private static final int MAX_PROOFS = 10;

    private final Knowledge knowledge;
    private final Map<String, Entry> entries = new HashMap<>();

    DiagnosisWriter(Knowledge knowledge) {
        this.knowledge = knowledge;
    }

    /** Adds a root and, below it, everything that it explains. */
    void write(
            Finding root,
            int rank,
            Topology topology,
            List<MeshInstall> meshes,
            Authority authority,
            List<Diagnosis> diagnoses) {
        add(root, rank, "", topology, meshes, authority, diagnoses);
    }

    private String add(
            Finding finding,
            int rank,
            String explainedBy,
            Topology topology,
            List<MeshInstall> meshes,
            Authority authority,
            List<Diagnosis> diagnoses) {
        int place = diagnoses.size();
        String ref = "d" + (place + 1);
        Diagnosis alone = diagnosis(finding, ref, rank, explainedBy, topology, meshes, authority);
        diagnoses.add(alone);
        List<String> explains = new ArrayList<>();
        finding.effects.stream()
                .sorted(Comparator.comparingDouble((Finding effect) -> -Ranking.score(Ranking.factors(effect)))
                        .thenComparing(effect -> effect.mode.id())
                        .thenComparing(effect -> effect.subject))
                .forEach(effect -> explains.add(add(effect, 0, ref, topology, meshes, authority, diagnoses)));
        diagnoses.set(place, withEffects(alone, explains));
        return ref;
    }

    private Diagnosis diagnosis(
            Finding finding,
            String ref,
            int rank,
            String explainedBy,
            Topology topology,
            List<MeshInstall> meshes,
            Authority authority) {
        Entry entry = entries.computeIfAbsent(finding.mode.id(), knowledge::entry);
        Map<String, Object> values = Variables.of(finding, topology, meshes);
        Map<String, Double> factors = Ranking.factors(finding);
        Commands commands = new Commands(finding, values, meshes, authority);
        return new Diagnosis(
                ref,
                rank,
                entry.id(),
                entry.title(),
                entry.severity(),
                finding.certainty,
                Ranking.score(factors),
                factors,
                finding.mode.kind(),
                mesh(finding, meshes),
                entry.layer(),
                finding.subject,
                entry.aliases(),
                reach(finding),
                List.of(),
                explainedBy,
                Template.text(entry.summary(), values),
                Template.text(entry.why(), values),
                evidence(finding, entry, values),
                commands.of(entry.confirm()),
                commands.of(entry.fix()),
                commands.of(entry.verify()),
                entry.identifyTime(),
                entry.fixTime(),
                entry.timeSource(),
                entry.expertise(),
                entry.falsePositives(),
                entry.references());
    }

    private static Diagnosis withEffects(Diagnosis d, List<String> explains) {
        return new Diagnosis(
                d.ref(),
                d.rank(),
                d.id(),
                d.title(),
                d.severity(),
                d.certainty(),
                d.score(),
                d.factors(),
                d.kind(),
                d.mesh(),
                d.layer(),
                d.subject(),
                d.aliases(),
                d.reach(),
                List.copyOf(explains),
                d.explainedBy(),
                d.summary(),
                d.why(),
                d.evidence(),
                d.confirm(),
                d.fix(),
                d.verify(),
                d.identifyTime(),
                d.fixTime(),
                d.timeSource(),
                d.expertise(),
                d.falsePositives(),
                d.references());
    }

    private static String mesh(Finding finding, List<MeshInstall> meshes) {
        return meshes.stream()
                .map(MeshInstall::kind)
                .filter(kind -> finding.mode.meshes().contains(kind))
                .findFirst()
                .orElse(
                        finding.mode.meshes().isEmpty()
                                ? ""
                                : finding.mode.meshes().get(0));
    }

    private static Report.Reach reach(Finding finding) {
        Footprint all = new Footprint();
        finding.withEffects().forEach(each -> all.add(each.footprint));
        return new Report.Reach(all.namespaces.size(), all.workloads.size(), all.proxies.size());
    }

    private static List<Evidence> evidence(Finding finding, Entry entry, Map<String, Object> values) {
        return finding.mode.evidence().stream()
                .filter(rule -> finding.byRule.containsKey(rule.rule()))
                .sorted(Comparator.comparingDouble(
                                (EvidenceRule rule) -> -Math.abs(rule.weight().logRatio()))
                        .thenComparing(EvidenceRule::rule))
                .map(rule -> evidence(rule, finding, entry, values))
                .toList();
    }

    private static Evidence evidence(EvidenceRule rule, Finding finding, Entry entry, Map<String, Object> values) {
        List<Conclusion> conclusions = finding.byRule.getOrDefault(rule.rule(), List.of());
        List<Proof> all = conclusions.stream()
                .flatMap(conclusion -> conclusion.facts().stream())
                .filter(fact -> !fact.origin().file().isEmpty() && !isContext(fact))
                .sorted(Fact.ORDER)
                .map(DiagnosisWriter::proof)
                .toList();
        List<Proof> proofs = unique(all);
        String says = entry.says().getOrDefault(rule.rule(), rule.rule());
        return new Evidence(
                rule.rule(),
                Template.text(says, Variables.of(values, conclusions.get(0))),
                rule.weight().word(),
                rule.weight().decibans(),
                proofs.stream().limit(MAX_PROOFS).toList(),
                Math.max(0, proofs.size() - MAX_PROOFS));
    }

    /** Facts that rules ask for and that prove nothing by themselves. */
    static boolean isContext(Fact fact) {
        return fact instanceof MeshInstall
                || fact instanceof Coverage
                || fact instanceof CaptureTime
                || fact instanceof Parameter;
    }

    private static List<Proof> unique(List<Proof> all) {
        Map<String, Proof> byPlace = new LinkedHashMap<>();
        for (Proof proof : all) {
            byPlace.putIfAbsent(proof.type() + " " + proof.file() + ":" + proof.line() + "#" + proof.pointer(), proof);
        }
        return List.copyOf(byPlace.values());
    }

    private static Proof proof(Fact fact) {
        return new Proof(
                fact.getClass().getSimpleName(),
                fact.subject().toString(),
                fact.origin().file(),
                fact.origin().line(),
                fact.origin().pointer());
    }

    /** The commands of one finding. */
    private record Commands(
            Finding finding, Map<String, Object> values, List<MeshInstall> meshes, Authority authority) {

        List<Command> of(List<Entry.Step> steps) {
            return steps.stream()
                    .filter(step -> step.when().isEmpty() || finding.byRule.containsKey(step.when()))
                    .filter(step -> Versions.admits(step.versions(), meshes))
                    .map(this::command)
                    .flatMap(Optional::stream)
                    .toList();
        }

        private Optional<Command> command(Entry.Step step) {
            String purpose = Template.text(step.purpose(), values);
            if (step.run().isEmpty()) {
                return Optional.of(new Command("", step.effect(), purpose));
            }
            if (Authority.restartsWorkloads(step.run())) {
                Optional<String> condition = authority.condition(finding, meshes, values);
                if (condition.isEmpty()) {
                    return Optional.empty();
                }
                purpose = condition.get() + purpose;
            }
            String shown = purpose;
            return Template.command(step.run(), values).map(run -> new Command(run, step.effect(), shown));
        }
    }
}
