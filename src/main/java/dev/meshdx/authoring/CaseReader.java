package dev.meshdx.authoring;

import dev.meshdx.facts.CaptureTime;
import dev.meshdx.facts.Coverage;
import dev.meshdx.facts.EvidenceKind;
import dev.meshdx.facts.Fact;
import dev.meshdx.facts.FactBase;
import dev.meshdx.facts.FactTypes;
import dev.meshdx.facts.MeshInstall;
import dev.meshdx.facts.Origin;
import dev.meshdx.rules.Closest;
import dev.meshdx.rules.FailureMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads the cases of a test file. A case is built from facts, from captured objects and files, which go through the readers of
 * captures, or is a whole capture. Unless it is one, everything counts as captured except what {@code absent} names.
 */
final class CaseReader {

    private static final String DEFAULT_NOW = "2026-03-01T12:00:00Z";
    private static final String CLUSTER = "cluster";
    private static final List<String> FILE_KEYS = List.of("now", "mesh", "common", "cases");
    private static final List<String> CASE_KEYS = List.of(
            "name", "like", "but", "near", "quiet", "fires", "absent", "mesh", "now", "facts", "objects", "files",
            "capture", "expect", "only", "todo");
    private static final List<String> INHERITED = List.of("absent", "mesh", "now", "facts", "objects", "files");

    private final FailureMode mode;
    private final Path folder;
    private final YamlNode file;
    private final CaptureReading captures;
    private final TreeSet<String> ruleNames = new TreeSet<>();

    /**
     * A reader for one file.
     *
     * @param mode failure mode that the file tests
     * @param path the file
     * @param file its tree
     * @param captures how captured files become facts
     */
    CaseReader(FailureMode mode, Path path, YamlNode file, CaptureReading captures) {
        this.mode = mode;
        this.folder = path.toAbsolutePath().getParent() == null ? path : path.resolveSibling("");
        this.file = file;
        this.captures = captures;
        mode.evidence().forEach(rule -> ruleNames.add(rule.rule()));
        file.map(FILE_KEYS);
    }

    /** The cases as written, each followed by its near misses; {@link #read} may still find mistakes in one of them. */
    List<YamlNode> cases() {
        List<YamlNode> cases = new ArrayList<>();
        for (YamlNode test : file.list("cases")) {
            cases.add(test);
            if (test.isMap()) {
                cases.addAll(nearMisses(test));
            }
        }
        return cases;
    }

    /** {@code quiet: { rule: [{ Type.field: value }] }} stands for a near miss per change. */
    private static List<YamlNode> nearMisses(YamlNode test) {
        List<YamlNode> cases = new ArrayList<>();
        test.get("quiet")
                .ifPresent(quiet -> quiet.map()
                        .forEach((rule, changes) -> changes.list().forEach(change -> {
                            Map<String, YamlNode> places = change.map();
                            YamlNode facts = places.remove("facts");
                            YamlNode but = change.emptied();
                            StringBuilder name = new StringBuilder(name(test) + ", but");
                            for (Map.Entry<String, YamlNode> place : places.entrySet()) {
                                but = but.with(place.getKey(), place.getValue());
                                YamlNode value = place.getValue();
                                boolean plain = !value.isList() && !value.isMap();
                                name.append(' ')
                                        .append(place.getKey())
                                        .append(": ")
                                        .append(
                                                plain
                                                        ? value.text()
                                                        : value.document().strip());
                            }
                            YamlNode near = change.emptied().with("like", change.scalar(name(test)));
                            near = facts == null ? near : near.with("facts", facts);
                            near = places.isEmpty() ? near : near.with("but", but);
                            String what = facts == null ? name.toString() : name + " with further facts";
                            cases.add(near.with("near", change.scalar(rule)).with("name", change.scalar(what)));
                        })));
        return cases;
    }

    static String name(YamlNode test) {
        return test.isMap() ? test.text("name", "case") : "case";
    }

    static TestCase.Kind kind(YamlNode test) {
        boolean near = test.get("near")
                .map(value -> value.isList() || !value.text().equals("false"))
                .orElse(false);
        return near ? TestCase.Kind.NEAR : test.get("absent").isPresent() ? TestCase.Kind.ABSENT : TestCase.Kind.FIRES;
    }

    TestCase read(YamlNode test) {
        test.map(CASE_KEYS);
        return new TestCase(
                name(test),
                kind(test),
                test.where(),
                test.flag("todo", false),
                test.get("capture").isPresent() ? capture(test) : built(whole(test), new FactChanges(test)),
                Expectation.of(mode.id(), test, ruleNames));
    }

    /** A case that is like another has what it does not say itself from there; facts come in addition. */
    private YamlNode whole(YamlNode test) {
        YamlNode like = test.get("like").orElse(null);
        if (like == null) {
            return test;
        }
        List<YamlNode> written = file.list("cases");
        List<String> names = written.stream().map(CaseReader::name).toList();
        int at = names.indexOf(like.text());
        if (at < 0) {
            throw like.wrong("there is no case '" + like.text() + "'" + Closest.hint(like.text(), names));
        }
        YamlNode other = written.get(at);
        if (other.get("like").isPresent() || other.get("capture").isPresent()) {
            throw like.wrong("'" + like.text() + "' must state its facts itself");
        }
        return test.over(other, INHERITED);
    }

    private FactBase capture(YamlNode test) {
        for (String key : List.of("like", "but", "facts", "objects", "files", "absent", "mesh", "now")) {
            test.get(key).ifPresent(value -> {
                throw value.wrong("a whole capture says everything itself; '" + key + "' can't stand beside it");
            });
        }
        YamlNode named = test.get("capture").orElseThrow();
        Path path = folder.resolve(named.text());
        if (!Files.exists(path)) {
            throw named.wrong("there is no capture " + path + "; the path is relative to the test file");
        }
        return captures.capture(path);
    }

    private FactBase built(YamlNode test, FactChanges changes) {
        YamlNode clock = test.get("now").or(() -> file.get("now")).orElse(null);
        Instant given = clock == null ? Instant.EPOCH : Moments.of(clock, Instant.EPOCH);
        Map<String, String> files = files(test);
        Instant now = given;
        String cluster = CLUSTER;
        List<Fact> facts = new ArrayList<>();
        if (!files.isEmpty()) {
            FactBase read = captures.files(files, given);
            read.files().stream()
                    .filter(each -> !List.of("read", "not-needed").contains(each.state()))
                    .forEach(each -> {
                        throw test.wrong(each.path() + " is " + each.state() + ": " + each.reason());
                    });
            facts.addAll(read.facts());
            facts.removeIf(
                    fact -> fact instanceof CaptureTime || fact instanceof Coverage coverage && !coverage.captured());
            now = read.time();
            if (clock != null && now.isAfter(given)) {
                throw clock.wrong("the captured texts are newer: they go up to " + now);
            }
            cluster = read.clusters().isEmpty() ? CLUSTER : read.clusters().get(0);
        }
        if (!now.isAfter(Instant.EPOCH)) {
            now = Instant.parse(DEFAULT_NOW);
        }
        FactBuilder builder = new FactBuilder(now, cluster);
        List<YamlNode> stated = new ArrayList<>(file.list("common"));
        stated.addAll(test.list("facts"));
        changes.apply(stated).forEach(item -> facts.add(builder.build(item)));
        addContext(facts, test, now, cluster);
        return new FactBase(facts, now, "test", List.of("case"), List.of());
    }

    /** Objects stand in one file, each as a document; files keep their names. */
    private static Map<String, String> files(YamlNode test) {
        Map<String, String> files = new LinkedHashMap<>();
        StringBuilder objects = new StringBuilder();
        test.list("objects").forEach(object -> objects.append("---\n").append(object.document()));
        if (!objects.isEmpty()) {
            files.put("objects.yaml", objects.toString());
        }
        test.get("files").ifPresent(named -> named.map().forEach((name, text) -> files.put(name, text.text())));
        return files;
    }

    private void addContext(List<Fact> facts, YamlNode test, Instant now, String cluster) {
        Origin origin = Origin.DERIVED;
        facts.add(new CaptureTime(cluster, now, "test", origin));
        String mesh = test.text(
                "mesh",
                file.text(
                        "mesh",
                        mode.meshes().isEmpty()
                                ? "istio-sidecar"
                                : mode.meshes().get(0)));
        if (facts.stream().noneMatch(MeshInstall.class::isInstance)) {
            String namespace = mesh.startsWith("istio") ? "istio-system" : mesh;
            facts.add(new MeshInstall(cluster, mesh, "", "", namespace, "cluster.local", origin));
        }
        List<String> absent = test.texts("absent");
        for (String kind : kinds()) {
            boolean missing = absent.contains(kind) || absent.contains("all");
            if (facts.stream()
                    .noneMatch(fact ->
                            fact instanceof Coverage given && given.kind().equals(kind))) {
                facts.add(new Coverage(cluster, kind, "", missing ? "absent" : "complete", missing ? 0 : 1, origin));
            }
        }
    }

    /** All kinds of evidence that exist or that the rules ask for. */
    private Set<String> kinds() {
        TreeSet<String> kinds = new TreeSet<>();
        FactTypes.all().forEach(type -> kinds.addAll(FactTypes.filledBy(type)));
        for (EvidenceKind kind : EvidenceKind.values()) {
            kinds.add(kind.key());
        }
        mode.evidence().forEach(rule -> {
            kinds.addAll(rule.guards());
            rule.needs().forEach(kinds::addAll);
        });
        return kinds;
    }
}
