package dev.meshdx.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of a constraint: what it reads, in the order of the text.
 *
 * @param tokens words, literals and operators
 * @param operands fields and variables that it reads, each with the members behind it
 */
public record Expression(List<Token> tokens, List<Operand> operands) {

    private static final Pattern TOKEN = Pattern.compile(
            "(?<skip>\\s+|//[^\\n]*|/\\*(?s:.*?)\\*/)|(?<string>\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*')"
                    + "|(?<number>\\d[\\d_]*(?:\\.\\d+)?[a-zA-Z]*)|(?<variable>\\$\\w+)|(?<word>[\\p{L}_][\\w]*)"
                    + "|(?<sign>==|!=|>=|<=|&&|\\|\\||!\\.|.)",
            Pattern.DOTALL);

    private static final Set<String> OPERATORS =
            Set.of("matches", "contains", "in", "not", "memberOf", "soundslike", "excludes", "instanceof", "and", "or");
    private static final Set<String> LITERALS = Set.of("true", "false", "null");

    public Expression {
        tokens = List.copyOf(tokens);
        operands = List.copyOf(operands);
    }

    /** What a token is. */
    public enum Kind {
        STRING,
        NUMBER,
        VARIABLE,
        WORD,
        SIGN
    }

    /**
     * One token.
     *
     * @param kind what it is
     * @param text text, strings with their quotes
     * @param at where it begins
     */
    public record Token(Kind kind, String text, Place at) {

        public boolean is(String other) {
            return text.equals(other);
        }

        /** Whether it is a word that compares, such as matches. */
        public boolean isOperatorWord() {
            return kind == Kind.WORD && (OPERATORS.contains(text) || text.equals("str"));
        }

        /** The text of a string literal as Java reads it; only the escapes that rules use. */
        public String unquoted() {
            return text.substring(1, text.length() - 1).replace("\\\"", "\"").replace("\\\\", "\\");
        }
    }

    /**
     * A field or variable with what is read of it.
     *
     * @param first index of its first token
     * @param last index of its last token
     * @param root field or variable
     * @param at where it begins
     * @param members what is read of its value, in order
     */
    public record Operand(int first, int last, String root, Place at, List<Member> members) {
        public Operand {
            members = List.copyOf(members);
        }

        public boolean isVariable() {
            return root.startsWith("$");
        }
    }

    /**
     * One step into a value.
     *
     * @param name member, or {@code []} for an index or key
     * @param at where it begins
     */
    public record Member(String name, Place at) {}

    /** The parts of a text that begins at a place. */
    public static Expression of(String text, Place at) {
        List<Token> tokens = tokens(text, at);
        return new Expression(tokens, new Operands(tokens).all());
    }

    private static List<Token> tokens(String text, Place at) {
        List<Token> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text);
        while (matcher.find()) {
            if (matcher.group("skip") != null) {
                continue;
            }
            Kind kind = matcher.group("string") != null
                    ? Kind.STRING
                    : matcher.group("number") != null
                            ? Kind.NUMBER
                            : matcher.group("variable") != null
                                    ? Kind.VARIABLE
                                    : matcher.group("word") != null ? Kind.WORD : Kind.SIGN;
            tokens.add(new Token(kind, matcher.group(), at.plus(text, matcher.start())));
        }
        return tokens;
    }

    /** Finds the operands among tokens. */
    private static final class Operands {
        private final List<Token> tokens;
        private final List<Operand> operands = new ArrayList<>();

        Operands(List<Token> tokens) {
            this.tokens = tokens;
        }

        List<Operand> all() {
            for (int i = 0; i < tokens.size(); i++) {
                Token token = tokens.get(i);
                if (token.is("str") && isSign(i + 1, "[")) {
                    i = closing(i + 1);
                } else if (token.kind() == Kind.VARIABLE
                        || token.kind() == Kind.WORD && !token.isOperatorWord() && !LITERALS.contains(token.text())) {
                    operand(i);
                    i = operands.get(operands.size() - 1).last();
                }
            }
            operands.sort((a, b) -> Integer.compare(a.first(), b.first()));
            return operands;
        }

        private void operand(int first) {
            List<Member> members = new ArrayList<>();
            int last = first;
            if (isSign(first + 1, "(")) {
                last = closing(first + 1);
                inside(first + 2, last);
            }
            while (true) {
                if ((isSign(last + 1, ".") || isSign(last + 1, "!."))
                        && last + 2 < tokens.size()
                        && tokens.get(last + 2).kind() == Kind.WORD) {
                    Token member = tokens.get(last + 2);
                    members.add(new Member(member.text(), member.at()));
                    last += 2;
                    if (isSign(last + 1, "(")) {
                        int end = closing(last + 1);
                        inside(last + 2, end);
                        last = end;
                    }
                } else if (isSign(last + 1, "[")) {
                    members.add(new Member("[]", tokens.get(last + 1).at()));
                    int end = closing(last + 1);
                    inside(last + 2, end);
                    last = end;
                } else {
                    break;
                }
            }
            Token root = tokens.get(first);
            operands.add(new Operand(first, last, root.text(), root.at(), members));
        }

        /** The operands between two tokens, as arguments and keys have. */
        private void inside(int from, int to) {
            int before = operands.size();
            for (Operand operand : new Operands(tokens.subList(from, Math.max(from, to))).all()) {
                operands.add(
                        before,
                        new Operand(
                                operand.first() + from,
                                operand.last() + from,
                                operand.root(),
                                operand.at(),
                                operand.members()));
            }
        }

        private boolean isSign(int index, String text) {
            return index < tokens.size()
                    && tokens.get(index).kind() == Kind.SIGN
                    && tokens.get(index).is(text);
        }

        /** Index of the bracket that closes the one at an index. */
        private int closing(int open) {
            int depth = 0;
            for (int i = open; i < tokens.size(); i++) {
                if (isSign(i, "(") || isSign(i, "[")) {
                    depth++;
                } else if ((isSign(i, ")") || isSign(i, "]")) && --depth == 0) {
                    return i;
                }
            }
            return tokens.size() - 1;
        }
    }
}
