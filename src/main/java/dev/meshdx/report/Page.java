package dev.meshdx.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Lines of text for a terminal. Prose is wrapped between words, rows of a table are clipped, commands are left as they are.
 * A label waits for the next line and stands in its margin.
 */
final class Page {

    /** Prose in longer lines is hard to read, however wide the terminal is. */
    private static final int MAX_PROSE = 120;

    private final Style style;
    private final Appendable out;
    private final Glyphs glyphs;
    private String label = "";
    private int labelIndent;

    Page(Style style, Appendable out) {
        this.style = style;
        this.out = out;
        this.glyphs = style.unicode() ? Glyphs.UNICODE : Glyphs.ASCII;
    }

    Style style() {
        return style;
    }

    Glyphs glyphs() {
        return glyphs;
    }

    /** Columns that prose may take. */
    int proseWidth() {
        return Math.min(style.width(), MAX_PROSE);
    }

    void blank() throws IOException {
        out.append('\n');
    }

    /** A bold line of its own after an empty one. */
    void heading(String text) throws IOException {
        blank();
        flow(0, Span.bold(text));
    }

    /** Puts a label into the margin of the next line. */
    void label(int indent, String text) {
        label = text;
        labelIndent = indent;
    }

    /** One line; what does not fit is clipped. */
    void row(int indent, Span... spans) throws IOException {
        int left = style.width() - indent;
        var fitting = new ArrayList<Span>();
        for (Span span : spans) {
            fitting.add(
                    new Span(Terminal.clip(span.text(), Math.max(0, left), left > 0 ? glyphs.more : ""), span.ink()));
            left -= span.columns();
        }
        emit(indent, fitting);
    }

    /** One line, however long, for what is copied or read by programs. */
    void verbatim(int indent, Span... spans) throws IOException {
        emit(indent, List.of(spans));
    }

    /** Prose, wrapped between words. */
    void flow(int indent, Span... spans) throws IOException {
        for (List<Span> line : wrap(proseWidth() - indent, List.of(spans))) {
            emit(indent, line);
        }
    }

    /** Prose behind a mark; its further lines are aligned with the first word. */
    void hanging(int indent, Span mark, Span... spans) throws IOException {
        int start = indent + mark.columns();
        Span lead = mark;
        for (List<Span> line : wrap(proseWidth() - start, List.of(spans))) {
            var whole = new ArrayList<Span>(List.of(lead));
            whole.addAll(line);
            emit(indent, whole);
            lead = Span.of(" ".repeat(mark.columns()));
        }
    }

    /** Short phrases with separators between; a phrase is not broken as long as it fits on a line. */
    void phrases(int indent, List<Span> phrases) throws IOException {
        var line = new ArrayList<Span>();
        int used = indent;
        for (Span phrase : phrases) {
            if (!line.isEmpty() && used + 3 + phrase.columns() > proseWidth()) {
                flow(indent, line.toArray(Span[]::new));
                line.clear();
                used = indent;
            }
            if (!line.isEmpty()) {
                line.add(Span.dim(glyphs.separator));
                used += 3;
            }
            line.add(phrase);
            used += phrase.columns();
        }
        flow(indent, line.toArray(Span[]::new));
    }

    /** Lines of at most that many columns; words that are wider are broken. */
    private static List<List<Span>> wrap(int columns, List<Span> spans) {
        var lines = new ArrayList<List<Span>>();
        var line = new ArrayList<Span>();
        int used = 0;
        for (Span word : words(columns, spans)) {
            if (used > 0 && used + 1 + word.columns() > columns) {
                lines.add(List.copyOf(line));
                line.clear();
                used = 0;
            }
            if (used > 0) {
                boolean sameInk = line.get(line.size() - 1).ink() == word.ink();
                line.add(new Span(" ", sameInk ? word.ink() : Ink.PLAIN));
                used++;
            }
            line.add(word);
            used += word.columns();
        }
        if (!line.isEmpty()) {
            lines.add(line);
        }
        return lines;
    }

    private static List<Span> words(int columns, List<Span> spans) {
        var words = new ArrayList<Span>();
        for (Span span : spans) {
            for (String word : span.text().strip().split(" +")) {
                String rest = word;
                while (Terminal.columns(rest) > columns) {
                    int end = Terminal.fitting(rest, columns);
                    words.add(new Span(rest.substring(0, end), span.ink()));
                    rest = rest.substring(end);
                }
                if (!rest.isEmpty()) {
                    words.add(new Span(rest, span.ink()));
                }
            }
        }
        return words;
    }

    private void emit(int indent, List<Span> spans) throws IOException {
        var margin = Span.bold(label);
        int start = label.isEmpty() ? 0 : labelIndent + margin.columns();
        var line = new StringBuilder();
        if (!label.isEmpty()) {
            line.append(" ".repeat(labelIndent)).append(painted(Ink.BOLD, margin.text()));
        }
        line.append(" ".repeat(Math.max(0, indent - start)));
        label = "";
        for (int at = 0; at < spans.size(); ) {
            Ink ink = spans.get(at).ink();
            var text = new StringBuilder();
            while (at < spans.size() && spans.get(at).ink() == ink) {
                text.append(spans.get(at++).text());
            }
            line.append(painted(ink, at == spans.size() ? text.toString().stripTrailing() : text.toString()));
        }
        out.append(line.toString().stripTrailing()).append('\n');
    }

    private String painted(Ink ink, String text) {
        return style.colour() && !text.isEmpty() ? ink.paint(text) : text;
    }
}
