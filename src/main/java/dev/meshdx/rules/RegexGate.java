package dev.meshdx.rules;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Says what is wrong with a regular expression: that it is none, or that Java's matcher could need exponential time for it.
 * That is so where a repeated group can split the same text in two ways: it holds a repetition itself, or alternatives that
 * begin alike. A group whose every turn begins with a character of its own, such as {@code (\.[a-z]+)+}, is harmless.
 */
final class RegexGate {

    private static final int MAX_LENGTH = 2_000;

    /** A group may be repeated that often, whatever is in it. */
    private static final int HARMLESS_REPEATS = 2;

    /** Characters that are told apart when two parts are compared. */
    private static final int ALPHABET = 256;

    private static final Pattern QUANTIFIER = Pattern.compile("(?:[*+?]|\\{(\\d+)(,?)(\\d*)})[+?]?");
    private static final Pattern GROUP_HEAD = Pattern.compile("\\?(?:<[A-Za-z]\\w*>|[a-zA-Z-]*:|[=!>]|<[=!])");
    private static final Pattern FLAGS = Pattern.compile("\\(\\?[a-zA-Z-]+\\)");

    private final String regex;
    private final Deque<Group> open = new ArrayDeque<>();
    private int at;
    private String problem = "";

    private RegexGate(String regex) {
        this.regex = regex;
    }

    /** What is wrong, empty when nothing is. */
    static String problem(String regex) {
        if (regex.length() > MAX_LENGTH) {
            return "is a regular expression of more than " + MAX_LENGTH + " characters";
        }
        try {
            Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            return "is no regular expression: " + e.getDescription();
        }
        RegexGate gate = new RegexGate(regex);
        gate.scan();
        return gate.problem;
    }

    /** One alternative of a group: its first part, all parts, and whether any of them is repeated a varying number of times. */
    private static final class Alternative {
        final List<String> parts = new ArrayList<>();
        boolean varies;
        boolean begins = true;
    }

    private static final class Group {
        final int start;
        final List<Alternative> alternatives = new ArrayList<>(List.of(new Alternative()));

        Group(int start) {
            this.start = start;
        }

        Alternative last() {
            return alternatives.get(alternatives.size() - 1);
        }
    }

    private void scan() {
        open.push(new Group(0));
        while (at < regex.length() && problem.isEmpty()) {
            char c = regex.charAt(at);
            if (c == '(' && flags()) {
                continue;
            }
            if (c == '(') {
                open.push(new Group(at++));
                Matcher head = GROUP_HEAD.matcher(regex).region(at, regex.length());
                at = head.lookingAt() ? head.end() : at;
            } else if (c == ')' && open.size() > 1) {
                at++;
                close(open.pop());
            } else if (c == '|') {
                at++;
                open.element().alternatives.add(new Alternative());
            } else {
                part(atom());
            }
        }
    }

    private boolean flags() {
        Matcher flags = FLAGS.matcher(regex).region(at, regex.length());
        if (flags.lookingAt()) {
            at = flags.end();
            return true;
        }
        return false;
    }

    private String atom() {
        int start = at;
        if (regex.startsWith("\\Q", at)) {
            int end = regex.indexOf("\\E", at);
            at = end < 0 ? regex.length() : end + 2;
        } else if (regex.charAt(at) == '\\') {
            at = Math.min(at + 2, regex.length());
            char kind = regex.charAt(at - 1);
            if ((kind == 'k' || kind == 'p' || kind == 'P') && at < regex.length()) {
                int end = regex.indexOf(kind == 'k' ? '>' : '}', at);
                at = end < 0 ? at : end + 1;
            }
        } else if (regex.charAt(at) == '[') {
            bracket();
        } else {
            at++;
        }
        return regex.substring(start, at);
    }

    private void bracket() {
        int depth = 0;
        do {
            char c = regex.charAt(at);
            if (c == '\\') {
                at++;
            } else if (c == '[') {
                depth++;
            } else if (c == ']') {
                depth--;
            }
            at++;
        } while (depth > 0 && at < regex.length());
    }

    private void part(String atom) {
        Alternative alternative = open.element().last();
        int[] times = quantifier();
        boolean varies = times[0] != times[1];
        if (alternative.parts.isEmpty() && varies) {
            alternative.begins = false;
        }
        alternative.varies |= varies;
        alternative.parts.add(atom);
    }

    /** Least and greatest number of times that what stands before is matched. */
    private int[] quantifier() {
        Matcher quantifier = QUANTIFIER.matcher(regex).region(at, regex.length());
        if (!quantifier.lookingAt()) {
            return new int[] {1, 1};
        }
        at = quantifier.end();
        String text = quantifier.group();
        if (text.charAt(0) == '{') {
            int least = Integer.parseInt(quantifier.group(1));
            boolean open = !String.valueOf(quantifier.group(2)).isEmpty();
            String most = String.valueOf(quantifier.group(3));
            return new int[] {least, !open ? least : most.isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(most)};
        }
        return new int[] {text.charAt(0) == '+' ? 1 : 0, text.charAt(0) == '?' ? 1 : Integer.MAX_VALUE};
    }

    private void close(Group group) {
        int end = at;
        int[] times = quantifier();
        boolean varies = times[0] != times[1];
        boolean inside = group.alternatives.stream().anyMatch(alternative -> alternative.varies);
        if (times[1] > HARMLESS_REPEATS && (varies || inside) && !turnsAreDistinct(group)) {
            problem = "repeats the group " + regex.substring(group.start, end)
                    + ", which can match the same text in several ways, so that a match may never end;"
                    + " begin each turn with a character that the rest of the group does not match";
        }
        Alternative outer = open.element().last();
        for (Alternative inner : group.alternatives) {
            outer.varies |= inner.varies;
            outer.begins &= !outer.parts.isEmpty() || inner.begins && !varies;
            outer.parts.addAll(inner.parts);
        }
        outer.varies |= varies;
    }

    private static boolean turnsAreDistinct(Group group) {
        BitSet seen = new BitSet();
        for (Alternative alternative : group.alternatives) {
            if (alternative.parts.isEmpty() || !alternative.begins) {
                return false;
            }
            BitSet first = characters(alternative.parts.get(0));
            if (group.alternatives.size() > 1 && first.intersects(seen)) {
                return false;
            }
            seen.or(first);
            boolean again = alternative.parts.stream()
                    .skip(1)
                    .anyMatch(part -> characters(part).intersects(first));
            if (alternative.varies && (again || alternative.parts.size() == 1)) {
                return false;
            }
        }
        return true;
    }

    /** Which characters a part of one character can match; all of them when it is no such part. */
    private static BitSet characters(String part) {
        BitSet characters = new BitSet(ALPHABET);
        try {
            Pattern pattern = Pattern.compile(part, Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
            for (int c = 0; c < ALPHABET; c++) {
                characters.set(c, pattern.matcher(String.valueOf((char) c)).matches());
            }
        } catch (PatternSyntaxException e) {
            characters.set(0, ALPHABET);
        }
        return characters;
    }
}
