package dev.meshdx.rules;

import java.util.List;
import java.util.stream.Stream;

/**
 * One rule of a file.
 *
 * @param name name
 * @param at where it begins
 * @param attributes attributes such as salience
 * @param annotations annotations
 * @param patterns patterns in order of the text, those inside not, exists and accumulate too
 * @param counts its accumulates
 * @param foreign other elements of its conditions, such as eval
 * @param consequence text between then and end, without white space around
 * @param consequenceAt where it begins
 */
public record RuleSyntax(
        String name,
        Place at,
        List<RuleText.Part> attributes,
        List<RuleText.Part> annotations,
        List<Pattern> patterns,
        List<Count> counts,
        List<RuleText.Part> foreign,
        String consequence,
        Place consequenceAt) {

    public RuleSyntax {
        attributes = List.copyOf(attributes);
        annotations = List.copyOf(annotations);
        patterns = List.copyOf(patterns);
        counts = List.copyOf(counts);
        foreign = List.copyOf(foreign);
    }

    /** How facts that match a pattern count. */
    public enum Role {
        /** A fact must match; it is part of the match. */
        MATCHED,
        /** Some fact must match. */
        EXISTS,
        /** No fact may match. */
        NEGATED,
        /** The facts that match are counted or summed up. */
        COUNTED,
        /** One of several patterns must match. */
        ALTERNATIVE
    }

    /**
     * One pattern.
     *
     * @param type fact type as written
     * @param at where the pattern begins
     * @param typeAt where its type stands
     * @param variable variable that is bound to the fact, empty when none is
     * @param role how its facts count
     * @param constraints what the fact must meet, and what is bound to its fields
     */
    public record Pattern(
            String type, Place at, Place typeAt, String variable, Role role, List<Constraint> constraints) {
        public Pattern {
            constraints = List.copyOf(constraints);
        }
    }

    /**
     * One constraint.
     *
     * @param variable variable that it binds, empty when it binds none
     * @param at where it begins
     * @param body the expression, without the binding
     * @param bodyAt where the expression begins
     * @param expression its parts
     */
    public record Constraint(String variable, Place at, String body, Place bodyAt, Expression expression) {}

    /**
     * One accumulate.
     *
     * @param at where it begins
     * @param functions what it computes
     * @param conditions what the results must meet
     */
    public record Count(Place at, List<Function> functions, List<Constraint> conditions) {
        public Count {
            functions = List.copyOf(functions);
            conditions = List.copyOf(conditions);
        }
    }

    /**
     * One function of an accumulate.
     *
     * @param name name such as count
     * @param variable variable that is bound to the result, empty when none is
     * @param arguments arguments as written
     */
    public record Function(String name, String variable, List<String> arguments) {
        public Function {
            arguments = List.copyOf(arguments);
        }
    }

    /** All variables that the rule binds, with the place of the binding, in order of the text. */
    public List<RuleText.Part> bindings() {
        Stream<RuleText.Part> ofPatterns = patterns.stream()
                .flatMap(pattern -> Stream.concat(
                        Stream.of(new RuleText.Part(pattern.variable(), pattern.at())),
                        pattern.constraints().stream()
                                .map(constraint -> new RuleText.Part(constraint.variable(), constraint.at()))));
        Stream<RuleText.Part> ofCounts = counts.stream()
                .flatMap(count -> Stream.concat(
                        count.functions().stream().map(function -> new RuleText.Part(function.variable(), count.at())),
                        count.conditions().stream()
                                .map(condition -> new RuleText.Part(condition.variable(), condition.at()))));
        return Stream.concat(ofPatterns, ofCounts)
                .filter(part -> !part.name().isEmpty())
                .toList();
    }
}
