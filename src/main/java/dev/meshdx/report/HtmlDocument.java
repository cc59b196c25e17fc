package dev.meshdx.report;

import dev.meshdx.diagnosis.Report;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The frame of every page: one file that loads nothing. Style and script stand in it, and its security policy admits these two by
 * their digests and nothing else.
 */
public final class HtmlDocument {

    private final String style;
    private final String script;

    /**
     * A frame with the common look.
     *
     * @param style what the page adds to it
     * @param script what the page adds to copying and printing
     */
    public HtmlDocument(String style, String script) {
        this.style = resource(HtmlDocument.class, "page.css") + style;
        this.script = resource(HtmlDocument.class, "page.js") + script;
    }

    /**
     * What stands on top.
     *
     * @param kind what kind of page it is
     * @param style style of the headline
     * @param headline the result in one sentence, also the title
     * @param facts names and values
     * @param sections ids of the headings to jump to, and what they are called
     */
    public record Heading(
            String kind, String style, String headline, Map<String, String> facts, Map<String, String> sections) {}

    /** Writes the page around that content. */
    public void write(Html html, Heading heading, Report.Tool tool, Html.Content content) throws IOException {
        html.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        html.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '"
                + digest(style) + "'; script-src '" + digest(script) + "'; base-uri 'none'; form-action 'none'\">\n");
        html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
        html.text(heading.headline()).raw("</title>\n<style>").raw(style).raw("</style>\n</head>\n<body>\n");
        header(html, heading);
        html.raw("<main>\n");
        content.write();
        html.raw("</main>\n<footer>meshdx ").text(tool.version());
        for (Report.Pack pack : tool.packs()) {
            html.text(", pack " + pack.name() + " " + pack.version());
        }
        html.raw(". Judged at the time of the capture, from the files of the capture only.</footer>\n");
        html.raw("<script>").raw(script).raw("</script>\n</body>\n</html>\n");
    }

    private static void header(Html html, Heading heading) throws IOException {
        html.raw("<header>\n<div class=\"top\">").element("span", heading.kind());
        html.raw("<fieldset><legend>Colours</legend>");
        for (String theme : List.of("auto", "light", "dark")) {
            html.raw("<label><input type=\"radio\" name=\"theme\" id=\"theme-" + theme + "\""
                    + (theme.equals("auto") ? " checked" : "") + "> " + theme + "</label>");
        }
        html.raw("</fieldset></div>\n");
        html.element("h1", heading.style(), heading.headline());
        html.raw("<dl class=\"facts\">");
        for (Map.Entry<String, String> fact : heading.facts().entrySet()) {
            html.raw("<div>").element("dt", fact.getKey()).element("dd", fact.getValue());
            html.raw("</div>");
        }
        html.raw("</dl>\n<nav aria-label=\"Sections\"><ul>");
        for (Map.Entry<String, String> section : heading.sections().entrySet()) {
            html.raw("<li><a href=\"#" + section.getKey() + "\">" + section.getValue() + "</a></li>");
        }
        html.raw("</ul></nav>\n<p id=\"status\" role=\"status\" class=\"dim\"></p>\n</header>\n");
    }

    /** The text of a file beside a class. */
    public static String resource(Class<?> beside, String name) {
        try (InputStream in = Objects.requireNonNull(beside.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
