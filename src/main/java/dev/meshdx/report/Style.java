package dev.meshdx.report;

/**
 * How a report looks on a terminal. Formats for programs ignore it.
 *
 * @param width columns of the terminal, at least {@value #MIN_WIDTH}
 * @param colour whether ANSI colours are written
 * @param details whether everything is shown instead of what fits on a screen
 * @param unicode whether marks and tree lines beyond ASCII are written
 */
public record Style(int width, boolean colour, boolean details, boolean unicode) {

    /** Narrower terminals get lines of this width, which the terminal then breaks itself. */
    public static final int MIN_WIDTH = 40;

    public Style {
        width = Math.max(MIN_WIDTH, width);
    }

    /** Without colour or details, with Unicode marks. */
    public static Style plain(int width) {
        return new Style(width, false, false, true);
    }
}
