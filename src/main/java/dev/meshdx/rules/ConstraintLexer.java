package dev.meshdx.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits a constraint into words, literals and operators. What is none of them is refused, so nothing can hide between them. */
final class ConstraintLexer {

    /** A word begins with a letter, a variable with {@code $}. */
    enum Kind {
        WORD,
        VARIABLE,
        TEXT,
        NUMBER,
        SIGN,
        END
    }

    /**
     * One token.
     *
     * @param kind kind
     * @param text as written, a text literal without its quotes
     */
    record Token(Kind kind, String text) {}

    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(?:([A-Za-z_]\\w*)|(\\$\\w+)|\"((?:[^\"\\\\\\n]|\\\\.)*+)\""
                    + "|([0-9][0-9_]*(?:\\.[0-9_]+)?[lLdDfF]?)|(==|!=|>=|<=|&&|\\|\\||!\\.|/(?![/*])|[<>:.()\\[\\],+*%!-]))");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(.)");
    private static final String ESCAPES = "\"\\nrt";

    private ConstraintLexer() {}

    /** The tokens, the last of them {@link Kind#END}; throws {@link Refused} for anything else. */
    static List<Token> tokens(String text) {
        List<Token> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text);
        int at = 0;
        String rest = text.stripTrailing();
        while (at < rest.length()) {
            if (!matcher.find(at) || matcher.start() != at) {
                throw new Refused("'" + rest.substring(at).strip() + "' is not part of the language of constraints");
            }
            at = matcher.end();
            tokens.add(token(matcher));
        }
        tokens.add(new Token(Kind.END, ""));
        return tokens;
    }

    private static Token token(Matcher matcher) {
        Kind[] kinds = {Kind.WORD, Kind.VARIABLE, Kind.TEXT, Kind.NUMBER};
        for (int group = 1; group <= kinds.length; group++) {
            String text = matcher.group(group);
            if (text != null) {
                return new Token(kinds[group - 1], group == 3 ? unescaped(text) : text);
            }
        }
        return new Token(Kind.SIGN, String.valueOf(matcher.group(5)));
    }

    private static String unescaped(String text) {
        return ESCAPE.matcher(text).replaceAll(escape -> {
            String of = escape.group(1);
            if (!ESCAPES.contains(of)) {
                throw new Refused("the escape \\" + of + " is not allowed in a text; write \\\\" + of
                        + " for a backslash of a regular expression");
            }
            return Matcher.quoteReplacement(
                    switch (of) {
                        case "n" -> "\n";
                        case "r" -> "\r";
                        case "t" -> "\t";
                        default -> of;
                    });
        });
    }

    /** What a constraint must not hold. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }
    }
}
