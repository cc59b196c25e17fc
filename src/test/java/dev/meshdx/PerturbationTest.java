package dev.meshdx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshdx.capture.Captures;
import dev.meshdx.diagnosis.Diagnostician;
import dev.meshdx.diagnosis.Report;
import dev.meshdx.diagnosis.Report.Diagnosis;
import dev.meshdx.facts.CapturedFile;
import dev.meshdx.facts.FactBase;
import dev.meshdx.report.ReportFormat;
import dev.meshdx.report.Style;
import dev.meshdx.rules.Firing;
import dev.meshdx.rules.RuleBase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Captures that arrive in another form or damaged. The same evidence gives the same findings in any order, archive or line end;
 * less evidence gives fewer findings, never others. {@code -Dperturbations=100} tries that many damages of each sample.
 */
class PerturbationTest {

    private static final List<Path> FOLDERS = List.of(Path.of("facts-samples"), Path.of("../shared/samples/lab"));
    private static final RuleBase RULES = RuleBase.bundled();
    private static final int COUNT = Integer.getInteger("perturbations", 0);
    private static final long SEED = Long.getLong("perturbations.seed", 20_261_123L);

    /** Samples beside the project are many; without a larger count only some of them are damaged. */
    private static final int EVERY = COUNT > 0 ? 1 : 15;

    private static final long MAX_MILLIS = 20_000;

    /** How much more certain a finding may become with less evidence; more only where the evidence against it was lost. */
    private static final double MAX_RISE = 0.25;

    /** A log that was cut is a log that was taken earlier: it may lack the line that says that all is well again. */
    private static final double DOUBTFUL = 0.6;

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> anotherFormGivesTheSameFindings() {
        return samples()
                .map(sample -> DynamicTest.dynamicTest(
                        sample.toString(),
                        () -> assertThat(otherForms(sample, random(sample), folder))
                                .isEmpty()));
    }

    @TestFactory
    Stream<DynamicTest> damageLosesFindingsAndAddsNone() {
        return samples()
                .map(sample -> DynamicTest.dynamicTest(
                        sample.toString(),
                        () -> assertThat(damages(sample, random(sample), folder, COUNT))
                                .isEmpty()));
    }

    /** Each sample has its own damages, in any order of the tests the same. */
    private static Random random(Path sample) {
        return new Random(SEED + sample.getFileName().toString().hashCode());
    }

    /** What differs when the capture is packed, renamed or edited with another tool. */
    static List<String> otherForms(Path sample, Random random, Path temporary) throws IOException {
        CaptureCopy copy = CaptureCopy.of(sample);
        String whole = findings(diagnose(sample));
        Path target = Files.createDirectories(temporary.resolve("form"));
        Map<String, Path> forms = new TreeMap<>();
        CaptureCopy windows = copy.withTexts(CaptureCopy::crlf);
        CaptureCopy marked = copy.withTexts(CaptureCopy::bom);
        forms.put("CRLF in tar.gz", windows.tarGz(target.resolve("capture.tgz"), random));
        forms.put("BOM in zip", marked.zip(target.resolve("capture.zip"), random));
        List<String> problems = new ArrayList<>();
        for (Map.Entry<String, Path> form : forms.entrySet()) {
            String other = findings(diagnose(form.getValue()));
            if (!other.equals(whole)) {
                problems.add(sample + " as " + form.getKey() + ": " + difference(whole, other));
            }
        }
        delete(target);
        return problems;
    }

    /** What breaks when files are cut, flipped, emptied, lost or renamed. */
    static List<String> damages(Path sample, Random random, Path temporary, int count) throws IOException {
        CaptureCopy copy = CaptureCopy.of(sample);
        Report whole = diagnose(sample);
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < Math.max(1, count); i++) {
            String path = copy.any(random);
            Map<String, CaptureCopy> damaged = new TreeMap<>();
            damaged.put("cut " + path, copy.with(path, bytes -> CaptureCopy.cut(bytes, random)));
            damaged.put("flipped " + path, copy.with(path, bytes -> CaptureCopy.flipped(bytes, random)));
            damaged.put("emptied " + path, copy.with(path, bytes -> new byte[0]));
            damaged.put("removed " + path, copy.without(path));
            damaged.put("renamed", copy.renamed(random));
            if (count == 0) {
                damaged.keySet().retainAll(some(damaged.keySet(), random));
            }
            for (Map.Entry<String, CaptureCopy> damage : damaged.entrySet()) {
                Path target = damage.getValue().folder(temporary.resolve("damage"));
                List<String> found = new ArrayList<>();
                try {
                    found.addAll(check(damage.getKey(), path, whole, target, damage.getValue()));
                } catch (RuntimeException | StackOverflowError e) {
                    java.io.StringWriter trace = new java.io.StringWriter();
                    e.printStackTrace(new java.io.PrintWriter(trace));
                    found.add("THROWS " + trace);
                }
                found.forEach(problem -> problems.add(sample + ", " + damage.getKey() + ": " + problem));
                if (!found.isEmpty() && System.getProperty("perturbations.keep") != null) {
                    damage.getValue().folder(Path.of(System.getProperty("perturbations.keep"), "" + problems.size()));
                }
                delete(target);
            }
        }
        return problems;
    }

    /** One of several; in a short run each sample gets one damage. */
    private static List<String> some(Collection<String> all, Random random) {
        List<String> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, random);
        return shuffled.subList(0, 1);
    }

    private static List<String> check(String damage, String path, Report whole, Path target, CaptureCopy copy) {
        List<String> problems = new ArrayList<>();
        long start = System.nanoTime();
        Report report = diagnose(target);
        long millis = (System.nanoTime() - start) / 1_000_000;
        if (millis > MAX_MILLIS) {
            problems.add("took " + millis + " ms");
        }
        if (!report.notes().equals(whole.notes())) {
            problems.add("notes " + report.notes());
        }
        render(report);
        if (!damage.startsWith("flipped")) {
            problems.addAll(added(whole, report));
        }
        if (!damage.startsWith("renamed") && !damage.startsWith("removed")) {
            String state = state(report, path);
            byte[] bytes = copy.files().getOrDefault(path, new byte[0]);
            if (damage.startsWith("emptied") && !state.equals("not-needed")
                    || damage.startsWith("cut") && wholeJson(bytes) && state.equals("read")) {
                problems.add("is listed as " + state);
            }
        }
        return problems;
    }

    /** A JSON document shows that it was cut; most other formats don't. */
    private static boolean wholeJson(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.startsWith("{\n") || text.startsWith("[\n");
    }

    private static String state(Report report, String path) {
        return report.capture().files().stream()
                .filter(file -> file.path().equals(path))
                .map(CapturedFile::state)
                .findFirst()
                .orElse("not listed");
    }

    /** Roots that the whole capture doesn't have, and certainties that grew because evidence is gone. */
    private static List<String> added(Report whole, Report less) {
        Map<String, Double> known = new TreeMap<>();
        TreeSet<String> doubted = new TreeSet<>();
        for (Diagnosis diagnosis : whole.diagnoses()) {
            known.merge(diagnosis.id(), diagnosis.certainty(), Math::max);
            if (diagnosis.evidence().stream().anyMatch(evidence -> evidence.decibans() < 0)) {
                doubted.add(diagnosis.id());
            }
        }
        List<String> problems = new ArrayList<>();
        for (Diagnosis diagnosis : less.diagnoses()) {
            double before = known.getOrDefault(diagnosis.id(), 0.0);
            if (diagnosis.isRoot() && before == 0 && diagnosis.certainty() >= DOUBTFUL) {
                problems.add("adds " + describe(diagnosis));
            } else if (before > 0 && diagnosis.certainty() > before + MAX_RISE && !doubted.contains(diagnosis.id())) {
                problems.add("raises from " + before + " " + describe(diagnosis));
            }
        }
        return problems;
    }

    private static String describe(Diagnosis diagnosis) {
        return diagnosis.severity() + " " + diagnosis.id() + " on " + diagnosis.subject() + " " + diagnosis.certainty()
                + " by "
                + diagnosis.evidence().stream().map(Report.Evidence::statement).toList();
    }

    /** Everything that is said of the findings, without the files that show it. */
    private static String findings(Report report) {
        StringBuilder text = new StringBuilder();
        for (Diagnosis diagnosis : report.diagnoses()) {
            text.append(diagnosis.rank()).append(' ').append(diagnosis.explainedBy());
            text.append(' ').append(describe(diagnosis)).append('\n');
            text.append(diagnosis.summary()).append('\n');
            diagnosis.confirm().forEach(command -> text.append(command).append('\n'));
            diagnosis.fix().forEach(command -> text.append(command).append('\n'));
            diagnosis.verify().forEach(command -> text.append(command).append('\n'));
        }
        report.undecided()
                .forEach(
                        undecided -> text.append("undecided ").append(undecided).append('\n'));
        report.ruledOut().forEach(id -> text.append("ruled out ").append(id).append('\n'));
        report.notes().forEach(note -> text.append("note ").append(note).append('\n'));
        return text.toString();
    }

    private static String difference(String whole, String other) {
        TreeSet<String> lost = new TreeSet<>(whole.lines().toList());
        TreeSet<String> added = new TreeSet<>(other.lines().toList());
        added.removeAll(lost);
        lost.removeAll(other.lines().toList());
        return "lost " + lost + ", added " + added;
    }

    private static void render(Report report) {
        try {
            for (ReportFormat format : ReportFormat.values()) {
                format.write(report, Style.plain(80), new StringBuilder());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Report diagnose(Path capture) {
        FactBase base = Captures.open(List.of(capture.toString()), RULES.selection(), message -> {});
        Map<String, Firing> firings = new TreeMap<>();
        base.clusters().forEach(cluster -> firings.put(cluster, RULES.fire(base.of(cluster))));
        return new Diagnostician(RULES, new Report.Tool("test", List.of())).diagnose(base, firings, List.of());
    }

    static Stream<Path> samples() {
        List<Path> samples = new ArrayList<>();
        for (Path parent : FOLDERS) {
            if (Files.isDirectory(parent)) {
                try (Stream<Path> files = Files.list(parent)) {
                    List<Path> all = files.filter(Files::isDirectory).sorted().toList();
                    int every = parent.equals(FOLDERS.get(0)) ? 1 : EVERY;
                    for (int i = 0; i < all.size(); i += every) {
                        samples.add(all.get(i));
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return samples.stream();
    }

    private static void delete(Path target) throws IOException {
        try (Stream<Path> files = Files.walk(target)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
