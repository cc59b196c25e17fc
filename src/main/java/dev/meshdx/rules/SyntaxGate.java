package dev.meshdx.rules;

import dev.meshdx.facts.Fact;
import dev.meshdx.facts.FactTypes;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.drools.drl.ast.descr.AccumulateDescr;
import org.drools.drl.ast.descr.AndDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ExistsDescr;
import org.drools.drl.ast.descr.ExprConstraintDescr;
import org.drools.drl.ast.descr.NotDescr;
import org.drools.drl.ast.descr.OrDescr;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.jspecify.annotations.Nullable;

/**
 * Admits a rule file only when its syntax tree holds nothing but the subset of DRL that rules may use. Everything that is not
 * named here is refused: DRL has many places that take Java.
 */
final class SyntaxGate {

    private static final int MAX_CHARACTERS = 256 * 1024;
    private static final int MAX_NESTING = 40;
    private static final Set<String> FUNCTIONS =
            Set.of("count", "sum", "min", "max", "average", "collectList", "collectSet");
    private static final Set<String> RESULTS = Set.of("Object", "Object[]", "Number");

    private SyntaxGate() {}

    /** Why something is not admitted. */
    private static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final Mistake mistake;

        Refusal(Place at, String message) {
            super(message);
            this.mistake = new Mistake(Fault.STRICT, at, message, "");
        }
    }

    /** What forbids the text before anything parses it. */
    static Optional<Mistake> ofText(String text) {
        return refusal(() -> checkText(text));
    }

    /** What forbids the parsed file. */
    static Optional<Mistake> ofTree(PackageDescr tree) {
        return refusal(() -> check(tree));
    }

    private static Optional<Mistake> refusal(Runnable check) {
        try {
            check.run();
            return Optional.empty();
        } catch (Refusal e) {
            return Optional.of(e.mistake);
        }
    }

    private static Place at(BaseDescr descr) {
        return new Place(Math.max(1, descr.getLine()), Math.max(0, descr.getColumn()) + 1);
    }

    private static void checkText(String text) {
        if (text.length() > MAX_CHARACTERS) {
            throw new Refusal(Place.START, "is longer than " + MAX_CHARACTERS + " characters; no rule file is");
        }
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                continue;
            }
            if (Character.isISOControl(c) && c != '\r' && c != '\t' || Character.getType(c) == Character.FORMAT) {
                throw new Refusal(
                        Place.of(text, i),
                        String.format(
                                Locale.ROOT,
                                "holds the invisible character U+%04X, which can hide what a rule does; delete it",
                                (int) c));
            } else if (c == '\\' && text.startsWith("u", i + 1)) {
                throw new Refusal(
                        Place.of(text, i),
                        "\\u is not allowed, as Java reads such an escape before anything else; write the character");
            } else if (c == '(' || c == '[' || c == '{') {
                depth++;
            } else if (c == ')' || c == ']' || c == '}') {
                depth--;
            }
            if (depth > MAX_NESTING) {
                throw new Refusal(Place.of(text, i), "brackets are nested more than " + MAX_NESTING + " deep");
            }
        }
    }

    private static void check(PackageDescr tree) {
        SyntaxGate gate = new SyntaxGate();
        gate.onlyRules(tree);
        tree.getRules().forEach(gate::rule);
    }

    private void onlyRules(PackageDescr tree) {
        refuse(tree.getAttributes(), "an attribute of the package");
        refuse(tree.getAccumulateImports(), "import accumulate");
        refuse(tree.getEntryPointDeclarations(), "declare entry-point");
        refuse(tree.getWindowDeclarations(), "declare window");
        if (tree.getUnit() != null) {
            throw refusal(tree.getUnit(), "unit");
        }
    }

    private void refuse(Collection<? extends BaseDescr> found, String what) {
        for (BaseDescr one : found) {
            throw refusal(one, what);
        }
    }

    private static Refusal refusal(BaseDescr at, String what) {
        return new Refusal(at(at), what + " is not allowed; a rule file holds rules only");
    }

    private void rule(RuleDescr rule) {
        String name = "rule \"" + rule.getName() + "\" ";
        if (rule.isQuery()) {
            throw refusal(rule, "query");
        }
        if (!rule.getName().matches("[a-z0-9][a-z0-9.-]*")) {
            throw new Refusal(at(rule), name + "must be called in lower-case letters, digits, - and .");
        }
        if (rule.getParentName() != null) {
            throw new Refusal(at(rule), name + "extends another rule, which is not allowed; repeat its conditions");
        }
        if (!rule.getNamedConsequences().isEmpty()) {
            throw new Refusal(
                    at(rule), name + "has a named consequence, which is not allowed; write a rule of its own");
        }
        Map<String, Type> variables = new HashMap<>();
        rule.getLhs().getDescrs().forEach(element -> element(element, variables));
    }

    private void element(BaseDescr element, Map<String, Type> variables) {
        if (element instanceof PatternDescr pattern) {
            pattern(pattern, variables);
        } else if (element instanceof NotDescr not) {
            not.getDescrs().forEach(child -> element(child, variables));
        } else if (element instanceof ExistsDescr exists) {
            for (Object child : exists.getDescrs()) {
                element((BaseDescr) child, variables);
            }
        } else if (element instanceof OrDescr or) {
            or.getDescrs().forEach(child -> element(child, variables));
        } else if (element instanceof AndDescr and) {
            and.getDescrs().forEach(child -> element(child, variables));
        } else if (element instanceof AccumulateDescr accumulate) {
            accumulate(accumulate, variables);
        } else {
            String what =
                    element.getClass().getSimpleName().replace("Descr", "").toLowerCase(Locale.ROOT);
            throw new Refusal(
                    at(element),
                    what + " is not allowed in a rule; conditions are patterns, not, exists, or and accumulate");
        }
    }

    private void pattern(PatternDescr pattern, Map<String, Type> variables) {
        if (pattern.getObjectType() == null) {
            throw new Refusal(at(pattern), "a path is not allowed in a rule; name the fact type");
        }
        boolean plain = pattern.getBehaviors().isEmpty()
                && pattern.getAnnotations().isEmpty()
                && !pattern.isUnification()
                && pattern.getPositionalConstraints().isEmpty();
        if (!plain) {
            throw new Refusal(
                    at(pattern),
                    pattern.getObjectType()
                            + ": windows, annotations, := and positional constraints are not allowed; name the field");
        }
        if (pattern.getSource() == null) {
            Class<? extends Fact> type =
                    FactTypes.named(pattern.getObjectType()).orElse(null);
            if (type != null) {
                bind(pattern, pattern.getIdentifier(), type, variables);
                constraints(pattern, type, variables);
            }
        } else if (pattern.getSource() instanceof AccumulateDescr accumulate
                && RESULTS.contains(pattern.getObjectType())) {
            accumulate(accumulate, variables);
            bind(pattern, pattern.getIdentifier(), Number.class, variables);
            constraints(pattern, null, variables);
        } else {
            throw new Refusal(at(pattern), "from is not allowed; join facts instead");
        }
    }

    private void accumulate(AccumulateDescr accumulate, Map<String, Type> variables) {
        if (!accumulate.isExternalFunction() && accumulate.getFunctions().isEmpty()) {
            throw new Refusal(
                    at(accumulate),
                    "accumulate with code of its own is not allowed; functions are " + sorted(FUNCTIONS));
        }
        element(accumulate.getInput(), variables);
        for (AccumulateDescr.AccumulateFunctionCallDescr function : accumulate.getFunctions()) {
            if (!FUNCTIONS.contains(function.getFunction())) {
                throw new Refusal(
                        at(accumulate),
                        "accumulate function " + function.getFunction() + " is not allowed; functions are "
                                + sorted(FUNCTIONS));
            }
            for (String parameter : function.getParams()) {
                constraint(accumulate, parameter, null, variables);
            }
            boolean collects = function.getFunction().startsWith("collect");
            bind(accumulate, function.getBind(), collects ? Collection.class : Number.class, variables);
        }
    }

    private static List<String> sorted(Set<String> names) {
        return names.stream().sorted().toList();
    }

    private void bind(BaseDescr at, @Nullable String name, Type type, Map<String, Type> variables) {
        if (name == null || name.isEmpty()) {
            return;
        }
        if (!name.matches("\\$\\w+")) {
            throw new Refusal(at(at), "a variable begins with $, '" + name + "' does not");
        }
        variables.put(name, type);
    }

    private void constraints(PatternDescr pattern, @Nullable Type type, Map<String, Type> variables) {
        for (BaseDescr constraint : pattern.getDescrs()) {
            boolean line = constraint.getLine() > 0;
            String text = constraint instanceof ExprConstraintDescr expression
                    ? expression.getExpression()
                    : constraint.toString();
            constraint(line ? constraint : pattern, text, type, variables);
        }
    }

    private void constraint(BaseDescr at, String text, @Nullable Type type, Map<String, Type> variables) {
        new ConstraintGate(type, variables).problems(text).forEach(problem -> {
            throw new Refusal(at(at), "constraint " + text.strip() + ": " + problem);
        });
    }
}
