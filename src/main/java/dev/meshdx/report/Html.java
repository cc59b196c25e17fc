package dev.meshdx.report;

import java.io.IOException;

/** Writes HTML. Whatever comes from a capture goes through {@link #text} or {@link #attribute}. */
public final class Html {

    private final Appendable out;

    /** Writes to the given text. */
    public Html(Appendable out) {
        this.out = out;
    }

    /** Writes the content of an element. */
    @FunctionalInterface
    public interface Content {
        /** Writes it. */
        void write() throws IOException;
    }

    /** Markup of our own. */
    public Html raw(String markup) throws IOException {
        out.append(markup);
        return this;
    }

    /** Text, escaped. */
    public Html text(String text) throws IOException {
        out.append(escaped(Terminal.clean(text)));
        return this;
    }

    /** {@code <tag>text</tag>}. */
    public Html element(String tag, String text) throws IOException {
        return open(tag, "").text(text).close(tag);
    }

    /** {@code <tag class="style">text</tag>}. */
    public Html element(String tag, String style, String text) throws IOException {
        return open(tag, style).text(text).close(tag);
    }

    /** {@code <tag class="style">}, the content, {@code </tag>}. */
    public Html element(String tag, String style, Content content) throws IOException {
        open(tag, style);
        content.write();
        return close(tag);
    }

    /** A word in a box, whose colour says what it means. */
    public Html badge(String word) throws IOException {
        return element("span", "badge " + word, word).raw(" ");
    }

    /** A table in a box that scrolls sideways by keyboard, too. A column that begins with # holds numbers. */
    public Html table(String caption, String[] columns, Content rows) throws IOException {
        raw("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"" + attribute(caption) + "\"><table>");
        element("caption", caption).raw("<thead><tr>");
        for (String column : columns) {
            boolean number = column.startsWith("#");
            raw(number ? "<th scope=\"col\" class=\"number\">" : "<th scope=\"col\">");
            text(number ? column.substring(1) : column).raw("</th>");
        }
        raw("</tr></thead><tbody>\n");
        rows.write();
        return raw("</tbody></table></div>\n");
    }

    /** A command with a button that the script shows; nothing for a step by hand. */
    public Html command(String run) throws IOException {
        if (run.isEmpty()) {
            return this;
        }
        raw("<div class=\"command\"><pre><code>");
        String separator = "";
        for (String line : run.lines().toList()) {
            raw(separator).text(line);
            separator = "\n";
        }
        return raw("</code></pre><button type=\"button\" hidden>Copy</button></div>");
    }

    private Html open(String tag, String style) throws IOException {
        return raw(style.isEmpty() ? "<" + tag + ">" : "<" + tag + " class=\"" + attribute(style) + "\">");
    }

    private Html close(String tag) throws IOException {
        return raw("</" + tag + ">");
    }

    /** A text as the value of an attribute in double quotes. */
    public static String attribute(String text) {
        return escaped(Terminal.clean(text));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
