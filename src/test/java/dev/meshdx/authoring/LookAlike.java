package dev.meshdx.authoring;

import dev.meshdx.capture.Captures;
import dev.meshdx.diagnosis.Diagnostician;
import dev.meshdx.diagnosis.Report;
import dev.meshdx.facts.Coverage;
import dev.meshdx.facts.Fact;
import dev.meshdx.facts.FactBase;
import dev.meshdx.facts.FactTypes;
import dev.meshdx.facts.MeshInstall;
import dev.meshdx.facts.Origin;
import dev.meshdx.rules.Firing;
import dev.meshdx.rules.RuleBase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Several faults that show the same symptom, and for each the fact that decides. What a row does not give was not captured.
 *
 * @param slug name of its file
 * @param mesh kind of the mesh
 * @param symptom what all of them show
 * @param cases each of them with its deciding fact
 * @param undecided what is expected of the symptom alone
 */
record LookAlike(String slug, String mesh, Evidence symptom, List<Case> cases, Undecided undecided) {

    /** Stands for a case that is no fault of the mesh. */
    static final String NOTHING = "nothing";

    /**
     * Files of a capture and facts beside them.
     *
     * @param files text by path
     * @param facts facts in the notation of rule tests
     * @param captured kinds of evidence that were captured completely, whether anything was in them or not
     */
    record Evidence(Map<String, String> files, List<?> facts, List<String> captured) {}

    /**
     * A fault with its deciding fact.
     *
     * @param candidate failure mode, or {@link #NOTHING}
     * @param name tells it from other cases of the same candidate
     * @param subject what it must be found for; empty when that does not matter
     * @param deciding the fact that decides
     * @param not further failure modes that must not stand before it
     * @param also failure modes that must be roots of their own beside it
     * @param says what its evidence must say
     * @param silent what its evidence must not name
     */
    record Case(
            String candidate,
            String name,
            String subject,
            Evidence deciding,
            List<String> not,
            List<String> also,
            List<String> says,
            List<String> silent) {}

    /**
     * What is expected where no deciding fact was captured.
     *
     * @param evidence what is there beside the symptom
     * @param listed failure modes that must be named as undecided
     * @param found generic failure modes that the symptom alone shows
     */
    record Undecided(Evidence evidence, List<String> listed, List<String> found) {}

    /** Reads a row; its words stand in braces in texts and paths. */
    static LookAlike read(Path file, CaptureText text) throws IOException {
        String name = file.getFileName().toString();
        Map<String, Object> tree = TestYaml.map(Files.readString(file), name);
        CaptureText own = text.with(TestYaml.map(tree.get("let")));
        List<Case> cases = new ArrayList<>();
        for (Object item : TestYaml.list(tree.get("cases"))) {
            Map<String, Object> fields = TestYaml.map(item);
            String candidate = String.valueOf(fields.get("candidate"));
            cases.add(new Case(
                    candidate,
                    String.valueOf(fields.getOrDefault("name", candidate)),
                    String.valueOf(fields.getOrDefault("subject", "")),
                    evidence(fields, own),
                    strings(fields.get("not")),
                    strings(fields.get("also")),
                    words(fields.get("says"), own),
                    words(fields.get("silent"), own)));
        }
        Map<String, Object> undecided = TestYaml.map(tree.get("undecided"));
        return new LookAlike(
                name.substring(0, name.length() - ".yaml".length()),
                String.valueOf(tree.getOrDefault("mesh", "istio-sidecar")),
                evidence(TestYaml.map(tree.get("symptom")), own),
                cases,
                new Undecided(
                        evidence(undecided, own), strings(undecided.get("listed")), strings(undecided.get("found"))));
    }

    /** The failure modes of all cases, in their order. */
    List<String> candidates() {
        return cases.stream()
                .map(Case::candidate)
                .filter(id -> !id.equals(NOTHING))
                .distinct()
                .toList();
    }

    /** Diagnoses the symptom with what else was captured, all rules together. */
    Report diagnose(Evidence beside, Path folder, RuleBase rules) throws IOException {
        FactBase base = base(beside, folder, rules);
        Map<String, Firing> firings = new TreeMap<>();
        base.clusters().forEach(cluster -> firings.put(cluster, rules.fire(base.of(cluster))));
        return new Diagnostician(rules, new Report.Tool("test", List.of())).diagnose(base, firings, List.of());
    }

    private FactBase base(Evidence beside, Path folder, RuleBase rules) throws IOException {
        Map<String, String> files = new TreeMap<>(symptom.files());
        beside.files().forEach((path, text) -> files.merge(path, text, String::concat));
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(java.util.Objects.requireNonNull(path.getParent()));
            Files.writeString(path, file.getValue());
        }
        FactBase read = Captures.open(List.of(folder.toString()), rules.selection(), message -> {});
        List<Fact> facts = new ArrayList<>(read.facts());
        FactBuilder builder = new FactBuilder(read.time(), read.clusters().get(0));
        List<Object> given = new ArrayList<>(symptom.facts());
        given.addAll(beside.facts());
        String notation = new org.yaml.snakeyaml.Yaml().dump(Map.of("facts", given));
        List<Fact> built = YamlNode.parse(notation, slug).list("facts").stream()
                .map(builder::build)
                .toList();
        facts.addAll(built);
        TreeSet<String> kinds = new TreeSet<>(symptom.captured());
        kinds.addAll(beside.captured());
        built.stream()
                .filter(fact -> !(fact instanceof Coverage))
                .forEach(fact -> kinds.addAll(FactTypes.filledBy(fact.getClass())));
        facts.removeIf(
                fact -> fact instanceof Coverage coverage && !coverage.captured() && kinds.contains(coverage.kind()));
        kinds.removeIf(kind -> facts.stream()
                .anyMatch(fact ->
                        fact instanceof Coverage coverage && coverage.kind().equals(kind)));
        String cluster = read.clusters().get(0);
        kinds.forEach(kind -> facts.add(new Coverage(cluster, kind, "", "complete", 1, Origin.DERIVED)));
        if (facts.stream()
                .noneMatch(fact ->
                        fact instanceof MeshInstall install && install.kind().equals(mesh))) {
            String namespace = mesh.startsWith("istio") ? "istio-system" : mesh;
            facts.add(new MeshInstall(cluster, mesh, "", "", namespace, "cluster.local", Origin.DERIVED));
        }
        return new FactBase(facts, read.time(), read.timeFrom(), read.sources(), read.files());
    }

    private static Evidence evidence(Map<String, Object> fields, CaptureText text) {
        Map<String, String> files = new TreeMap<>();
        TestYaml.map(fields.get("files"))
                .forEach((path, content) -> files.put(text.words(path), text.lines(String.valueOf(content))));
        return new Evidence(files, TestYaml.list(fields.get("facts")), strings(fields.get("captured")));
    }

    private static List<String> words(@Nullable Object value, CaptureText text) {
        return strings(value).stream().map(text::words).toList();
    }

    private static List<String> strings(@Nullable Object value) {
        return TestYaml.list(value).stream().map(String::valueOf).toList();
    }
}
