package dev.meshdx.authoring;

import dev.meshdx.diagnosis.Report;
import dev.meshdx.rules.Closest;
import dev.meshdx.rules.Conclusion;
import dev.meshdx.rules.Firing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * What a case expects, held against what came out.
 *
 * @param id failure mode
 * @param outcome none, undecided, ruled-out, found, or any where only rules are named
 * @param findings what must be found
 * @param exact nothing else may be found
 * @param quiet rules that may not fire
 * @param loud rules that must fire
 */
record Expectation(
        String id, String outcome, List<Finding> findings, boolean exact, List<String> quiet, List<String> loud) {

    /** How the problem begins that something is not found. */
    static final String NOT_FOUND = "expected, not found: ";

    private static final List<String> OUTCOMES = List.of("none", "undecided", "ruled-out");
    private static final List<String> KEYS = List.of("subject", "certainty", "rules", "summary");

    /**
     * One finding.
     *
     * @param subject its path or text, empty for any
     * @param certainty a bound such as {@code >=0.9}, empty for any
     * @param rules the rules that must have fired for it, empty for any
     * @param summary what its summary must contain
     */
    private record Finding(String subject, String certainty, List<String> rules, String summary) {}

    /** Reads the expectation of a case; without {@code expect} nothing may be found, unless it names rules. */
    static Expectation of(String id, YamlNode test, Collection<String> ruleNames) {
        boolean exact = test.flag("only", true);
        List<String> quiet = test.get("near")
                .filter(near -> near.isList() || !List.of("true", "false").contains(near.text()))
                .map(near -> checked(test.texts("near"), ruleNames, near))
                .orElse(List.of());
        List<String> loud = checked(test.texts("fires"), ruleNames, test);
        YamlNode expect = test.get("expect").orElse(null);
        if (expect == null) {
            String outcome = quiet.isEmpty() && loud.isEmpty() ? "none" : "any";
            return new Expectation(id, outcome, List.of(), exact, quiet, loud);
        }
        if (!expect.isList()) {
            if (!OUTCOMES.contains(expect.text())) {
                throw expect.wrong(
                        "expect must be a list of findings or one of " + OUTCOMES + ", is '" + expect.text() + "'");
            }
            return new Expectation(id, expect.text(), List.of(), exact, quiet, loud);
        }
        List<Finding> findings = new ArrayList<>();
        for (YamlNode item : expect.list()) {
            item.map(KEYS);
            findings.add(new Finding(
                    item.text("subject", ""),
                    item.get("certainty").map(Expectation::bound).orElse(""),
                    checked(item.texts("rules"), ruleNames, item),
                    item.text("summary", "")));
        }
        return new Expectation(id, "found", findings, exact, quiet, loud);
    }

    private static String bound(YamlNode certainty) {
        String text = certainty.text().replace(" ", "");
        if (!text.matches("(>=|<=|>|<)?[01](\\.\\d+)?")) {
            throw certainty.wrong("certainty is a bound such as '>=0.9', not '" + certainty.text() + "'");
        }
        return text;
    }

    private static List<String> checked(List<String> rules, Collection<String> known, YamlNode place) {
        for (String rule : rules) {
            if (!known.contains(rule)) {
                throw place.wrong("there is no rule '" + rule + "'" + Closest.hint(rule, known) + "; rules are "
                        + new TreeSet<>(known));
            }
        }
        return rules;
    }

    /** What differs; empty when all is as expected. */
    List<String> problems(Report report, Collection<Firing> firings) {
        List<String> problems = new ArrayList<>();
        firings.forEach(firing -> problems.addAll(firing.notes()));
        if (!outcome.equals("any")) {
            problems.addAll(outcome.equals("found") ? differences(report) : otherThan(report));
        }
        TreeSet<String> fired = new TreeSet<>();
        firings.forEach(
                firing -> firing.conclusions().stream().map(Conclusion::rule).forEach(fired::add));
        quiet.stream()
                .filter(fired::contains)
                .forEach(rule -> problems.add("rule " + rule + " fired, expected to stay quiet"));
        loud.stream()
                .filter(rule -> !fired.contains(rule))
                .forEach(rule -> problems.add("rule " + rule + " did not fire"));
        return problems;
    }

    private List<String> otherThan(Report report) {
        List<String> problems = new ArrayList<>();
        report.diagnoses().forEach(found -> problems.add("found, not expected: " + describe(found)));
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

    private List<String> differences(Report report) {
        List<String> problems = new ArrayList<>();
        List<Report.Diagnosis> left = new ArrayList<>(report.diagnoses());
        for (Finding finding : findings) {
            Report.Diagnosis match = left.stream()
                    .filter(found -> finding.subject().isEmpty()
                            || found.subject().path().equals(finding.subject())
                            || found.subject().toString().equals(finding.subject()))
                    .findFirst()
                    .orElse(null);
            if (match == null) {
                problems.add(NOT_FOUND + id + " on " + finding.subject() + "; found: "
                        + left.stream().map(Expectation::describe).toList());
            } else {
                left.remove(match);
                check(finding, match, problems);
            }
        }
        if (exact) {
            left.forEach(found -> problems.add("found, not expected: " + describe(found)));
        }
        return problems;
    }

    private static void check(Finding expected, Report.Diagnosis found, List<String> problems) {
        if (!expected.certainty().isEmpty() && !within(found.certainty(), expected.certainty())) {
            problems.add("certainty is " + found.certainty() + ", expected " + expected.certainty());
        }
        List<String> fired =
                found.evidence().stream().map(Report.Evidence::rule).sorted().toList();
        List<String> wanted = expected.rules().stream().sorted().toList();
        if (!wanted.isEmpty() && !fired.equals(wanted)) {
            problems.add("rules are " + fired + ", expected " + wanted);
        }
        if (!found.summary().contains(expected.summary())) {
            problems.add("summary is '" + found.summary() + "', expected it to contain '" + expected.summary() + "'");
        }
        unfilled(found, problems);
    }

    private static boolean within(double certainty, String bound) {
        double limit = Double.parseDouble(bound.replaceAll("^[<>=]+", ""));
        return bound.startsWith("<") ? certainty <= limit : certainty >= limit;
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
        return found.id() + " on " + found.subject().path() + " at " + Math.round(found.certainty() * 100) + " % by "
                + found.evidence().stream().map(Report.Evidence::rule).toList();
    }
}
