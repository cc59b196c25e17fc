package dev.meshdx.report;

/**
 * A piece of text in one ink. Whatever text it is given, it can't steer the terminal: control characters are gone.
 *
 * @param text clean text without line breaks
 * @param ink how it stands out
 */
record Span(String text, Ink ink) {

    Span {
        text = Terminal.clean(text);
    }

    static Span of(String text) {
        return new Span(text, Ink.PLAIN);
    }

    static Span bold(String text) {
        return new Span(text, Ink.BOLD);
    }

    static Span dim(String text) {
        return new Span(text, Ink.DIM);
    }

    /** The same, with spaces behind up to that many columns. */
    Span padded(int columns) {
        return new Span(text + " ".repeat(Math.max(0, columns - columns())), ink);
    }

    int columns() {
        return Terminal.columns(text);
    }
}
