package dev.meshdx.lint;

/** A regular expression that repeats a repetition, which can take exponential time. */
final class SlowRegex extends Check.OfUnit {

    SlowRegex() {
        super(
                "slow-regex",
                Severity.ERROR,
                "A repetition of a repetition, as in (a+)+, can take longer than a run on one hostile line.");
    }

    @Override
    void check(Unit unit, Findings findings) {
        for (Regexes.Regex regex : Regexes.of(unit)) {
            String group = nested(regex.text());
            if (!group.isEmpty()) {
                findings.add(
                        regex.file(),
                        regex.at(),
                        "\"" + regex.text() + "\" repeats " + group + ", which repeats something itself",
                        "repeat only one of the two, or separate the parts by a character that they don't match");
            }
        }
    }

    /** The first group that is repeated without bound and whose content may end in an unbounded repetition; empty when none. */
    static String nested(String regex) {
        for (int close = regex.indexOf(')'); close >= 0; close = regex.indexOf(')', close + 1)) {
            if (isEscaped(regex, close) || close + 1 >= regex.length() || !isUnbounded(regex, close + 1)) {
                continue;
            }
            int open = opening(regex, close);
            String content = regex.substring(open + 1, close).replaceFirst("^\\?(:|<\\w+>)", "");
            for (String branch : content.split("\\|", -1)) {
                if (endsUnbounded(branch) && !startsWithSeparator(branch)) {
                    return regex.substring(open, close + 2);
                }
            }
        }
        return "";
    }

    private static boolean endsUnbounded(String branch) {
        String plain = branch.replaceFirst("\\?$", "");
        int last = plain.length() - 1;
        return last > 0 && (plain.charAt(last) == '+' || plain.charAt(last) == '*') && !isEscaped(plain, last);
    }

    /** A branch that begins with a literal character can only be repeated where that character stands. */
    private static boolean startsWithSeparator(String branch) {
        if (branch.isEmpty()) {
            return false;
        }
        boolean escaped = branch.startsWith("\\") && branch.length() > 1 && !Character.isLetter(branch.charAt(1));
        int next = escaped ? 2 : 1;
        boolean literal = escaped || ".[(\\^$".indexOf(branch.charAt(0)) < 0;
        return literal && (next >= branch.length() || "+*?{".indexOf(branch.charAt(next)) < 0);
    }

    private static boolean isUnbounded(String regex, int at) {
        char sign = regex.charAt(at);
        return sign == '*' || sign == '+' || sign == '{' && regex.substring(at).matches("(?s)\\{\\d+,}.*");
    }

    private static int opening(String regex, int close) {
        int depth = 0;
        for (int i = close; i >= 0; i--) {
            if (!isEscaped(regex, i)) {
                if (regex.charAt(i) == ')') {
                    depth++;
                } else if (regex.charAt(i) == '(' && --depth == 0) {
                    return i;
                }
            }
        }
        return 0;
    }

    private static boolean isEscaped(String text, int at) {
        int slashes = 0;
        while (at - 1 - slashes >= 0 && text.charAt(at - 1 - slashes) == '\\') {
            slashes++;
        }
        return slashes % 2 == 1;
    }
}
