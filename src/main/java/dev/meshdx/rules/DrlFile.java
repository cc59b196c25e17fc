package dev.meshdx.rules;

import dev.meshdx.facts.Fact;
import dev.meshdx.facts.FactTypes;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.AccumulateDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ConditionalElementDescr;
import org.drools.drl.ast.descr.ExistsDescr;
import org.drools.drl.ast.descr.NotDescr;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsError;
import org.kie.internal.builder.conf.LanguageLevelOption;

/**
 * The syntax tree of one {@code .drl} file, checked against the subset that rules may use and against the fact types, before
 * Drools compiles it: Drools itself reports unknown types and fields without line or rule.
 */
final class DrlFile {

    private static final Pattern CONSEQUENCE =
            Pattern.compile("conclude\\(\\s*kcontext\\s*,\\s*\\$\\w+(\\.\\w+\\(\\s*\\))?\\s*\\)\\s*;");
    private static final Pattern BINDING = Pattern.compile("^\\s*\\$\\w+\\s*:\\s*");
    private static final Pattern FIELD = Pattern.compile("^\\s*!?\\s*([a-zA-Z_]\\w*)");
    private static final Pattern EQUALS_LITERAL = Pattern.compile("^\\s*(\\w+)\\s*==\\s*\"([^\"]*)\"\\s*$");
    private static final Pattern IN_LITERALS = Pattern.compile("^\\s*(\\w+)\\s+in\\s*\\(([^)]*)\\)\\s*$");
    private static final Pattern COMPARISON =
            Pattern.compile("^\\s*(\\w+)\\s*(==|>=|<=|>|<)\\s*(-?[0-9][0-9_.]*)\\s*$");
    private static final Pattern FLAG = Pattern.compile("^\\s*(\\w+)\\s*(?:==\\s*(true|false)\\s*)?$");
    private static final Pattern INDEX =
            Pattern.compile("\\b(\\w+)(?:\\(\\s*\\))?\\s*(?:\\[|\\.\\s*get\\s*\\()\\s*([^\\])]*?)\\s*[\\])]");
    private static final Pattern SIZE =
            Pattern.compile("^\\s*(\\w+)\\.size(?:\\(\\s*\\))?\\s*(>|>=|==)\\s*(\\d{1,4})\\s*$");
    private static final Pattern FILLED =
            Pattern.compile("^\\s*(\\w+)\\.(?:empty|isEmpty\\(\\s*\\))\\s*==\\s*false\\s*$");
    private static final Pattern LITERAL = Pattern.compile("\"([^\"]*)\"");
    private static final String FACTS_IMPORT = "dev.meshdx.facts.*";
    private static final String CONCLUDE_IMPORT = Conclusions.class.getName() + ".conclude";

    /**
     * One simple constraint of a pattern: only facts whose field meets it can match.
     *
     * @param pattern number of the pattern within its rule
     * @param type fact type
     * @param field component of type String, boolean or number
     * @param operator in (one of the values), true, false, or a comparison with the one value
     * @param values accepted values, or the number to compare with
     */
    record Literal(int pattern, String type, String field, String operator, List<String> values) {

        /** Whether it names the values of a text field. */
        boolean isText() {
            return operator.equals("in");
        }
    }

    /**
     * One rule of the file.
     *
     * @param name rule name
     * @param line line of the rule
     * @param reads fact types without which it can't fire
     * @param guards kinds whose complete coverage it asks for
     * @param literals literals without which it can't fire
     * @param counted fact types that it counts: it may fire without them, but can't be judged when they were not captured
     * @param countedLiterals literals of the facts that it counts
     * @param named for heavy fact types: the statistics and metrics that it names
     * @param variables variables that a match binds
     */
    record Rule(
            String name,
            int line,
            List<String> reads,
            List<String> guards,
            List<Literal> literals,
            List<String> counted,
            List<Literal> countedLiterals,
            Map<String, List<String>> named,
            List<String> variables) {}

    private final String path;
    private final PackageDescr tree;
    private final Map<String, Rule> rules = new LinkedHashMap<>();

    private DrlFile(String path, PackageDescr tree) {
        this.path = path;
        this.tree = tree;
    }

    /** Parses and checks a file; throws {@link PackException} with file, line and column of the first mistake. */
    static DrlFile parse(String path, String text) {
        DrlParser parser = new DrlParser(LanguageLevelOption.DRL6);
        PackageDescr tree;
        try {
            tree = parser.parse(false, text);
        } catch (org.drools.drl.parser.DroolsParserException | RuntimeException e) {
            throw new PackException(path + ": is not a rule file: " + e.getMessage(), e);
        }
        if (parser.hasErrors() || tree == null) {
            List<DroolsError> errors = parser.getErrors();
            throw new PackException(path + ": "
                    + (errors.isEmpty() ? "cannot be parsed" : errors.get(0).getMessage()));
        }
        DrlFile file = new DrlFile(path, tree);
        file.checkPackage();
        tree.getRules().forEach(file::addRule);
        if (file.rules.isEmpty()) {
            throw new PackException(path + ": holds no rule");
        }
        return file;
    }

    String packageName() {
        return tree.getName();
    }

    Map<String, Rule> rules() {
        return rules;
    }

    private void checkPackage() {
        tree.getImports().forEach(imported -> {
            if (!imported.getTarget().equals(FACTS_IMPORT)) {
                throw new PackException(path + ":" + imported.getLine() + ": import of " + imported.getTarget()
                        + " is not allowed; rules import " + FACTS_IMPORT + " only");
            }
        });
        tree.getFunctionImports().forEach(imported -> {
            if (!imported.getTarget().equals(CONCLUDE_IMPORT)) {
                throw new PackException(path + ":" + imported.getLine() + ": import static of " + imported.getTarget()
                        + " is not allowed; rules import " + CONCLUDE_IMPORT + " only");
            }
        });
        if (!tree.getFunctions().isEmpty()
                || !tree.getGlobals().isEmpty()
                || !tree.getTypeDeclarations().isEmpty()
                || !tree.getEnumDeclarations().isEmpty()) {
            throw new PackException(
                    path + ": function, global and declare are not allowed; a rule file holds rules only");
        }
    }

    private void addRule(RuleDescr rule) {
        String at = path + ":" + rule.getLine() + ": rule \"" + rule.getName() + "\" ";
        if (!rule.getAttributes().isEmpty()) {
            throw new PackException(
                    at + "has attribute " + rule.getAttributes().keySet() + "; attributes are not allowed");
        }
        if (!rule.getAnnotations().isEmpty()) {
            throw new PackException(at + "has an annotation; what it says belongs into the entry");
        }
        if (!CONSEQUENCE.matcher(String.valueOf(rule.getConsequence()).strip()).matches()) {
            throw new PackException(at + "must have one consequence of the form: conclude( kcontext, $x.subject() );");
        }
        Collector collector = new Collector();
        rule.getLhs().getDescrs().forEach(element -> collector.element(element, true));
        if (collector.reads.isEmpty()) {
            throw new PackException(at + "has no condition that a fact must meet, so it would always fire");
        }
        Rule parsed = new Rule(
                rule.getName(),
                rule.getLine(),
                List.copyOf(collector.reads),
                List.copyOf(collector.guards),
                List.copyOf(collector.literals),
                List.copyOf(collector.counted),
                List.copyOf(collector.countedLiterals),
                collector.named,
                List.copyOf(collector.variables));
        if (rules.put(rule.getName(), parsed) != null) {
            throw new PackException(at + "exists twice");
        }
    }

    /** Walks the conditions of one rule. */
    private final class Collector {
        private final TreeSet<String> reads = new TreeSet<>();
        private final TreeSet<String> guards = new TreeSet<>();
        private final TreeSet<String> counted = new TreeSet<>();
        private final List<Literal> literals = new ArrayList<>();
        private final Map<String, List<String>> named = new LinkedHashMap<>();
        private final TreeSet<String> variables = new TreeSet<>();
        private final List<Literal> countedLiterals = new ArrayList<>();
        private boolean counting;
        private int patterns;

        void element(BaseDescr element, boolean positive) {
            if (element instanceof PatternDescr pattern) {
                pattern(pattern, positive);
            } else if (element instanceof NotDescr not) {
                not.getDescrs().forEach(child -> element(child, false));
            } else if (element instanceof ExistsDescr exists) {
                for (Object child : exists.getDescrs()) {
                    element((BaseDescr) child, positive);
                }
            } else if (element instanceof AccumulateDescr accumulate) {
                counting = true;
                element(accumulate.getInput(), false);
                counting = false;
            } else if (element instanceof org.drools.drl.ast.descr.OrDescr or) {
                or.getDescrs().forEach(child -> element(child, false));
            } else if (element instanceof ConditionalElementDescr group
                    && !(element instanceof org.drools.drl.ast.descr.ForallDescr)) {
                group.getDescrs().forEach(child -> element((BaseDescr) child, positive));
            } else {
                throw new PackException(path + ":" + element.getLine() + ": "
                        + element.getClass()
                                .getSimpleName()
                                .replace("Descr", "")
                                .toLowerCase(java.util.Locale.ROOT)
                        + " is not allowed in a rule");
            }
        }

        private void pattern(PatternDescr pattern, boolean positive) {
            if (pattern.getIdentifier() != null && !pattern.getIdentifier().isEmpty()) {
                variables.add(pattern.getIdentifier());
            }
            if (pattern.getSource() != null) {
                if (!(pattern.getSource() instanceof AccumulateDescr accumulate)) {
                    throw new PackException(
                            path + ":" + pattern.getLine() + ": from is not allowed; join facts instead");
                }
                pattern.getDescrs().forEach(constraint -> bind(String.valueOf(constraint)));
                element(accumulate, false);
                accumulate.getFunctions().forEach(function -> {
                    if (function.getBind() != null) {
                        variables.add(function.getBind());
                    }
                });
                return;
            }
            Class<? extends Fact> type = FactTypes.named(pattern.getObjectType())
                    .orElseThrow(() ->
                            new PackException(path + ":" + pattern.getLine() + ":" + (pattern.getColumn() + 1)
                                    + ": unknown fact type " + pattern.getObjectType()
                                    + Closest.hint(
                                            pattern.getObjectType(),
                                            FactTypes.all().stream()
                                                    .map(Class::getSimpleName)
                                                    .toList())));
            if (positive) {
                reads.add(type.getSimpleName());
            } else if (counting) {
                counted.add(type.getSimpleName());
            }
            patterns++;
            boolean complete = false;
            String kind = "";
            List<String> checked = new ArrayList<>();
            for (BaseDescr constraint : pattern.getDescrs()) {
                String text = constraint.toString();
                if (constraint instanceof org.drools.drl.ast.descr.ExprConstraintDescr expression) {
                    text = expression.getText();
                }
                bind(text);
                String body = BINDING.matcher(text).replaceFirst("");
                checkField(type, pattern, body);
                checkIndexes(type, pattern, body, checked);
                checked.add(body);
                complete |= body.strip().equals("complete");
                Literal literal = literal(type, body);
                if (literal != null) {
                    if (positive) {
                        literals.add(literal);
                    } else if (counting) {
                        countedLiterals.add(literal);
                    }
                    if (literal.isText() && List.of("metric", "name").contains(literal.field())) {
                        named.computeIfAbsent(type.getSimpleName(), t -> new ArrayList<>())
                                .addAll(literal.values());
                    }
                    if (literal.isText()
                            && literal.field().equals("kind")
                            && literal.values().size() == 1) {
                        kind = literal.values().get(0);
                    }
                }
            }
            if (type.getSimpleName().equals("Coverage") && complete && !kind.isEmpty()) {
                guards.add(kind);
            }
        }

        private void bind(String text) {
            Matcher matcher = Pattern.compile("(\\$\\w+)\\s*:").matcher(text);
            while (matcher.find()) {
                variables.add(matcher.group(1));
            }
        }

        @org.jspecify.annotations.Nullable
        private Literal literal(Class<? extends Fact> type, String body) {
            Matcher equals = EQUALS_LITERAL.matcher(body);
            if (equals.matches() && has(type, equals.group(1), String.class)) {
                return literal(type, equals.group(1), "in", List.of(equals.group(2)));
            }
            Matcher in = IN_LITERALS.matcher(body);
            if (in.matches() && has(type, in.group(1), String.class)) {
                List<String> values = new ArrayList<>();
                Matcher each = LITERAL.matcher(in.group(2));
                while (each.find()) {
                    values.add(each.group(1));
                }
                return literal(type, in.group(1), "in", values);
            }
            Matcher comparison = COMPARISON.matcher(body);
            if (comparison.matches() && has(type, comparison.group(1), int.class, long.class, double.class)) {
                String number = comparison.group(3).replace("_", "");
                return literal(type, comparison.group(1), comparison.group(2), List.of(number));
            }
            Matcher flag = FLAG.matcher(body);
            if (flag.matches() && has(type, flag.group(1), boolean.class)) {
                return literal(type, flag.group(1), "false".equals(flag.group(2)) ? "false" : "true", List.of());
            }
            return null;
        }

        private Literal literal(Class<? extends Fact> type, String field, String operator, List<String> values) {
            return new Literal(patterns, type.getSimpleName(), field, operator, values);
        }
    }

    private static boolean has(Class<? extends Fact> type, String field, Class<?>... ofTypes) {
        return Arrays.stream(type.getRecordComponents())
                .anyMatch(component -> component.getName().equals(field)
                        && Arrays.asList(ofTypes).contains(component.getType()));
    }

    /** A list may be empty in any capture, and an index beyond its end throws in the middle of a run. */
    private void checkIndexes(Class<? extends Fact> type, PatternDescr pattern, String body, List<String> checked) {
        Matcher matcher = INDEX.matcher(LITERAL.matcher(body).replaceAll("\"\""));
        while (matcher.find()) {
            String list = matcher.group(1);
            boolean sized = checked.stream().anyMatch(before -> isSizeCheck(before, list, matcher.group(2)));
            if (has(type, list, List.class) && !sized) {
                throw new PackException(
                        path + ":" + pattern.getLine() + ": " + type.getSimpleName() + ": " + matcher.group()
                                + " fails when the list is shorter; write " + list + ".size() > " + matcher.group(2)
                                + " before it, or use " + list + " contains");
            }
        }
    }

    private static boolean isSizeCheck(String constraint, String list, String index) {
        if (!index.matches("\\d{1,4}")) {
            return false;
        }
        int wanted = Integer.parseInt(index);
        Matcher size = SIZE.matcher(constraint);
        if (size.matches() && size.group(1).equals(list)) {
            int number = Integer.parseInt(size.group(3));
            return size.group(2).equals(">") ? number >= wanted : number > wanted;
        }
        Matcher filled = FILLED.matcher(constraint);
        return wanted == 0 && filled.matches() && filled.group(1).equals(list);
    }

    private void checkField(Class<? extends Fact> type, PatternDescr pattern, String body) {
        Matcher matcher = FIELD.matcher(body);
        if (!matcher.find()) {
            return;
        }
        String field = matcher.group(1);
        List<String> known = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            known.add(component.getName());
        }
        for (java.lang.reflect.Method method : type.getMethods()) {
            if (method.getDeclaringClass() != Object.class) {
                known.add(method.getName());
            }
        }
        if (!known.contains(field)
                && !List.of("this", "true", "false", "exists", "not").contains(field)) {
            throw new PackException(path + ":" + pattern.getLine() + ": " + type.getSimpleName() + " has no field '"
                    + field + "'" + Closest.hint(field, known));
        }
        if (body.contains("&&")) {
            throw new PackException(path + ":" + pattern.getLine() + ": " + type.getSimpleName()
                    + ": write a comma instead of &&, which Drools can't index");
        }
    }
}
