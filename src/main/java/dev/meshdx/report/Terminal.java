package dev.meshdx.report;

import java.util.regex.Pattern;

/**
 * Text as a terminal shows it. Names and log lines of a capture are untrusted: none of them may move the cursor, change
 * colours or reverse the reading direction.
 */
public final class Terminal {

    /** Control sequences (ECMA-48 CSI) and operating system commands (OSC), whole, so that no debris stays readable. */
    private static final Pattern SEQUENCE = Pattern.compile("(?:\u001B\\[|\u009B)[0-?]*[ -/]*[@-~]"
            + "|(?:\u001B]|\u009D)[^\u0007\u001B\u009C]*(?:\u0007|\u001B\\\\|\u009C)?");

    private Terminal() {}

    /**
     * Strips escape sequences, C0, C1, bidirectional and other invisible format characters; line breaks and tabs become
     * spaces, lone surrogates the replacement character.
     */
    public static String clean(String text) {
        if (text.chars().allMatch(c -> c >= ' ' && c < 0x7F)) {
            return text;
        }
        var clean = new StringBuilder(text.length());
        SEQUENCE.matcher(text).replaceAll("").codePoints().forEach(point -> {
            if (point == '\n' || point == '\t' || point == 0x2028 || point == 0x2029) {
                clean.append(' ');
            } else if (Character.getType(point) == Character.SURROGATE) {
                clean.append('\uFFFD');
            } else if (!Character.isISOControl(point) && Character.getType(point) != Character.FORMAT) {
                clean.appendCodePoint(point);
            }
        });
        return clean.toString();
    }

    /** How many columns the text takes. */
    static int columns(String text) {
        return text.codePoints().map(Terminal::columns).sum();
    }

    /** The text, or its beginning and the mark when it is wider than that. */
    public static String clip(String text, int width, String mark) {
        if (columns(text) <= width) {
            return text;
        }
        String end = columns(mark) <= width ? mark : "";
        return text.substring(0, fitting(text, width - columns(end))) + end;
    }

    /** The text, or the mark and its end when it is wider than that: the end of a path tells most. */
    public static String clipLeft(String text, int width, String mark) {
        int start = 0;
        while (columns(text.substring(start)) > width - (start == 0 ? 0 : columns(mark))) {
            start = text.offsetByCodePoints(start, 1);
        }
        return start == 0 ? text : mark + text.substring(start);
    }

    /** How many chars of the beginning fit in that many columns. */
    static int fitting(String text, int width) {
        int used = 0;
        int end = 0;
        while (end < text.length()) {
            int point = text.codePointAt(end);
            used += columns(point);
            if (used > width) {
                return end;
            }
            end += Character.charCount(point);
        }
        return end;
    }

    private static int columns(int point) {
        if (point < 0x300) {
            return 1;
        }
        int type = Character.getType(point);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        return isWide(point) ? 2 : 1;
    }

    /** East Asian wide characters and emoji, in the coarse ranges of Unicode's EastAsianWidth. */
    private static boolean isWide(int point) {
        return point >= 0x1100 && point <= 0x115F
                || point >= 0x2E80 && point <= 0xA4CF
                || point >= 0xAC00 && point <= 0xD7A3
                || point >= 0xF900 && point <= 0xFAFF
                || point >= 0xFE30 && point <= 0xFE6F
                || point >= 0xFF00 && point <= 0xFF60
                || point >= 0xFFE0 && point <= 0xFFE6
                || point >= 0x1F300 && point <= 0x1F64F
                || point >= 0x1F900 && point <= 0x1F9FF
                || point >= 0x20000 && point <= 0x3FFFD;
    }
}
