package dev.meshdx;

import dev.meshdx.cli.Main;
import dev.meshdx.criteria.Criteria;
import dev.meshdx.criteria.Criterion;
import dev.meshdx.facts.EvidenceKind;
import dev.meshdx.facts.FactBase;
import dev.meshdx.facts.FactTypes;
import dev.meshdx.rules.Entry;
import dev.meshdx.rules.FailureMode;
import dev.meshdx.rules.RuleBase;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** Holds the table of docs/seed-claims.md against rules, entries, alerts, criteria, checklist and commands. */
final class SeedClaims {

    static final int CLAIMS = 106;

    private static final Pattern ROW = Pattern.compile("\\| (\\d+) \\|.*");
    private static final Pattern REFERENCE = Pattern.compile("`([a-z-]+):([^`]+)`");
    private static final Pattern NAMESPACE = Pattern.compile("-n \\{\\w+} ");
    private static final String NOT_REPEATED = "not repeated: ";

    private final RuleBase rules = RuleBase.bundled();
    private final Set<String> modes =
            rules.failureModes().stream().map(FailureMode::id).collect(Collectors.toCollection(TreeSet::new));
    private final Set<String> ruleNames = rules.failureModes().stream()
            .flatMap(mode -> mode.evidence().stream())
            .map(FailureMode.EvidenceRule::rule)
            .collect(Collectors.toCollection(TreeSet::new));
    private final Set<String> criteria =
            Criteria.of(new FactBase(List.of(), Instant.EPOCH, "unknown", List.of(), List.of())).stream()
                    .map(Criterion::id)
                    .collect(Collectors.toCollection(TreeSet::new));
    private final Set<String> alerts = alerts();
    private final Set<String> checklist = checklist();

    /** What is wrong with a table, a sentence each; empty when it holds. */
    List<String> problems(String page) {
        List<String> problems = new ArrayList<>();
        List<List<String>> rows = page.lines()
                .filter(line -> ROW.matcher(line).matches())
                .map(SeedClaims::cells)
                .toList();
        List<String> numbers = rows.stream().map(row -> row.get(0)).toList();
        for (int number = 1; number <= Math.max(CLAIMS, numbers.size()); number++) {
            String found = number <= numbers.size() ? numbers.get(number - 1) : "none";
            if (!found.equals(String.valueOf(number)) || number > CLAIMS) {
                problems.add("row " + number + " must be claim " + number + " of " + CLAIMS + ", is " + found);
            }
        }
        Set<String> explained = new TreeSet<>();
        for (List<String> row : rows) {
            if (row.size() != 5) {
                problems.add("claim " + row.get(0) + ": has " + row.size() + " cells instead of 5");
            } else {
                check(row, explained).forEach(problem -> problems.add("claim " + row.get(0) + ": " + problem));
            }
        }
        for (String mode : modes) {
            for (Entry.Claim claim : rules.entry(mode).claims()) {
                for (int number : claim.numbers()) {
                    if (!explained.contains(number + " " + mode)) {
                        problems.add("claim " + number + ": stands in the entry " + mode
                                + ", but the row lacks explain:" + mode);
                    }
                }
            }
        }
        return problems;
    }

    private List<String> check(List<String> row, Set<String> explained) {
        List<String> problems = new ArrayList<>();
        String number = row.get(0);
        String verdict = row.get(2);
        String lives = row.get(4);
        if (!Entry.Claim.VERDICTS.contains(verdict)) {
            problems.add("verdict '" + verdict + "' is none of " + Entry.Claim.VERDICTS);
        }
        boolean corrected = false;
        int references = 0;
        Matcher reference = REFERENCE.matcher(lives);
        while (reference.find()) {
            references++;
            String kind = reference.group(1);
            String target = reference.group(2).strip();
            corrected |= kind.equals("explain");
            String problem = kind.equals("explain") ? explain(number, verdict, target) : resolve(kind, target);
            if (!problem.isEmpty()) {
                problems.add(problem);
            }
            if (kind.equals("explain") && !explained.add(number + " " + target)) {
                problems.add("explain:" + target + " stands there twice");
            }
        }
        String rest =
                REFERENCE.matcher(lives).replaceAll("").replaceAll("[, ]+", " ").strip();
        boolean reason = rest.startsWith(NOT_REPEATED.strip()) && rest.length() > NOT_REPEATED.length() + 10;
        if (!rest.isEmpty() && !reason) {
            problems.add("'" + rest + "' is neither a reference nor 'not repeated:' with a reason");
        }
        if (references == 0 && !reason) {
            problems.add("neither a reference nor 'not repeated:' with a reason");
        }
        if ((verdict.equals("wrong") || verdict.equals("outdated")) && !corrected) {
            problems.add("is " + verdict + ", but no explain: says so");
        }
        return problems;
    }

    private String explain(String number, String verdict, String mode) {
        if (!modes.contains(mode)) {
            return "there is no failure mode " + mode;
        }
        return rules.entry(mode).claims().stream()
                .filter(claim -> claim.numbers().contains(Integer.valueOf(number)))
                .findFirst()
                .map(claim -> claim.verdict().equals(verdict)
                        ? ""
                        : "the entry " + mode + " calls it " + claim.verdict() + ", the row " + verdict)
                .orElse("the entry " + mode + " has no such claim");
    }

    /** Why a reference leads nowhere; empty when it leads somewhere. */
    private String resolve(String kind, String target) {
        String[] words = target.split(" ", 2);
        String text = words.length == 2 ? words[1] : "";
        boolean found = switch (kind) {
            case "failure-mode" -> modes.contains(target);
            case "rule" -> ruleNames.contains(target);
            case "step" -> modes.contains(words[0]) && step(words[0], text);
            case "reference" ->
                modes.contains(words[0])
                        && !text.isEmpty()
                        && rules.entry(words[0]).references().stream().anyMatch(source -> source.contains(text));
            case "criterion" -> criteria.contains(target);
            case "alert" -> alerts.contains(target);
            case "checklist" -> checklist.contains(target);
            case "capture" -> EvidenceKind.of(target).isPresent();
            case "fact" -> FactTypes.named(target).isPresent();
            case "command" -> command(target);
            case "test" -> test(target);
            case "page" -> Files.isRegularFile(Path.of(target));
            default -> false;
        };
        return found ? "" : kind + ":" + target + " does not exist";
    }

    private boolean step(String mode, String text) {
        Entry entry = rules.entry(mode);
        return !text.isEmpty()
                && Stream.of(entry.confirm(), entry.fix(), entry.verify())
                        .flatMap(List::stream)
                        .map(step -> NAMESPACE.matcher(step.run()).replaceAll("") + " " + step.purpose())
                        .anyMatch(step -> step.contains(text));
    }

    /** Whether {@code meshdx} has that command and those options, by its own help. */
    private static boolean command(String line) {
        List<String> words = List.of(line.split(" "));
        List<String> options =
                words.stream().filter(word -> word.startsWith("-")).toList();
        List<String> names =
                words.stream().skip(1).filter(word -> !word.startsWith("-")).toList();
        var help = new StringWriter();
        String[] arguments = Stream.concat(names.stream(), Stream.of("--help")).toArray(String[]::new);
        int code = Main.run(new PrintWriter(help), new PrintWriter(new StringWriter()), arguments);
        String usage = help.toString();
        return code == 0
                && words.get(0).equals("meshdx")
                && usage.contains("Usage: "
                        + String.join(
                                " ",
                                Stream.concat(Stream.of("meshdx"), names.stream())
                                        .toList()) + " ")
                && options.stream()
                        .allMatch(option ->
                                Arrays.asList(usage.split("[\\s\\[\\],=]+")).contains(option));
    }

    private static boolean test(String target) {
        String[] parts = target.split("#", 2);
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            List<Path> classes =
                    files.filter(file -> file.endsWith(parts[0] + ".java")).toList();
            return parts.length == 2
                    && classes.size() == 1
                    && Files.readString(classes.get(0)).contains("    void " + parts[1] + "(");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> cells(String line) {
        String inner = line.strip();
        return Arrays.stream(inner.substring(1, inner.length() - 1).split("\\|", -1))
                .map(String::strip)
                .toList();
    }

    private static Set<String> alerts() {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("rules"), 2)) {
            for (Path file : files.filter(path -> path.endsWith("alerts.yaml")).toList()) {
                Map<String, Object> tree = new Yaml().load(Files.readString(file));
                for (Object alert : (List<?>) tree.getOrDefault("alerts", List.of())) {
                    names.add(String.valueOf(((Map<?, ?>) alert).get("name")));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return names;
    }

    private static Set<String> checklist() {
        Set<String> ids = new TreeSet<>();
        try (InputStream in = SeedClaims.class.getResourceAsStream("/dev/meshdx/checklist/checklist.yaml")) {
            for (Map<?, ?> step : new Yaml().<List<Map<?, ?>>>load(in)) {
                ids.add(String.valueOf(step.get("id")));
                ((List<?>) step.get("points")).forEach(point -> ids.add(String.valueOf(((Map<?, ?>) point).get("id"))));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ids;
    }
}
