package dev.meshdx.lint;

import dev.meshdx.rules.Expression;
import dev.meshdx.rules.Expression.Kind;
import dev.meshdx.rules.Expression.Token;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the constraints of a pattern leave of one field. */
final class Ranges {

    private double low = Double.NEGATIVE_INFINITY;
    private double high = Double.POSITIVE_INFINITY;
    private boolean lowOpen;
    private boolean highOpen;
    private final Set<String> not = new HashSet<>();
    private Set<String> only = Set.of();
    private boolean limited;
    private boolean yes;
    private boolean no;

    private Ranges() {}

    /** Whether no fact can meet all of them. */
    static boolean contradict(List<Expression> constraints) {
        Map<String, Ranges> fields = new HashMap<>();
        constraints.forEach(each -> add(each.tokens(), fields));
        return fields.values().stream().anyMatch(Ranges::isEmpty);
    }

    private static void add(List<Token> tokens, Map<String, Ranges> fields) {
        if (tokens.isEmpty()
                || tokens.get(0).kind() != Kind.WORD && !tokens.get(0).is("!")) {
            return;
        }
        if (tokens.size() == 1) {
            of(tokens.get(0), fields).yes = true;
        } else if (tokens.size() == 2 && tokens.get(0).is("!")) {
            of(tokens.get(1), fields).no = true;
        } else if (tokens.size() == 3) {
            of(tokens.get(0), fields).compare(tokens.get(1).text(), tokens.get(2));
        } else if (tokens.size() == 4 && tokens.get(2).is("-") && tokens.get(3).kind() == Kind.NUMBER) {
            of(tokens.get(0), fields).bound(tokens.get(1).text(), -number(tokens.get(3)));
        } else if (tokens.get(1).is("in")
                && tokens.get(2).is("(")
                && tokens.get(tokens.size() - 1).is(")")) {
            Set<String> values = new HashSet<>();
            tokens.stream().filter(token -> token.kind() == Kind.STRING).forEach(token -> values.add(token.text()));
            if (tokens.size() == 3 + 2 * values.size()) {
                of(tokens.get(0), fields).limit(values);
            }
        }
    }

    private static Ranges of(Token field, Map<String, Ranges> fields) {
        return fields.computeIfAbsent(field.text(), name -> new Ranges());
    }

    private void compare(String sign, Token literal) {
        if (literal.kind() == Kind.STRING) {
            if (sign.equals("==")) {
                limit(Set.of(literal.text()));
            } else if (sign.equals("!=")) {
                not.add(literal.text());
            }
        } else if (literal.kind() == Kind.NUMBER) {
            bound(sign, number(literal));
        } else if (literal.is("true") || literal.is("false")) {
            boolean wanted = literal.is("true") == sign.equals("==");
            yes |= wanted;
            no |= !wanted;
        }
    }

    private void limit(Set<String> values) {
        Set<String> left = new HashSet<>(values);
        if (limited) {
            left.retainAll(only);
        }
        only = left;
        limited = true;
    }

    private void bound(String sign, double number) {
        if (sign.equals("==") || sign.startsWith(">")) {
            if (number > low || number == low && sign.equals(">")) {
                low = number;
                lowOpen = sign.equals(">");
            }
        }
        if (sign.equals("==") || sign.startsWith("<")) {
            if (number < high || number == high && sign.equals("<")) {
                high = number;
                highOpen = sign.equals("<");
            }
        }
    }

    private boolean isEmpty() {
        boolean noText = limited && not.containsAll(only);
        boolean noNumber = low > high || low == high && (lowOpen || highOpen);
        return noText || noNumber || yes && no;
    }

    private static double number(Token token) {
        String digits = token.text().replaceAll("[_a-zA-Z]", "");
        return Double.parseDouble(digits);
    }
}
