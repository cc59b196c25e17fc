package dev.meshdx.authoring;

import dev.meshdx.diagnosis.Diagnostician;
import dev.meshdx.diagnosis.Report;
import dev.meshdx.facts.CaptureTime;
import dev.meshdx.facts.Coverage;
import dev.meshdx.facts.EvidenceKind;
import dev.meshdx.facts.Fact;
import dev.meshdx.facts.FactBase;
import dev.meshdx.facts.FactTypes;
import dev.meshdx.facts.MeshInstall;
import dev.meshdx.facts.Origin;
import dev.meshdx.rules.Conclusion;
import dev.meshdx.rules.FailureMode;
import dev.meshdx.rules.Firing;
import dev.meshdx.rules.RuleBase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs the {@code .test.yaml} files of packs. Each case states facts and what must be found; what is not stated must not be
 * found. Everything counts as captured unless the case says otherwise, and each case also runs with its facts shuffled.
 */
public final class RuleTests {

    private static final String DEFAULT_NOW = "2026-03-01T12:00:00Z";
    private static final String SUFFIX = ".test.yaml";

    private final RuleBase rules;

    public RuleTests(RuleBase rules) {
        this.rules = rules;
    }

    /**
     * The result of one case.
     *
     * @param id failure mode
     * @param name name of the case
     * @param problems what differs from what the case expects; empty when it passes
     * @param kind fires, near, absent or other
     */
    public record CaseResult(String id, String name, List<String> problems, String kind) {
        public boolean passed() {
            return problems.isEmpty();
        }
    }

    /** Runs all test files below a folder, or those of one failure mode. Includes what is missing: cases, rules that never fired. */
    public List<CaseResult> run(Path folder, String only) throws IOException {
        List<CaseResult> results = new ArrayList<>();
        TreeSet<String> tested = new TreeSet<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList()) {
                String name = file.getFileName().toString();
                String id = name.substring(0, name.length() - SUFFIX.length());
                if (only.isEmpty() || only.equals(id)) {
                    results.addAll(file(file, id));
                    tested.add(id);
                }
            }
        }
        for (FailureMode mode : rules.failureModes()) {
            if ((only.isEmpty() || only.equals(mode.id())) && !tested.contains(mode.id())) {
                results.add(
                        new CaseResult(mode.id(), "has tests", List.of("there is no " + mode.id() + SUFFIX), "other"));
            }
        }
        return results;
    }

    private List<CaseResult> file(Path file, String id) throws IOException {
        Map<String, Object> tree = TestYaml.map(Files.readString(file), file.toString());
        FailureMode mode = rules.failureModes().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElse(null);
        if (mode == null) {
            return List.of(new CaseResult(id, "file", List.of("there is no failure mode " + id), "other"));
        }
        Instant now = Instant.parse(String.valueOf(tree.getOrDefault("now", DEFAULT_NOW)));
        List<?> common = TestYaml.list(tree.get("common"));
        List<CaseResult> results = new ArrayList<>();
        TreeSet<String> fired = new TreeSet<>();
        for (Object item : TestYaml.list(tree.get("cases"))) {
            results.add(oneCase(mode, TestYaml.map(item), common, now, fired));
        }
        results.add(completeness(mode, results, fired));
        return results;
    }

    private static CaseResult completeness(FailureMode mode, List<CaseResult> cases, Set<String> fired) {
        List<String> problems = new ArrayList<>();
        for (String kind : List.of("fires", "near", "absent")) {
            if (cases.stream().noneMatch(each -> each.kind().equals(kind))) {
                problems.add(
                        switch (kind) {
                            case "fires" -> "no case in which it is found";
                            case "near" -> "no near miss (a case with near: true that stays quiet)";
                            default -> "no case in which its evidence was not captured (absent: [...])";
                        });
            }
        }
        mode.evidence().stream()
                .map(FailureMode.EvidenceRule::rule)
                .filter(rule -> !fired.contains(rule))
                .forEach(rule -> problems.add("rule " + rule + " fired in no case"));
        return new CaseResult(mode.id(), "test file is complete", problems, "other");
    }

    private CaseResult oneCase(
            FailureMode mode, Map<String, Object> test, List<?> common, Instant now, Set<String> fired) {
        String name = String.valueOf(test.getOrDefault("name", "case"));
        boolean near = Boolean.parseBoolean(String.valueOf(test.getOrDefault("near", "false")));
        String kind = near ? "near" : test.containsKey("absent") ? "absent" : "fires";
        try {
            List<Fact> facts = new ArrayList<>();
            FactBuilder builder = new FactBuilder(now);
            facts.addAll(builder.buildAll(common));
            facts.addAll(builder.buildAll(TestYaml.list(test.get("facts"))));
            addContext(facts, mode, test, now);
            Firing firing = rules.only(List.of(mode.id())).fire(facts);
            firing.conclusions().stream().map(Conclusion::rule).forEach(fired::add);
            Report report = report(facts, firing, now, mode);
            List<String> problems = new ArrayList<>(firing.notes());
            problems.addAll(new Expectation(test, mode.id()).problems(report));
            List<Fact> shuffled = new ArrayList<>(facts);
            Collections.shuffle(shuffled, new Random(42));
            Report again = report(shuffled, rules.only(List.of(mode.id())).fire(shuffled), now, mode);
            if (!again.equals(report)) {
                problems.add("gives another result when its facts come in another order");
            }
            return new CaseResult(mode.id(), name, problems, kind);
        } catch (RuntimeException e) {
            return new CaseResult(mode.id(), name, List.of(String.valueOf(e.getMessage())), kind);
        }
    }

    private Report report(List<Fact> facts, Firing firing, Instant now, FailureMode mode) {
        FactBase base = new FactBase(facts, now, "test", List.of("case"), List.of());
        Diagnostician diagnostician =
                new Diagnostician(rules.only(List.of(mode.id())), new Report.Tool("test", List.of()));
        return diagnostician.diagnose(base, new LinkedHashMap<>(Map.of("cluster", firing)), List.of());
    }

    private static void addContext(List<Fact> facts, FailureMode mode, Map<String, Object> test, Instant now) {
        Origin origin = Origin.DERIVED;
        facts.add(new CaptureTime("cluster", now, "test", origin));
        String mesh = String.valueOf(test.getOrDefault(
                "mesh",
                mode.meshes().isEmpty() ? "istio-sidecar" : mode.meshes().get(0)));
        if (facts.stream().noneMatch(MeshInstall.class::isInstance)) {
            String namespace = mesh.startsWith("istio") ? "istio-system" : mesh;
            facts.add(new MeshInstall("cluster", mesh, "", "", namespace, "cluster.local", origin));
        }
        List<String> absent =
                TestYaml.list(test.get("absent")).stream().map(String::valueOf).toList();
        TreeSet<String> kinds = new TreeSet<>();
        FactTypes.all().forEach(type -> kinds.addAll(FactTypes.filledBy(type)));
        for (EvidenceKind kind : EvidenceKind.values()) {
            kinds.add(kind.key());
        }
        mode.evidence().forEach(rule -> {
            kinds.addAll(rule.guards());
            rule.needs().forEach(kinds::addAll);
        });
        for (String kind : kinds) {
            boolean missing = absent.contains(kind) || absent.contains("all");
            if (facts.stream()
                    .noneMatch(fact ->
                            fact instanceof Coverage given && given.kind().equals(kind))) {
                facts.add(new Coverage("cluster", kind, "", missing ? "absent" : "complete", missing ? 0 : 1, origin));
            }
        }
    }

    /** What a case expects, held against a report. */
    private record Expectation(Map<String, Object> test, String id) {

        List<String> problems(Report report) {
            @Nullable Object expect = test.get("expect");
            if (expect == null || "none".equals(expect)) {
                return nothing(report);
            }
            if (expect instanceof Map<?, ?> map) {
                return outcome(String.valueOf(map.keySet().iterator().next()), report);
            }
            if ("undecided".equals(expect) || "ruled-out".equals(expect)) {
                return outcome(String.valueOf(expect), report);
            }
            return findings(TestYaml.list(expect), report);
        }

        private List<String> nothing(Report report) {
            return report.diagnoses().stream()
                    .map(found -> "found, not expected: " + describe(found))
                    .toList();
        }

        private List<String> outcome(String outcome, Report report) {
            List<String> problems = new ArrayList<>(nothing(report));
            boolean undecided =
                    report.undecided().stream().anyMatch(each -> each.id().equals(id));
            if (outcome.equals("undecided") && !undecided) {
                problems.add("expected to be undecided, is " + (problems.isEmpty() ? "ruled out" : "found"));
            }
            if (outcome.equals("ruled-out") && !report.ruledOut().contains(id)) {
                problems.add("expected to be ruled out, is " + (undecided ? "undecided" : "found"));
            }
            return problems;
        }

        private List<String> findings(List<?> expected, Report report) {
            List<String> problems = new ArrayList<>();
            List<Report.Diagnosis> left = new ArrayList<>(report.diagnoses());
            for (Object item : expected) {
                Map<String, Object> fields = TestYaml.map(item);
                String subject = String.valueOf(fields.getOrDefault("subject", ""));
                Report.Diagnosis match = left.stream()
                        .filter(found -> subject.isEmpty()
                                || found.subject().path().equals(subject)
                                || found.subject().toString().equals(subject))
                        .findFirst()
                        .orElse(null);
                if (match == null) {
                    problems.add("expected, not found: " + id + " on " + subject + "; found: "
                            + report.diagnoses().stream()
                                    .map(Expectation::describe)
                                    .toList()
                            + (report.undecided().isEmpty()
                                    ? ""
                                    : "; undecided at "
                                            + Math.round(
                                                    report.undecided().get(0).certainty() * 100) + " %"));
                    continue;
                }
                left.remove(match);
                check(fields, match, problems);
            }
            left.forEach(found -> problems.add("found, not expected: " + describe(found)));
            return problems;
        }

        private static void check(Map<String, Object> fields, Report.Diagnosis found, List<String> problems) {
            Object certainty = fields.get("certainty");
            if (certainty != null) {
                String text = String.valueOf(certainty).replace(" ", "");
                double bound = Double.parseDouble(text.replaceAll("^[<>=]+", ""));
                boolean holds = text.startsWith("<") ? found.certainty() <= bound : found.certainty() >= bound;
                if (!holds) {
                    problems.add("certainty is " + found.certainty() + ", expected " + text);
                }
            }
            List<String> rules = TestYaml.list(fields.get("rules")).stream()
                    .map(String::valueOf)
                    .toList();
            List<String> fired = found.evidence().stream()
                    .map(Report.Evidence::rule)
                    .sorted()
                    .toList();
            if (!rules.isEmpty() && !fired.equals(rules.stream().sorted().toList())) {
                problems.add("rules are " + fired + ", expected " + rules);
            }
            Object summary = fields.get("summary");
            if (summary != null && !found.summary().contains(String.valueOf(summary))) {
                problems.add("summary is '" + found.summary() + "', expected it to contain '" + summary + "'");
            }
            unfilled(found, problems);
        }

        /** A text that still shows a placeholder names a variable that its rules do not bind. */
        private static void unfilled(Report.Diagnosis found, List<String> problems) {
            List<String> texts = new ArrayList<>(List.of(found.summary(), found.why()));
            found.evidence().forEach(evidence -> texts.add(evidence.statement()));
            for (String text : texts) {
                if (text.matches("(?s).*<[a-zA-Z][\\w.]*>.*")) {
                    problems.add("text with an unbound placeholder: " + text);
                }
            }
        }

        private static String describe(Report.Diagnosis found) {
            return found.id() + " on " + found.subject().path() + " at " + Math.round(found.certainty() * 100)
                    + " % by "
                    + found.evidence().stream().map(Report.Evidence::rule).toList();
        }
    }
}
