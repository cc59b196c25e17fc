package dev.meshdx.rules;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The opposite of a comparison. */
final class Turned {

    private static final Pattern LITERAL = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final Pattern FLAG = Pattern.compile("[a-zA-Z][\\w.]*");
    private static final List<List<String>> OPPOSITES = List.of(
            List.of(" not matches ", " matches "),
            List.of(" matches ", " not matches "),
            List.of(" not contains ", " contains "),
            List.of(" contains ", " not contains "),
            List.of(" not in ", " in "),
            List.of(" in ", " not in "),
            List.of("==", "!="),
            List.of("!=", "=="),
            List.of(">=", "<"),
            List.of("<=", ">"),
            List.of(">", "<="),
            List.of("<", ">="));

    private Turned() {}

    /** The opposite of a comparison or flag; empty when there is no simple one. */
    static String of(String constraint) {
        String plain = blanked(constraint);
        if (plain.contains("||") || plain.contains("&&")) {
            return "";
        }
        if (FLAG.matcher(plain).matches()) {
            return constraint + " == false";
        }
        for (List<String> opposite : OPPOSITES) {
            int at = plain.indexOf(opposite.get(0));
            if (at >= 0) {
                return constraint.substring(0, at)
                        + opposite.get(1)
                        + constraint.substring(at + opposite.get(0).length());
            }
        }
        return "";
    }

    /** The same text with the characters of its literals replaced, so that positions stay. */
    private static String blanked(String text) {
        Matcher literal = LITERAL.matcher(text);
        return literal.replaceAll(found -> "\"" + "_".repeat(found.group().length() - 2) + "\"");
    }
}
