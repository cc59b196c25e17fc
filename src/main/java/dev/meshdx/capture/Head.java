package dev.meshdx.capture;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.regex.Pattern;

/** The beginning of a file, by which readers recognise its format. */
record Head(String path, String text) {

    /** Bytes of a file that readers may look at before one of them takes it. */
    static final int LIMIT = 64 * 1024;

    private static final int LOG_LINES = 5;
    private static final Pattern LOG_LINE =
            Pattern.compile("^(\\[?\\d{4}[-/]\\d{2}[-/]\\d{2}[T ]|\\[ *\\d+\\.\\d+s]|time=\"|[IWEF]\\d{4} \\d{2}:)");

    /** Whether the first character that is not white space opens a JSON object or array. */
    boolean isJson() {
        return firstCharacter() == '{' || firstCharacter() == '[';
    }

    /** The first character that is not white space, 0 when there is none. */
    char firstCharacter() {
        for (int i = 0; i < text.length(); i++) {
            if (!Character.isWhitespace(text.charAt(i))) {
                return text.charAt(i);
            }
        }
        return 0;
    }

    /** The first lines, without their ends; the last one may be cut. */
    List<String> lines(int limit) {
        return text.lines().limit(limit).toList();
    }

    /** Whether one of the first lines begins as lines of logs do: with a time, or as a klog or logfmt line. */
    boolean beginsLikeALog() {
        return lines(LOG_LINES).stream().anyMatch(line -> LOG_LINE.matcher(line).find());
    }

    /** The next bytes of a stream that supports marks, which still stands before them afterwards. */
    static byte[] peek(InputStream in, int bytes) throws IOException {
        in.mark(bytes + 1);
        try {
            return in.readNBytes(bytes);
        } finally {
            in.reset();
        }
    }

    boolean contains(String literal) {
        return text.contains(literal);
    }
}
