package dev.meshdx.authoring;

import dev.meshdx.authoring.TestCase.Kind;
import dev.meshdx.facts.CaptureTime;
import dev.meshdx.facts.Coverage;
import dev.meshdx.rules.FailureMode;
import dev.meshdx.rules.Firing;
import dev.meshdx.rules.RuleBase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Runs the {@code .test.yaml} files of packs. Each case states what was captured and what must be found; what is not stated must
 * not be found. Each case also runs with its facts shuffled.
 */
public final class RuleTests {

    private static final String SUFFIX = ".test.yaml";

    private final RuleBase rules;
    private final CaptureReading captures;

    /**
     * Tests of these rules.
     *
     * @param rules the rules
     * @param captures how captured files become facts
     */
    public RuleTests(RuleBase rules, CaptureReading captures) {
        this.rules = rules;
        this.captures = captures;
    }

    /** The test files of a folder by failure mode, or only that of one. */
    static Map<String, Path> files(Path folder, String only) throws IOException {
        Map<String, Path> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            all.filter(path -> path.toString().endsWith(SUFFIX)).sorted().forEach(path -> {
                String name = path.getFileName().toString();
                String id = name.substring(0, name.length() - SUFFIX.length());
                if (only.isEmpty() || only.equals(id)) {
                    files.put(id, path);
                }
            });
        }
        return files;
    }

    /** Runs all test files below a folder, or those of one failure mode. Includes what is missing: cases, rules that never fired. */
    public List<CaseResult> run(Path folder, String only) throws IOException {
        Map<String, Path> files = files(folder, only);
        List<CaseResult> results = new ArrayList<>();
        for (Map.Entry<String, Path> file : files.entrySet()) {
            results.addAll(run(file.getKey(), file.getValue()));
        }
        for (FailureMode mode : rules.failureModes()) {
            if ((only.isEmpty() || only.equals(mode.id())) && !files.containsKey(mode.id())) {
                results.add(CaseResult.of(
                        mode.id(), "has tests", Kind.FILE, mode.id(), List.of("there is no " + mode.id() + SUFFIX)));
            }
        }
        return results;
    }

    /** Runs one test file. */
    List<CaseResult> run(String id, Path path) throws IOException {
        Optional<FailureMode> mode = mode(id);
        if (mode.isEmpty()) {
            return List.of(
                    CaseResult.of(id, "file", Kind.FILE, path.toString(), List.of("there is no failure mode " + id)));
        }
        CaseRunner runner = new CaseRunner(rules, id);
        List<CaseResult> results = new ArrayList<>();
        try {
            CaseReader reader = reader(mode.get(), path);
            for (YamlNode test : reader.cases()) {
                results.add(run(id, reader, test, runner));
            }
        } catch (TestFileException e) {
            return List.of(
                    CaseResult.of(id, "file", Kind.FILE, path.toString(), List.of(String.valueOf(e.getMessage()))));
        }
        results.add(completeness(mode.get(), results, path));
        return results;
    }

    Optional<FailureMode> mode(String id) {
        return rules.failureModes().stream()
                .filter(each -> each.id().equals(id))
                .findFirst();
    }

    CaseReader reader(FailureMode mode, Path path) throws IOException {
        return new CaseReader(mode, path, YamlNode.parse(Files.readString(path), path.toString()), captures);
    }

    private static CaseResult run(String id, CaseReader reader, YamlNode node, CaseRunner runner) {
        TestCase test;
        try {
            test = reader.read(node);
        } catch (RuntimeException e) {
            // A reader or a fact may refuse what a case says; that is a failure of this case alone.
            return CaseResult.of(
                    id, CaseReader.name(node), Kind.FILE, node.where(), List.of(String.valueOf(e.getMessage())));
        }
        Map<String, Firing> firings = runner.fire(test);
        List<String> problems = new ArrayList<>(runner.problems(test, firings));
        if (problems.stream().anyMatch(problem -> problem.startsWith(Expectation.NOT_FOUND))) {
            problems.addAll(runner.whyNot(test));
        }
        if (runner.dependsOnOrder(test, firings)) {
            problems.add("gives another result when its facts come in another order");
        }
        if (test.todo() && problems.isEmpty()) {
            problems.add("passes; remove todo: true");
            return result(id, test, false, problems, firings);
        }
        return result(id, test, test.todo(), problems, firings);
    }

    private static CaseResult result(
            String id, TestCase test, boolean todo, List<String> problems, Map<String, Firing> firings) {
        Set<String> types = new TreeSet<>();
        test.base().facts().stream()
                .filter(fact -> !(fact instanceof Coverage) && !(fact instanceof CaptureTime))
                .forEach(fact -> types.add(fact.getClass().getSimpleName()));
        return new CaseResult(
                id, test.name(), test.kind().word(), test.where(), todo, problems, CaseRunner.fired(firings), types);
    }

    private static CaseResult completeness(FailureMode mode, List<CaseResult> cases, Path path) {
        List<String> problems = new ArrayList<>();
        for (Kind kind : List.of(Kind.FIRES, Kind.NEAR, Kind.ABSENT)) {
            if (cases.stream().noneMatch(each -> each.kind().equals(kind.word()))) {
                problems.add(
                        switch (kind) {
                            case FIRES -> "no case in which it is found";
                            case NEAR -> "no near miss (a case with near: true that stays quiet)";
                            default -> "no case in which its evidence was not captured (absent: [...])";
                        });
            }
        }
        mode.evidence().stream()
                .map(FailureMode.EvidenceRule::rule)
                .filter(rule -> cases.stream().noneMatch(each -> each.fired().contains(rule)))
                .forEach(rule -> problems.add("rule " + rule + " fired in no case"));
        return CaseResult.of(mode.id(), "test file is complete", Kind.FILE, path.toString(), problems);
    }
}
