package dev.meshdx.rules;

import java.util.Comparator;

/**
 * A place in a text file, as editors count.
 *
 * @param line line, from 1
 * @param column column in UTF-16 units, from 1
 */
public record Place(int line, int column) implements Comparable<Place> {

    /** The first character of a file. */
    public static final Place START = new Place(1, 1);

    private static final Comparator<Place> ORDER =
            Comparator.comparingInt(Place::line).thenComparingInt(Place::column);

    /** The place of a character of a text. */
    public static Place of(String text, int offset) {
        int line = 1;
        int start = 0;
        for (int at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) {
            line++;
            start = at + 1;
        }
        return new Place(line, offset - start + 1);
    }

    /** The place of a character of a text that begins here. */
    public Place plus(String text, int offset) {
        Place within = of(text, offset);
        return within.line == 1 ? new Place(line, column + offset) : new Place(line + within.line - 1, within.column);
    }

    /** The index of this place in its text, the end of the text when it lies behind it. */
    public int in(String text) {
        int start = 0;
        for (int i = 1; i < line; i++) {
            int end = text.indexOf('\n', start);
            if (end < 0) {
                return text.length();
            }
            start = end + 1;
        }
        return Math.min(text.length(), start + column - 1);
    }

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return line + ":" + column;
    }
}
