package dev.meshdx.rules;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says where and why a rule file cannot be parsed. The parser names the place where it gave up; what people did wrong often
 * stands before it.
 */
final class SyntaxError {

    private static final Pattern MESSAGE = Pattern.compile("(?s)(?:\\[ERR \\d+] )?Line (\\d+):(\\d+) (.*)");
    private static final List<String> KEYWORDS = List.of("package", "import", "rule", "when", "then", "end");
    private static final String TYPOGRAPHIC = "\u201c\u201d\u2018\u2019\u2013\u2014\u00a0\u00ab\u00bb";

    private final String text;
    private final String message;

    SyntaxError(String text, String message) {
        this.text = text;
        this.message = message.lines().findFirst().orElse("");
    }

    Mistake mistake() {
        int quote = openQuote();
        if (quote >= 0) {
            return at(Place.of(text, quote), "this quote is not closed in its line", "close it with \"");
        }
        Matcher matcher = MESSAGE.matcher(message);
        if (!matcher.matches()) {
            return at(Place.START, "cannot be parsed: " + message, "");
        }
        Place place = new Place(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)) + 1);
        int offset = place.in(text);
        if (offset >= text.strip().length()) {
            return at(place, "the file ends in the middle of a rule", "close the last rule with end");
        }
        int letter = typographic(place.line());
        if (letter >= 0) {
            return at(
                    Place.of(text, letter),
                    "'" + text.charAt(letter) + "' is a character of word processors, no part of DRL",
                    "write plain quotes, hyphens and spaces");
        }
        String word = wordAt(offset);
        return at(place, "'" + word + "' does not fit here" + meant(word), fix(word));
    }

    private static Mistake at(Place place, String what, String fix) {
        return new Mistake(Fault.SYNTAX, place, what, fix);
    }

    private static String meant(String word) {
        return KEYWORDS.contains(word) ? "" : Closest.hint(word.toLowerCase(Locale.ROOT), KEYWORDS);
    }

    private static String fix(String word) {
        return switch (word) {
            case "=" -> "write == to compare";
            case "then" -> "close the parentheses of the patterns before it";
            case "@" -> "leave annotations out; what they say belongs into the entry";
            case "rule" -> "close the rule before it with end";
            default -> "";
        };
    }

    private String wordAt(int offset) {
        Matcher word = Pattern.compile("\\w+|.").matcher(text);
        return word.find(offset) ? word.group() : "";
    }

    /** Offset of a quote that its line does not close, -1 when every line closes its quotes. */
    private int openQuote() {
        int start = 0;
        for (String line : text.split("\n", -1)) {
            int open = -1;
            for (int i = 0; i < line.length(); i++) {
                char letter = line.charAt(i);
                if (open < 0 && line.startsWith("//", i)) {
                    break;
                }
                if (letter == '\\') {
                    i++;
                } else if (letter == '"') {
                    open = open < 0 ? i : -1;
                }
            }
            if (open >= 0) {
                return start + open;
            }
            start += line.length() + 1;
        }
        return -1;
    }

    private int typographic(int line) {
        int start = new Place(line, 1).in(text);
        int end = text.indexOf('\n', start);
        for (int i = start; i < (end < 0 ? text.length() : end); i++) {
            if (TYPOGRAPHIC.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }
}
