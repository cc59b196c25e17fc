package dev.meshdx.report;

import java.util.regex.Pattern;

/** Text and code of a capture as Markdown (CommonMark with GitHub's tables) that shows it and obeys nothing in it. */
final class Markdown {

    /** All that can open a span, a link, a table cell, an entity or an address that readers link by themselves. */
    private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_\\[\\]<>#|~&!$]|(?<=https?|ftp):|(?<=www)\\.");

    /** A mention would page somebody; a comment after the sign shows as nothing and breaks it. */
    private static final String MENTION = "@<!-- -->";

    private Markdown() {}

    /** Inline text on one line. */
    static String text(String text) {
        return SPECIAL.matcher(Terminal.clean(text)).replaceAll("\\\\$0").replace("@", MENTION);
    }

    /** A code span; for places in tables, too, where a bar would end the cell. */
    static String code(String text) {
        String clean = Terminal.clean(text).replace("|", "\u00A6");
        String fence = fence(clean, 1);
        boolean pad = clean.startsWith("`") || clean.endsWith("`") || clean.isBlank();
        return pad ? fence + " " + clean + " " + fence : fence + clean + fence;
    }

    /** A fenced block that ends with a newline. */
    static String block(String text, String language, String indent) {
        String fence = fence(text, 3);
        var block = new StringBuilder(indent).append(fence).append(language).append('\n');
        text.lines()
                .forEach(line ->
                        block.append(indent).append(Terminal.clean(line)).append('\n'));
        return block.append(indent).append(fence).append('\n').toString();
    }

    /** Longer than every run of backticks in the text. */
    private static String fence(String text, int least) {
        int longest = least - 1;
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            run = text.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return "`".repeat(longest + 1);
    }
}
