package dev.meshdx.rules;

import dev.meshdx.facts.Fact;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.drools.model.Model;

/** The mutants of one failure mode: its rules with one condition changed at a time, compiled together and fired together. */
public final class RuleMutants {

    private final String id;
    private final List<Mutant> silenced;
    private final List<MutantMaker.Draft> loaded = new ArrayList<>();
    private final Map<MutantMaker.Draft, List<Model>> models = new LinkedHashMap<>();
    private final Session.Base together;
    private final Parameters parameters;

    private RuleMutants(
            String id,
            List<Mutant> silenced,
            List<MutantMaker.Draft> drafts,
            Map<String, RuleCompiler.Compiled> compiled,
            Parameters parameters) {
        this.id = id;
        this.parameters = parameters;
        this.silenced = silenced;
        ClassLoader classes = new UnitClassLoader(compiled.values());
        for (MutantMaker.Draft draft : drafts) {
            RuleCompiler.Compiled unit = compiled.get(draft.packageName());
            if (unit != null) {
                loaded.add(draft);
                models.put(
                        draft,
                        unit.models().stream()
                                .map(name -> RuleBase.model(classes, id, name))
                                .toList());
            }
        }
        this.together =
                Session.base(models.values().stream().flatMap(List::stream).toList());
    }

    /**
     * Makes and compiles the mutants of every failure mode of a folder, one after the other as the stream is read, so that only
     * those in use take memory.
     *
     * @param folder a pack or a folder of packs
     * @param ids failure modes that are wanted
     */
    public static Stream<RuleMutants> of(Path folder, List<String> ids) {
        return PackSource.readAll(folder, ids::contains).stream()
                .flatMap(pack -> pack.units().stream())
                .toList()
                .stream()
                .map(RuleMutants::of);
    }

    private static RuleMutants of(PackSource.Unit unit) {
        Map<String, RuleCompiler.Compiled> compiled = new LinkedHashMap<>();
        List<MutantMaker.Draft> drafts = new ArrayList<>();
        List<MutantMaker.Draft> round = MutantMaker.of(unit);
        while (!round.isEmpty()) {
            drafts.addAll(round);
            compile(units(round, unit), unit.id(), compiled);
            round = round.stream()
                    .filter(draft -> !compiled.containsKey(draft.packageName()))
                    .flatMap(draft -> draft.otherwise().stream())
                    .toList();
        }
        List<Mutant> silenced = unit.file().rules().values().stream()
                .map(rule -> new Mutant(rule.name(), unit.path(), rule.line(), "never fires"))
                .toList();
        return new RuleMutants(unit.id(), silenced, drafts, compiled, Parameters.of(unit));
    }

    /** What the checks before compilation refuse is left out: no test has to notice it. */
    private static List<PackSource.Unit> units(List<MutantMaker.Draft> drafts, PackSource.Unit of) {
        List<PackSource.Unit> units = new ArrayList<>();
        for (MutantMaker.Draft draft : drafts) {
            if (RuleText.of(draft.drl()).mistakes().isEmpty()) {
                DrlFile file = DrlFile.parse(of.path(), draft.drl());
                units.add(new PackSource.Unit(draft.packageName(), of.path(), draft.drl(), file, Map.of()));
            }
        }
        return units;
    }

    /** Compiles all at once; when Drools refuses one of them, halves until it is alone. */
    private static void compile(List<PackSource.Unit> units, String id, Map<String, RuleCompiler.Compiled> into) {
        if (units.isEmpty()) {
            return;
        }
        try {
            into.putAll(RuleCompiler.compile(units, "mutants-" + id));
        } catch (PackException e) {
            if (units.size() > 1) {
                compile(units.subList(0, units.size() / 2), id, into);
                compile(units.subList(units.size() / 2, units.size()), id, into);
            }
        }
    }

    /** The failure mode. */
    public String failureMode() {
        return id;
    }

    /** The mutants that load; what the checks or the compiler refuse needs no test. */
    public List<Mutant> mutants() {
        return Stream.concat(silenced.stream(), loaded.stream().map(MutantMaker.Draft::mutant))
                .toList();
    }

    /**
     * What the mutants conclude otherwise.
     *
     * @param captured facts of one cluster
     * @param original what the unchanged rules of the failure mode conclude from them
     * @return for each mutant that makes a difference the conclusions with its rule in place of the original; a mutant that fails
     *     while it matches is among {@link Firing#quarantined}
     */
    public Map<Mutant, Firing> fire(List<Fact> captured, Firing original) {
        List<Fact> facts = parameters.beside(captured);
        Map<String, List<Conclusion>> byRule = new LinkedHashMap<>();
        Map<String, String> failed = new LinkedHashMap<>();
        try {
            collect(Session.run(together, facts, RunLimits.USUAL), byRule);
        } catch (RuntimeException | StackOverflowError e) {
            byRule.clear();
            models.forEach((draft, alone) -> {
                try {
                    collect(Session.run(alone, facts, RunLimits.USUAL), byRule);
                } catch (RuntimeException | StackOverflowError own) {
                    failed.put(draft.ruleName(), Culprit.message(own));
                }
            });
        }
        Map<Mutant, Firing> different = new LinkedHashMap<>();
        silenced.forEach(mutant -> replace(mutant, List.of(), original, different));
        for (MutantMaker.Draft draft : loaded) {
            String failure = failed.get(draft.ruleName());
            if (failure != null) {
                different.put(draft.mutant(), new Firing(List.of(), Map.of(id, failure)));
            } else {
                replace(draft.mutant(), byRule.getOrDefault(draft.ruleName(), List.of()), original, different);
            }
        }
        return different;
    }

    private static void replace(Mutant mutant, List<Conclusion> own, Firing original, Map<Mutant, Firing> different) {
        List<Conclusion> replaced = original.conclusions().stream()
                .filter(conclusion -> conclusion.rule().equals(mutant.rule()))
                .toList();
        if (!own.equals(replaced)) {
            List<Conclusion> all = new ArrayList<>(original.conclusions());
            all.removeAll(replaced);
            all.addAll(own);
            all.sort(Session.ORDER);
            different.put(mutant, new Firing(all, original.quarantined()));
        }
    }

    private static void collect(List<Conclusion> conclusions, Map<String, List<Conclusion>> byRule) {
        for (Conclusion conclusion : conclusions) {
            String name = conclusion.rule();
            byRule.computeIfAbsent(name, rule -> new ArrayList<>())
                    .add(new Conclusion(
                            name.substring(0, name.lastIndexOf(".mutant-")),
                            conclusion.subject(),
                            conclusion.facts(),
                            conclusion.values()));
        }
    }
}
