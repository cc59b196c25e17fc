package dev.meshdx.lint;

import dev.meshdx.rules.FailureMode;
import dev.meshdx.rules.Fault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Checks the packs of a folder without compiling them. */
public final class Lint {

    private final Map<String, Check> checks = new LinkedHashMap<>();
    private final Collection<FailureMode> others;

    /**
     * A linter.
     *
     * @param others failure modes of other packs, which entries may name
     */
    public Lint(Collection<FailureMode> others) {
        this.others = List.copyOf(others);
        Checks.all().forEach(check -> checks.put(check.id(), check));
    }

    /**
     * What a check is for.
     *
     * @param id id
     * @param severity error or warning
     * @param explanation one sentence why it matters
     */
    public record Description(String id, Severity severity, String explanation) {}

    /** All checks in order of their ids. */
    public static List<Description> checks() {
        return Checks.all().stream()
                .map(check -> new Description(check.id(), check.severity(), check.explanation()))
                .sorted((a, b) -> a.id().compareTo(b.id()))
                .toList();
    }

    /** All findings in the packs of a folder, accepted ones too, in order of file, line, column and id. */
    public List<Finding> run(Path folder) {
        List<PackFiles> packs = PackFiles.readAll(folder);
        Catalogue catalogue = new Catalogue(packs, others);
        List<Finding> found = new ArrayList<>();
        checks.values().forEach(check -> check.check(catalogue, new Check.Findings(check, found)));
        found.removeIf(finding -> isStrict(finding) && found.stream().anyMatch(other -> says(other, finding)));
        Map<String, Acceptances> acceptances = new LinkedHashMap<>();
        packs.stream().flatMap(Lint::files).forEach(file -> acceptances.put(file.path(), new Acceptances(file)));
        List<Finding> judged = new ArrayList<>();
        for (Finding finding : found) {
            Acceptances comments = acceptances.get(finding.file());
            Check check = checks.get(finding.lint());
            judged.add(comments == null || check == null ? finding : comments.judge(finding, check.acceptable()));
        }
        acceptances.values().forEach(comments -> judged.addAll(comments.problems(checks)));
        return judged.stream().sorted().distinct().toList();
    }

    private static boolean isStrict(Finding finding) {
        return finding.lint().equals(Fault.STRICT.id());
    }

    /** Whether a finding names the mistake that the strict gate met in the same line, in better words. */
    private static boolean says(Finding other, Finding strict) {
        return !isStrict(other)
                && other.severity() == Severity.ERROR
                && other.file().equals(strict.file())
                && other.at().line() == strict.at().line();
    }

    private static Stream<Source> files(PackFiles pack) {
        return Stream.concat(
                Stream.of(pack.manifest().source(), pack.alerts().source()),
                pack.units().stream()
                        .flatMap(unit -> Stream.of(
                                unit.drl(), unit.entry().source(), unit.test().source())));
    }
}
