package dev.meshdx.rules;

import dev.meshdx.facts.Selection;
import dev.meshdx.facts.Signature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What is loaded of packs at start: which failure modes there are, which facts each needs before its rules can fire at all,
 * and what the packs ask for of the heavy inputs.
 *
 * @param packs packs
 * @param modes failure modes by id
 * @param units compiled units by id
 * @param signatures log signatures
 */
record RuleIndex(
        List<Pack> packs, Map<String, FailureMode> modes, Map<String, UnitIndex> units, List<Signature> signatures) {

    /**
     * A pack.
     *
     * @param name name
     * @param version version
     * @param sha256 digest
     */
    record Pack(String name, String version, String sha256) {}

    /**
     * How the rules of one failure mode are loaded.
     *
     * @param id failure mode
     * @param models model classes
     * @param rules what each rule needs before it can fire
     * @param stats statistics that its rules name
     * @param metrics metrics that its rules name
     * @param parameters defaults of its thresholds by name
     */
    record UnitIndex(
            String id,
            List<String> models,
            List<Need> rules,
            List<String> stats,
            List<String> metrics,
            Map<String, Double> parameters) {}

    /**
     * What a rule needs before it can fire.
     *
     * @param reads fact types
     * @param literals values that some fact must have
     */
    record Need(List<String> reads, List<DrlFile.Literal> literals) {}

    static RuleIndex of(List<PackSource> sources, Map<String, RuleCompiler.Compiled> compiled) {
        List<Pack> packs = new ArrayList<>();
        Map<String, FailureMode> modes = new LinkedHashMap<>();
        Map<String, UnitIndex> units = new LinkedHashMap<>();
        List<Signature> signatures = new ArrayList<>();
        for (PackSource source : sources) {
            packs.add(new Pack(source.name(), source.version(), source.sha256()));
            for (PackSource.Unit unit : source.units()) {
                if (modes.put(unit.id(), unit.failureMode()) != null) {
                    throw new PackException(unit.path() + ": id " + unit.id() + " exists in another pack, too");
                }
                RuleCompiler.Compiled classes = compiled.get(unit.file().packageName());
                units.put(unit.id(), unitIndex(unit, classes == null ? List.of() : classes.models()));
                unit.reader().entry();
                signatures.addAll(unit.reader().signatures());
            }
        }
        return new RuleIndex(List.copyOf(packs), modes, units, merge(signatures));
    }

    /** Several entries may ask for the same line under the same id; another line needs another id. */
    private static List<Signature> merge(List<Signature> all) {
        Map<String, Signature> byId = new LinkedHashMap<>();
        for (Signature signature : all) {
            Signature old = byId.putIfAbsent(signature.id(), signature);
            if (old != null && !old.equals(signature)) {
                throw new PackException("log signature " + signature.id()
                        + " is defined twice in different ways; give one of them another id");
            }
        }
        return List.copyOf(byId.values());
    }

    private static UnitIndex unitIndex(PackSource.Unit unit, List<String> models) {
        TreeSet<String> stats = new TreeSet<>();
        TreeSet<String> metrics = new TreeSet<>();
        List<Need> needs = new ArrayList<>();
        for (DrlFile.Rule rule : unit.file().rules().values()) {
            needs.add(new Need(rule.reads(), rule.literals()));
            stats.addAll(rule.named().getOrDefault("ProxyStat", List.of()));
            metrics.addAll(rule.named().getOrDefault("MetricSample", List.of()));
            metrics.addAll(rule.named().getOrDefault("MetricSeries", List.of()));
        }
        Map<String, Double> parameters = new LinkedHashMap<>();
        unit.reader().parameters().forEach(each -> parameters.put(each.name(), each.standard()));
        return new UnitIndex(unit.id(), models, needs, List.copyOf(stats), List.copyOf(metrics), parameters);
    }

    Selection selection() {
        TreeSet<String> stats = new TreeSet<>();
        TreeSet<String> metrics = new TreeSet<>();
        units.values().forEach(unit -> {
            stats.addAll(unit.stats());
            metrics.addAll(unit.metrics());
        });
        return new Selection(stats, metrics, signatures);
    }
}
