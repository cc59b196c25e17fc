package dev.meshdx.capture;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The beginning of a file, by which readers recognise its format. What several of them ask is answered once. One thread only. */
final class Head {

    /** Bytes of a file that readers may look at before one of them takes it. */
    static final int LIMIT = 64 * 1024;

    private static final int LOG_LINES = 5;
    private static final Pattern LOG_LINE =
            Pattern.compile("^(\\[?\\d{4}[-/]\\d{2}[-/]\\d{2}[T ]|\\[ *\\d+\\.\\d+s]|time=\"|[IWEF]\\d{4} \\d{2}:)");

    /** Lines that are kept: more than all but one reader ask for. */
    private static final int KEPT_LINES = 100;

    private final String path;
    private final String text;
    private final char first;
    private @Nullable List<String> firstLines;
    private @Nullable List<String> keys;
    private @Nullable Boolean log;

    /**
     * The beginning of a file.
     *
     * @param path path of the file
     * @param text its first characters
     */
    Head(String path, String text) {
        this.path = path;
        this.text = text;
        this.first = first(text);
    }

    String path() {
        return path;
    }

    String text() {
        return text;
    }

    /** Whether the first character that is not white space opens a JSON object or array. */
    boolean isJson() {
        return first == '{' || first == '[';
    }

    /** The first character that is not white space, 0 when there is none. */
    char firstCharacter() {
        return first;
    }

    private static char first(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!Character.isWhitespace(text.charAt(i))) {
                return text.charAt(i);
            }
        }
        return 0;
    }

    /** The first lines, without their ends; the last one may be cut. */
    List<String> lines(int limit) {
        if (limit > KEPT_LINES) {
            return text.lines().limit(limit).toList();
        }
        List<String> known = firstLines;
        if (known == null) {
            known = text.lines().limit(KEPT_LINES).toList();
            firstLines = known;
        }
        return known.subList(0, Math.min(limit, known.size()));
    }

    /** The first keys of the JSON object, or of the first object in the JSON array; see {@link EnvoyJson#keys}. */
    List<String> keys() {
        List<String> known = keys;
        if (known == null) {
            known = isJson() ? EnvoyJson.keys(text) : List.of();
            keys = known;
        }
        return known;
    }

    /** Whether one of the first lines begins as lines of logs do: with a time, or as a klog or logfmt line. */
    boolean beginsLikeALog() {
        Boolean known = log;
        if (known == null) {
            known = lines(LOG_LINES).stream()
                    .anyMatch(line -> LOG_LINE.matcher(line).find());
            log = known;
        }
        return known;
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
