package dev.meshdx.rules;

import dev.meshdx.rules.RuleSyntax.Constraint;
import dev.meshdx.rules.RuleSyntax.Count;
import dev.meshdx.rules.RuleSyntax.Function;
import dev.meshdx.rules.RuleSyntax.Role;
import dev.meshdx.rules.RuleText.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.AccumulateDescr;
import org.drools.drl.ast.descr.AndDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ExistsDescr;
import org.drools.drl.ast.descr.ExprConstraintDescr;
import org.drools.drl.ast.descr.NotDescr;
import org.drools.drl.ast.descr.OrDescr;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.QueryDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsError;
import org.drools.drl.parser.DroolsParserException;
import org.kie.internal.builder.conf.LanguageLevelOption;

/** Turns the tree of Drools' parser into ours, which keeps the place of every part. */
final class RuleParser {

    private static final Pattern BINDING = Pattern.compile("^(\\$\\w+)\\s*:(?!:)\\s*");
    private static final Pattern WORD_BEHIND_THEN = Pattern.compile("\\bthen\\b\\s*");

    private final String text;
    private final List<Part> imports = new ArrayList<>();
    private final List<Part> declarations = new ArrayList<>();
    private final List<RuleSyntax> rules = new ArrayList<>();

    private RuleParser(String text) {
        this.text = text;
    }

    /** The tree of a file; without rules and with the first mistake when it cannot be parsed. */
    static RuleText parse(String text) {
        DrlParser parser = new DrlParser(LanguageLevelOption.DRL6);
        PackageDescr tree;
        try {
            tree = parser.parse(false, text);
        } catch (DroolsParserException | RuntimeException e) {
            return refused(text, String.valueOf(e.getMessage()));
        }
        if (parser.hasErrors() || tree == null) {
            List<DroolsError> errors = parser.getErrors();
            return refused(text, errors.isEmpty() ? "" : errors.get(0).getMessage());
        }
        return new RuleParser(text).file(tree);
    }

    /** The tree as Drools has it, for checks of everything that ours leaves out; empty when the text can't be parsed. */
    static Optional<PackageDescr> tree(String text) {
        DrlParser parser = new DrlParser(LanguageLevelOption.DRL6);
        try {
            PackageDescr tree = parser.parse(false, text);
            return parser.hasErrors() ? Optional.empty() : Optional.ofNullable(tree);
        } catch (DroolsParserException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static RuleText refused(String text, String message) {
        return new RuleText(
                "", Place.START, List.of(), List.of(), List.of(), List.of(new SyntaxError(text, message).mistake()));
    }

    private RuleText file(PackageDescr tree) {
        tree.getImports().forEach(each -> imports.add(new Part(each.getTarget(), at(each))));
        tree.getFunctionImports().forEach(each -> imports.add(new Part("static " + each.getTarget(), at(each))));
        tree.getAccumulateImports().forEach(each -> imports.add(new Part("accumulate " + each.getTarget(), at(each))));
        tree.getFunctions().forEach(each -> declarations.add(new Part("function", at(each))));
        tree.getGlobals().forEach(each -> declarations.add(new Part("global", at(each))));
        tree.getTypeDeclarations().forEach(each -> declarations.add(new Part("declare", at(each))));
        tree.getEnumDeclarations().forEach(each -> declarations.add(new Part("declare", at(each))));
        tree.getEntryPointDeclarations().forEach(each -> declarations.add(new Part("declare", at(each))));
        tree.getWindowDeclarations().forEach(each -> declarations.add(new Part("declare", at(each))));
        tree.getAttributes()
                .forEach(each -> declarations.add(new Part("attribute " + each.getName() + " of the file", at(each))));
        for (RuleDescr rule : tree.getRules()) {
            if (rule instanceof QueryDescr) {
                declarations.add(new Part("query", at(rule)));
            } else {
                rules.add(rule(rule));
            }
        }
        int packageAt = Math.max(0, text.indexOf(tree.getName()));
        return new RuleText(tree.getName(), Place.of(text, packageAt), imports, declarations, rules, List.of());
    }

    private RuleSyntax rule(RuleDescr rule) {
        Conditions conditions = new Conditions();
        rule.getLhs().getDescrs().forEach(element -> conditions.element(element, Role.MATCHED));
        String consequence = String.valueOf(rule.getConsequence());
        List<Part> attributes = new ArrayList<>();
        rule.getAttributes().values().forEach(each -> attributes.add(new Part(each.getName(), at(each))));
        List<Part> annotations = new ArrayList<>();
        rule.getAnnotations()
                .forEach(each -> annotations.add(new Part(each.getName(), annotationAt(rule, each.getName()))));
        return new RuleSyntax(
                rule.getName(),
                at(rule),
                attributes,
                annotations,
                conditions.patterns,
                conditions.counts,
                conditions.foreign,
                consequence.strip(),
                consequenceAt(rule));
    }

    private Place consequenceAt(RuleDescr rule) {
        Matcher then = WORD_BEHIND_THEN.matcher(text);
        int from = new Place(Math.max(1, rule.getConsequenceLine()), 1).in(text);
        return then.find(from) ? Place.of(text, then.end()) : at(rule);
    }

    /** The parser keeps no place of annotations. */
    private Place annotationAt(RuleDescr rule, String name) {
        int found = text.indexOf("@" + name, at(rule).in(text));
        return found < 0 ? at(rule) : Place.of(text, found);
    }

    private static Place at(BaseDescr part) {
        return new Place(Math.max(1, part.getLine()), Math.max(0, part.getColumn()) + 1);
    }

    /** Walks the conditions of one rule. */
    private final class Conditions {
        private final List<RuleSyntax.Pattern> patterns = new ArrayList<>();
        private final List<Count> counts = new ArrayList<>();
        private final List<Part> foreign = new ArrayList<>();

        void element(BaseDescr element, Role role) {
            if (element instanceof PatternDescr pattern) {
                pattern(pattern, role);
            } else if (element instanceof NotDescr not) {
                not.getDescrs().forEach(child -> element(child, role == Role.COUNTED ? role : Role.NEGATED));
            } else if (element instanceof ExistsDescr exists) {
                for (Object child : exists.getDescrs()) {
                    element((BaseDescr) child, role == Role.MATCHED ? Role.EXISTS : role);
                }
            } else if (element instanceof AccumulateDescr accumulate) {
                accumulate(accumulate, List.of());
            } else if (element instanceof OrDescr or) {
                or.getDescrs().forEach(child -> element(child, alternative(role)));
            } else if (element instanceof AndDescr group) {
                group.getDescrs().forEach(child -> element(child, role));
            } else {
                String name = element.getClass().getSimpleName().replace("Descr", "");
                foreign.add(new Part(name.toLowerCase(Locale.ROOT), at(element)));
            }
        }

        private static Role alternative(Role role) {
            return role == Role.MATCHED || role == Role.EXISTS ? Role.ALTERNATIVE : role;
        }

        private void pattern(PatternDescr pattern, Role role) {
            List<Constraint> constraints = new ArrayList<>();
            pattern.getDescrs().forEach(child -> constraints.add(constraint(child)));
            if (pattern.getSource() instanceof AccumulateDescr accumulate) {
                accumulate(accumulate, constraints);
                return;
            }
            if (pattern.getSource() != null) {
                foreign.add(new Part("from", at(pattern)));
                return;
            }
            String type = pattern.getObjectType();
            Place at = at(pattern);
            if (type == null) {
                foreign.add(new Part("a path expression", at));
                return;
            }
            Matcher word = Pattern.compile("\\b" + Pattern.quote(type) + "\\b").matcher(text);
            Place typeAt = word.find(at.in(text)) ? Place.of(text, word.start()) : at;
            String variable = pattern.getIdentifier() == null ? "" : pattern.getIdentifier();
            patterns.add(new RuleSyntax.Pattern(type, at, typeAt, variable, role, constraints));
        }

        private void accumulate(AccumulateDescr accumulate, List<Constraint> conditions) {
            element(accumulate.getInput(), Role.COUNTED);
            List<Function> functions = new ArrayList<>();
            accumulate
                    .getFunctions()
                    .forEach(each -> functions.add(new Function(
                            each.getFunction(),
                            each.getBind() == null ? "" : each.getBind(),
                            each.getParams() == null ? List.of() : List.of(each.getParams()))));
            counts.add(new Count(at(accumulate), functions, conditions));
        }

        private Constraint constraint(BaseDescr child) {
            String all = child instanceof ExprConstraintDescr expression
                    ? expression.getExpression()
                    : String.valueOf(child);
            Matcher binding = BINDING.matcher(all);
            int from = binding.find() ? binding.end() : 0;
            String body = all.substring(from);
            Place bodyAt = at(child).plus(all, from);
            return new Constraint(
                    from == 0 ? "" : binding.group(1), at(child), body, bodyAt, Expression.of(body, bodyAt));
        }
    }
}
