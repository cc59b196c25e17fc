package dev.meshdx.authoring;

import dev.meshdx.rules.FailureMode;
import dev.meshdx.rules.Firing;
import dev.meshdx.rules.Mutant;
import dev.meshdx.rules.RuleBase;
import dev.meshdx.rules.RuleMutants;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Changes one condition of a rule at a time and looks whether its tests notice: what survives is not tested. */
public final class MutationTests {

    private final RuleBase rules;
    private final RuleTests tests;
    private final Path folder;

    /**
     * Mutation tests of the packs of a folder.
     *
     * @param rules the rules of the folder
     * @param captures how captured files become facts
     * @param folder a pack or a folder of packs
     */
    public MutationTests(RuleBase rules, CaptureReading captures, Path folder) {
        this.rules = rules;
        this.tests = new RuleTests(rules, captures);
        this.folder = folder;
    }

    /**
     * What became of the mutants of one failure mode.
     *
     * @param id failure mode
     * @param tried mutants that ran
     * @param survivors mutants that no case noticed
     */
    public record Result(String id, int tried, List<Mutant> survivors) {
        public Result {
            survivors = List.copyOf(survivors);
        }
    }

    /**
     * Tests the mutants of failure modes, two at a time. The results come in order of the ids.
     *
     * @param ids failure modes whose tests pass
     * @param done takes each result as soon as it is there
     */
    public List<Result> run(Collection<String> ids, Consumer<Result> done) throws IOException {
        Map<String, Path> files = RuleTests.files(folder, "");
        List<Result> results = new ArrayList<>();
        try {
            RuleMutants.of(folder, List.copyOf(ids)).parallel().forEach(mutants -> {
                Result result = judge(mutants, files);
                synchronized (results) {
                    results.add(result);
                    done.accept(result);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        results.sort(java.util.Comparator.comparing(Result::id));
        return results;
    }

    private Result judge(RuleMutants mutants, Map<String, Path> files) {
        String id = mutants.failureMode();
        Set<Mutant> survivors = new LinkedHashSet<>(mutants.mutants());
        int tried = survivors.size();
        Path file = files.get(id);
        FailureMode mode = tests.mode(id).orElseThrow();
        if (file != null) {
            CaseRunner runner = new CaseRunner(rules, id);
            try {
                CaseReader reader = tests.reader(mode, file);
                for (YamlNode node : reader.cases()) {
                    TestCase test = reader.read(node);
                    if (!test.todo()) {
                        survivors.removeAll(noticed(test, mutants, runner));
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new Result(id, tried, List.copyOf(survivors));
    }

    private static Set<Mutant> noticed(TestCase test, RuleMutants mutants, CaseRunner runner) {
        Map<String, Firing> original = runner.fire(test);
        Map<Mutant, Map<String, Firing>> changed = new LinkedHashMap<>();
        original.forEach((cluster, firing) -> mutants.fire(test.base().of(cluster), firing)
                .forEach((mutant, other) -> changed.computeIfAbsent(mutant, m -> new LinkedHashMap<>(original))
                        .put(cluster, other)));
        Set<Mutant> noticed = new LinkedHashSet<>();
        changed.forEach((mutant, firings) -> {
            if (!runner.problems(test, firings).isEmpty()) {
                noticed.add(mutant);
            }
        });
        return noticed;
    }
}
