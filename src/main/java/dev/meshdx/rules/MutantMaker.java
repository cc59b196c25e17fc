package dev.meshdx.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.AccumulateDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ConditionalElementDescr;
import org.drools.drl.ast.descr.ExistsDescr;
import org.drools.drl.ast.descr.ExprConstraintDescr;
import org.drools.drl.ast.descr.NotDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.RuleDescr;

/**
 * Makes the mutants of one rule file: each constraint left out, or turned where a rule without it does not load, and each
 * {@code not} and {@code exists} left out. A line that ends in {@code // no-mutate: reason} is left alone, and so is a guard {@code Coverage( kind == "X", complete )}
 * and the {@code Parameter( id == "X" )} that a threshold comes from:
 * the case without that kind holds it.
 */
final class MutantMaker {

    /** Stands where a constraint was: every fact meets it. */
    private static final String ALWAYS = "this != null";

    private static final Pattern BINDING = Pattern.compile("^\\s*(\\$\\w+)\\s*:\\s*(.*)$", Pattern.DOTALL);
    private static final Pattern PATH = Pattern.compile("^[\\w.\\[\\]\"()!]+$");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\w+");
    private static final Pattern LEFT_SIDE = Pattern.compile(
            "^(.*?)\\s*(?:==|!=|>=|<=|>|<|\\bnot\\b|\\bmatches\\b|\\bcontains\\b"
                    + "|\\bin\\b|\\bmemberOf\\b|\\bstr\\s*\\[).*$",
            Pattern.DOTALL);
    private static final Pattern EXEMPT = Pattern.compile("//\\s*no-mutate:(.*)$");

    /**
     * A mutant with the file that holds it alone.
     *
     * @param mutant what was changed
     * @param packageName Java package of the file
     * @param ruleName name of the changed rule, unique among all mutants of the file
     * @param drl text of the file
     * @param otherwise what to try when it does not load
     */
    record Draft(Mutant mutant, String packageName, String ruleName, String drl, List<Draft> otherwise) {}

    private final PackSource.Unit unit;
    private final String[] lines;
    private final List<Draft> drafts = new ArrayList<>();
    private int count;

    private MutantMaker(PackSource.Unit unit) {
        this.unit = unit;
        this.lines = unit.drl().split("\n", -1);
    }

    static List<Draft> of(PackSource.Unit unit) {
        MutantMaker maker = new MutantMaker(unit);
        RuleParser.tree(unit.drl()).orElseThrow().getRules().forEach(rule -> maker.element(rule, rule.getLhs()));
        return maker.drafts;
    }

    private void element(RuleDescr rule, BaseDescr element) {
        if (element instanceof PatternDescr pattern) {
            pattern(rule, pattern);
        } else if (element instanceof AccumulateDescr accumulate) {
            element(rule, accumulate.getInput());
        } else if (element instanceof ConditionalElementDescr group) {
            if (element instanceof NotDescr || element instanceof ExistsDescr) {
                if (!isExempt(element)) {
                    String text = slice(element).strip();
                    drafts.add(draft(rule, element, "", "without " + text, List.of()));
                }
            }
            group.getDescrs().forEach(child -> element(rule, (BaseDescr) child));
        }
    }

    private void pattern(RuleDescr rule, PatternDescr pattern) {
        boolean counts = pattern.getSource() instanceof AccumulateDescr;
        if (isGuard(pattern)) {
            return;
        }
        for (BaseDescr each : pattern.getDescrs()) {
            if (each instanceof ExprConstraintDescr constraint) {
                constraint(rule, constraint, counts);
            }
        }
        if (pattern.getSource() instanceof AccumulateDescr accumulate) {
            element(rule, accumulate);
        }
    }

    private static boolean isGuard(PatternDescr pattern) {
        return "Parameter".equals(pattern.getObjectType())
                || "Coverage".equals(pattern.getObjectType())
                        && pattern.getDescrs().stream()
                                .anyMatch(each -> each instanceof ExprConstraintDescr constraint
                                        && constraint.getText().strip().equals("complete"));
    }

    private void constraint(RuleDescr rule, ExprConstraintDescr constraint, boolean counts) {
        String text = slice(constraint);
        Matcher binding = BINDING.matcher(text);
        boolean binds = binding.matches();
        String body = (binds ? binding.group(2) : text).strip();
        if (binds && PATH.matcher(body).matches()) {
            return;
        }
        if (isExempt(constraint)) {
            return;
        }
        String turned = Turned.of(body);
        List<Draft> otherwise = turned.isEmpty()
                ? List.of()
                : List.of(
                        draft(rule, constraint, text.replace(body, turned), turned + " instead of " + body, List.of()));
        String without = without(text, body, binds ? binding.group(1) : "", counts);
        drafts.add(draft(rule, constraint, without, "without " + body, otherwise));
    }

    private static String without(String text, String body, String variable, boolean counts) {
        if (!variable.isEmpty()) {
            Matcher left = LEFT_SIDE.matcher(body);
            return variable + " : " + (left.matches() ? left.group(1) : body);
        }
        Matcher counted = VARIABLE.matcher(text);
        return counts && counted.find() ? counted.group() + " == " + counted.group() : ALWAYS;
    }

    private Draft draft(RuleDescr rule, BaseDescr place, String replacement, String change, List<Draft> otherwise) {
        int number = ++count;
        String packageName = "rules.mutants." + unit.id().replace('-', '_') + ".m" + number;
        String ruleName = rule.getName() + ".mutant-" + number;
        String drl = unit.drl();
        String source = drl.substring(rule.getStartCharacter(), place.getStartCharacter())
                + replacement
                + drl.substring(place.getEndCharacter() + 1, Math.min(drl.length(), rule.getEndCharacter() + 1));
        return new Draft(
                new Mutant(rule.getName(), unit.path(), place.getLine(), change.replaceAll("\\s+", " ")),
                packageName,
                ruleName,
                "package " + packageName + "\nimport dev.meshdx.facts.*\nimport static " + Conclusions.class.getName()
                        + ".conclude\n"
                        + source.replaceFirst("\"" + Pattern.quote(rule.getName()) + "\"", "\"" + ruleName + "\""),
                otherwise);
    }

    private boolean isExempt(BaseDescr place) {
        int last = place.getLine()
                + (int) slice(place)
                        .stripTrailing()
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
        for (int line = place.getLine(); line <= last; line++) {
            Matcher exempt = EXEMPT.matcher(lines[line - 1]);
            if (exempt.find()) {
                if (exempt.group(1).isBlank()) {
                    throw new PackException(unit.path() + ":" + line + ": no-mutate: needs a reason");
                }
                return true;
            }
        }
        return false;
    }

    private String slice(BaseDescr element) {
        return unit.drl()
                .substring(element.getStartCharacter(), Math.min(unit.drl().length(), element.getEndCharacter() + 1));
    }
}
