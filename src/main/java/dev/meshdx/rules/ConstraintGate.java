package dev.meshdx.rules;

import dev.meshdx.rules.ConstraintLexer.Kind;
import dev.meshdx.rules.ConstraintLexer.Refused;
import dev.meshdx.rules.ConstraintLexer.Token;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Admits a constraint of a pattern only when it says nothing but this: fields of the fact, bound variables, literals,
 * comparisons, {@code matches}, {@code contains}, {@code in}, {@code str[...]}, arithmetic, and methods that only look. Drools
 * would compile any Java expression here, and run it.
 */
final class ConstraintGate {

    private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", ">", "<=", ">=");
    private static final Set<String> WORDS = Set.of("matches", "contains", "memberOf");
    private static final Set<String> TEXT_TESTS = Set.of("startsWith", "endsWith", "length");
    private static final int MAX_DEPTH = 30;

    private final @Nullable Type type;
    private final Map<String, Type> variables;
    private List<Token> tokens = List.of();
    private int at;
    private int depth;

    /**
     * A gate for the constraints of one pattern.
     *
     * @param type fact type, null for the results of an accumulate, which have no fields
     * @param variables variables bound so far; those that a constraint binds are added
     */
    ConstraintGate(@Nullable Type type, Map<String, Type> variables) {
        this.type = type;
        this.variables = variables;
    }

    /** What is wrong with a constraint, in words that continue "constraint x: "; empty when nothing is. */
    List<String> problems(String text) {
        try {
            tokens = ConstraintLexer.tokens(text);
            at = 0;
            depth = 0;
            String bound = binding();
            Type found = either();
            if (peek().kind() != Kind.END) {
                throw new Refused("'" + peek().text() + "' does not belong there");
            }
            if (!bound.isEmpty()) {
                variables.put(bound, found);
            }
            return List.of();
        } catch (Refused e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    private String binding() {
        if (tokens.size() > 2
                && tokens.get(1).text().equals(":")
                && tokens.get(1).kind() == Kind.SIGN) {
            Token name = next();
            if (name.kind() != Kind.VARIABLE) {
                throw new Refused("a variable begins with $, '" + name.text() + "' does not");
            }
            next();
            return name.text();
        }
        return "";
    }

    private Type either() {
        Type left = comparison();
        while (takes("||") || takes("&&")) {
            comparison();
            left = boolean.class;
        }
        return left;
    }

    private Type comparison() {
        Type left = sum();
        Token token = peek();
        boolean negated = token.kind() == Kind.WORD && token.text().equals("not");
        if (negated) {
            next();
            token = peek();
        }
        if (token.kind() == Kind.SIGN && COMPARISONS.contains(token.text()) && !negated) {
            next();
            sum();
        } else if (token.kind() == Kind.WORD && token.text().equals("in")) {
            next();
            list();
        } else if (token.kind() == Kind.WORD && token.text().equals("str")) {
            next();
            textTest();
        } else if (token.kind() == Kind.WORD && WORDS.contains(token.text())) {
            next();
            int from = at;
            sum();
            if (token.text().equals("matches")) {
                checkRegex(tokens.subList(from, at));
            }
        } else if (negated) {
            throw new Refused("not is followed by one of in, matches, contains, memberOf and str");
        } else {
            return left;
        }
        return boolean.class;
    }

    private void list() {
        expect("(");
        do {
            sum();
        } while (takes(","));
        expect(")");
    }

    private void textTest() {
        expect("[");
        String test = next().text();
        if (!TEXT_TESTS.contains(test)) {
            throw new Refused("str[" + test + "] is not one of " + new TreeSet<>(TEXT_TESTS));
        }
        expect("]");
        sum();
    }

    /** The texts of the operand, with an x where a value stands that is known only when the rule runs. */
    private static void checkRegex(List<Token> operand) {
        StringBuilder regex = new StringBuilder();
        boolean literal = false;
        for (Token token : operand) {
            if (token.kind() == Kind.TEXT) {
                literal = true;
                regex.append(token.text());
            } else if (token.kind() == Kind.VARIABLE) {
                regex.append('x');
            }
        }
        String problem =
                literal ? RegexGate.problem(regex.toString()) : "takes a regular expression that stands in the rule";
        if (!problem.isEmpty()) {
            throw new Refused("matches " + problem);
        }
    }

    private Type sum() {
        if (++depth > MAX_DEPTH) {
            throw new Refused("it is nested more than " + MAX_DEPTH + " deep");
        }
        Type left = unary();
        while (peek().kind() == Kind.SIGN && "+-*/%".contains(peek().text())) {
            next();
            Type right = unary();
            left = left == String.class || right == String.class ? String.class : double.class;
        }
        depth--;
        return left;
    }

    private Type unary() {
        if (takes("!") || takes("-")) {
            return unary();
        }
        return members(primary());
    }

    private Type primary() {
        Token token = next();
        switch (token.kind()) {
            case TEXT:
                return String.class;
            case NUMBER:
                return double.class;
            case VARIABLE:
                Type bound = variables.get(token.text());
                if (bound == null) {
                    throw new Refused(token.text() + " is bound nowhere before it"
                            + Closest.hint(token.text(), variables.keySet()));
                }
                return bound;
            case WORD:
                return word(token.text());
            default:
                if (token.kind() == Kind.SIGN && token.text().equals("(")) {
                    Type inner = either();
                    expect(")");
                    return inner;
                }
                throw new Refused(
                        token.kind() == Kind.END
                                ? "it ends too early"
                                : "'" + token.text() + "' does not belong there");
        }
    }

    private Type word(String word) {
        switch (word) {
            case "true", "false":
                return boolean.class;
            case "null":
                return Object.class;
            case "this":
                if (type != null) {
                    return type;
                }
                break;
            default:
                break;
        }
        if (type == null) {
            throw new Refused("'" + word + "' is neither a bound variable nor a literal");
        }
        Type field = FactMembers.type(type, word)
                .orElseThrow(() -> new Refused("'" + word + "' is neither a field of "
                        + FactMembers.raw(type).getSimpleName() + " nor a bound variable"
                        + Closest.hint(word, FactMembers.names(type))));
        arguments();
        return field;
    }

    private Type members(Type of) {
        Type current = of;
        while (true) {
            if (takes("[")) {
                sum();
                expect("]");
                current = FactMembers.element(current);
            } else if (takes(".") || takes("!.")) {
                String member = next().text();
                Type owner = current;
                current = FactMembers.type(owner, member)
                        .orElseThrow(() -> new Refused("'" + member + "' may not be asked of a "
                                + FactMembers.raw(owner).getSimpleName() + "; what may be asked is "
                                + FactMembers.names(owner)));
                arguments();
            } else {
                return current;
            }
        }
    }

    private void arguments() {
        if (takes("(") && !takes(")")) {
            do {
                sum();
            } while (takes(","));
            expect(")");
        }
    }

    private Token peek() {
        return tokens.get(at);
    }

    private Token next() {
        Token token = tokens.get(at);
        if (token.kind() != Kind.END) {
            at++;
        }
        return token;
    }

    private boolean takes(String sign) {
        if (peek().kind() == Kind.SIGN && peek().text().equals(sign)) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(String sign) {
        if (!takes(sign)) {
            throw new Refused("'" + sign + "' is missing before '" + peek().text() + "'");
        }
    }
}
