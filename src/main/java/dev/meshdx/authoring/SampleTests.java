package dev.meshdx.authoring;

import dev.meshdx.diagnosis.Report;
import dev.meshdx.diagnosis.Report.Diagnosis;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Diagnoses labelled captures and holds the result against their labels: a folder {@code <name>/} with {@code <name>.yaml}
 * beside it, which names the root, acceptable alternatives, effects to fold under it, distractors and forbidden advice.
 */
public final class SampleTests {

    private static final List<String> ALARMING = List.of("high", "critical");

    private final Function<Path, Report> diagnose;

    /** A runner that diagnoses a capture with the given function. */
    public SampleTests(Function<Path, Report> diagnose) {
        this.diagnose = diagnose;
    }

    /**
     * What came out for one capture.
     *
     * @param name capture
     * @param rootFirst the first diagnosis is the root of the label, or one that it accepts; on a healthy capture nothing
     *     alarming was found
     * @param found the root was found anywhere
     * @param folded effects of the label that stand under the first root
     * @param effects effects of the label that were found at all
     * @param falseAlarms roots of severity high or critical that the label does not speak of
     * @param brier squared difference between the certainty of each named failure mode and the truth, on average
     * @param problems what differs
     */
    public record Result(
            String name,
            boolean rootFirst,
            boolean found,
            int folded,
            int effects,
            int falseAlarms,
            double brier,
            List<String> problems) {}

    /** Runs all labelled captures of a folder, prints a line each and the sums; true when every root stands first. */
    public boolean run(Path directory, String only, PrintWriter out) throws IOException {
        List<Result> results = new ArrayList<>();
        for (Result result : results(directory, only)) {
            results.add(result);
            out.println(String.format(
                    Locale.ROOT,
                    "%-4s %-52s found %-3s folded %d/%d  false alarms %d  Brier %.3f",
                    result.rootFirst() ? "ok" : "MISS",
                    result.name(),
                    result.found() ? "yes" : "no",
                    result.folded(),
                    result.effects(),
                    result.falseAlarms(),
                    result.brier()));
            result.problems().forEach(problem -> out.println("       " + problem));
            out.flush();
        }
        long first = results.stream().filter(Result::rootFirst).count();
        out.println(String.format(
                Locale.ROOT,
                "%d captures: root first %d (%.0f %%), found %d, effects folded %d of %d, false alarms %d, Brier %.3f",
                results.size(),
                first,
                results.isEmpty() ? 0 : 100.0 * first / results.size(),
                results.stream().filter(Result::found).count(),
                results.stream().mapToInt(Result::folded).sum(),
                results.stream().mapToInt(Result::effects).sum(),
                results.stream().mapToInt(Result::falseAlarms).sum(),
                results.stream().mapToDouble(Result::brier).average().orElse(0)));
        return !results.isEmpty() && first == results.size();
    }

    /** The results of all labelled captures of a folder, sorted by name. */
    public List<Result> results(Path directory, String only) throws IOException {
        List<Path> labels;
        try (Stream<Path> files = Files.list(directory)) {
            labels = files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
        List<Result> results = new ArrayList<>();
        for (Path label : labels) {
            String file = label.getFileName().toString();
            String name = file.substring(0, file.length() - ".yaml".length());
            if ((only.isEmpty() || name.equals(only)) && Files.exists(directory.resolve(name))) {
                results.add(judge(
                        name, YamlNode.parse(Files.readString(label), file), diagnose.apply(directory.resolve(name))));
            }
        }
        return results;
    }

    private static Result judge(String name, YamlNode label, Report report) {
        String root = text(label, "root");
        List<String> accepted = new ArrayList<>(label.texts("acceptable"));
        if (!root.isEmpty()) {
            accepted.add(0, root);
        }
        String proposed = text(label, "proposed_root");
        if (!proposed.isEmpty()) {
            accepted.add(proposed);
        }
        List<String> effects = label.texts("report_under");
        List<String> mentioned = label.texts("may_mention");
        List<Diagnosis> roots =
                report.diagnoses().stream().filter(Diagnosis::isRoot).toList();
        List<String> problems = new ArrayList<>();
        boolean rootFirst = rootFirst(accepted, roots) || (root.isEmpty() && rootFirst(List.of(), roots));
        if (!rootFirst) {
            problems.add("expected " + (accepted.isEmpty() ? "nothing alarming" : accepted) + ", got "
                    + roots.stream().limit(4).map(SampleTests::describe).toList());
        }
        List<Diagnosis> named = report.diagnoses().stream()
                .filter(each -> effects.contains(each.id()))
                .toList();
        int folded = (int) named.stream().filter(each -> !each.isRoot()).count();
        List<Diagnosis> alarms = roots.stream()
                .filter(each -> ALARMING.contains(each.severity()))
                .filter(each -> !accepted.contains(each.id()))
                .filter(each -> !effects.contains(each.id()) && !mentioned.contains(each.id()))
                .toList();
        if (!alarms.isEmpty()) {
            problems.add("false alarms: "
                    + alarms.stream().map(SampleTests::describe).toList());
        }
        List<String> forbidden = forbidden(label.texts("must_not"), report);
        problems.addAll(forbidden);
        boolean found = root.isEmpty()
                ? roots.stream().noneMatch(each -> ALARMING.contains(each.severity()))
                : report.diagnoses().stream().anyMatch(each -> accepted.contains(each.id()));
        return new Result(
                name,
                rootFirst && forbidden.isEmpty(),
                found,
                folded,
                named.size(),
                alarms.size(),
                brier(accepted, label.texts("distractors"), report),
                problems);
    }

    private static boolean rootFirst(List<String> accepted, List<Diagnosis> roots) {
        if (accepted.isEmpty()) {
            return roots.stream().noneMatch(each -> ALARMING.contains(each.severity()));
        }
        return !roots.isEmpty() && accepted.contains(roots.get(0).id());
    }

    private static List<String> forbidden(List<String> patterns, Report report) {
        List<String> problems = new ArrayList<>();
        for (Diagnosis diagnosis : report.diagnoses()) {
            List<Report.Command> commands = new ArrayList<>(diagnosis.confirm());
            commands.addAll(diagnosis.fix());
            commands.addAll(diagnosis.verify());
            for (Report.Command command : commands) {
                patterns.stream()
                        .filter(pattern ->
                                Pattern.compile(pattern).matcher(command.run()).find())
                        .forEach(pattern ->
                                problems.add("forbidden advice of " + diagnosis.id() + ": " + command.run()));
            }
        }
        return problems;
    }

    private static double brier(List<String> accepted, List<String> distractors, Report report) {
        double sum = 0;
        int count = 0;
        if (!accepted.isEmpty()) {
            double best = accepted.stream()
                    .mapToDouble(id -> certainty(id, report))
                    .max()
                    .orElse(0);
            sum += (1 - best) * (1 - best);
            count++;
        }
        for (String id : distractors) {
            double p = accepted.contains(id) ? 0 : rootCertainty(id, report);
            sum += p * p;
            count++;
        }
        return count == 0 ? 0 : sum / count;
    }

    private static double certainty(String id, Report report) {
        return report.diagnoses().stream()
                .filter(each -> each.id().equals(id))
                .mapToDouble(Diagnosis::certainty)
                .max()
                .orElseGet(() -> report.undecided().stream()
                        .filter(each -> each.id().equals(id))
                        .mapToDouble(Report.Undecided::certainty)
                        .max()
                        .orElse(0));
    }

    private static double rootCertainty(String id, Report report) {
        return report.diagnoses().stream()
                .filter(each -> each.id().equals(id) && each.isRoot())
                .mapToDouble(Diagnosis::certainty)
                .max()
                .orElse(0);
    }

    private static String describe(Diagnosis diagnosis) {
        return diagnosis.id() + " on " + diagnosis.subject().path() + " " + Math.round(diagnosis.certainty() * 100)
                + " %";
    }

    private static String text(YamlNode label, String key) {
        String text = label.text(key, "");
        return text.equals("none") ? "" : text;
    }
}
