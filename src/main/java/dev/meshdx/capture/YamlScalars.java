package dev.meshdx.capture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Scalars of block YAML: where they end, and their text when they need more than copying. */
final class YamlScalars {

    private final YamlLines lines;
    private int colon;

    YamlScalars(YamlLines lines) {
        this.lines = lines;
    }

    /** Where the colon after the last key stands. */
    int colon() {
        return colon;
    }

    /** End of the key that starts here, -1 when the text is not a key. */
    int keyEnd(int at, int end) throws IOException {
        byte[] bytes = lines.bytes();
        byte first = bytes[at];
        if (first == '"' || first == '\'') {
            return quotedKeyEnd(at, end, first);
        }
        refuseIndicators(first, at, end);
        for (int i = at; i < end; i++) {
            if (bytes[i] == ':' && (i + 1 == end || bytes[i + 1] == ' ' || bytes[i + 1] == '\t')) {
                colon = i;
                return i;
            }
            if (bytes[i] == '#' && i > at && bytes[i - 1] == ' ') {
                return -1;
            }
        }
        return -1;
    }

    /** Text of a key that {@link #keyEnd} found. */
    String key(YamlKeys keys, int at, int keyEnd) throws IOException {
        byte first = lines.bytes()[at];
        if (first == '"' || first == '\'') {
            return unquoted(new String(lines.bytes(), at + 1, keyEnd - at - 2, StandardCharsets.UTF_8), first);
        }
        int stop = keyEnd;
        while (stop > at && lines.bytes()[stop - 1] == ' ') {
            stop--;
        }
        return keys.of(lines.bytes(), at, stop);
    }

    /** End of a plain scalar on this line, before a comment and white space. */
    int plainEnd(int at, int end) throws IOException {
        byte[] bytes = lines.bytes();
        int stop = end;
        for (int i = at; i < end; i++) {
            byte here = bytes[i];
            if (here == ':' && (i + 1 == end || bytes[i + 1] == ' ')) {
                throw unknown("a colon inside a plain scalar");
            }
            if (here == '\t' || here < ' ' && here >= 0) {
                throw unknown("control character in a plain scalar");
            }
            if (here == '#' && i > at && bytes[i - 1] == ' ') {
                stop = i;
                break;
            }
        }
        while (stop > at && bytes[stop - 1] == ' ') {
            stop--;
        }
        return stop;
    }

    /** Whether the next lines belong to a plain scalar whose parent stands at that indentation. */
    boolean continues(int parent) {
        return lines.hasNext() && !isBlank(lines.nextStart(), lines.nextEnd()) && nextIndent() > parent;
    }

    /** A plain scalar over several lines: line ends become spaces. */
    String folded(int at, int stop, int parent) throws IOException {
        StringBuilder text = new StringBuilder(text(at, stop));
        while (continues(parent)) {
            lines.advance();
            int from = skip(lines.start(), lines.end());
            byte first = lines.bytes()[from];
            if (first == '#') {
                throw unknown("comment inside a scalar");
            }
            text.append(' ').append(text(from, plainEnd(from, lines.end())));
        }
        if (lines.hasNext() && isBlank(lines.nextStart(), lines.nextEnd())) {
            throw unknown("empty line after a folded scalar");
        }
        return text.toString();
    }

    /** A quoted scalar, over one or several lines. */
    String quoted(int at, int end, byte quote) throws IOException {
        int close = closing(at + 1, end, quote);
        if (close >= 0) {
            refuseRest(close + 1, end);
            return unquoted(text(at + 1, close), quote);
        }
        StringBuilder raw = new StringBuilder(strippedEnd(text(at + 1, end), quote));
        int emptyLines = 0;
        while (lines.advance()) {
            int from = skip(lines.start(), lines.end());
            if (from == lines.end()) {
                emptyLines++;
                continue;
            }
            joint(raw, emptyLines, quote);
            emptyLines = 0;
            close = closing(from, lines.end(), quote);
            if (close >= 0) {
                refuseRest(close + 1, lines.end());
                return unquoted(raw.append(text(from, close)).toString(), quote);
            }
            raw.append(strippedEnd(text(from, lines.end()), quote));
        }
        throw new IOException("the file ends inside a quoted text");
    }

    /** A literal block: its lines as they are, less their common indentation. */
    String literal(int at, int end, int parent) throws IOException {
        int header = at + 1;
        char chomping = ' ';
        int indent = -1;
        byte[] bytes = lines.bytes();
        while (header < end && bytes[header] != ' ') {
            char here = (char) bytes[header++];
            if (here == '-' || here == '+') {
                chomping = here;
            } else if (here >= '1' && here <= '9') {
                indent = Math.max(parent, 0) + here - '0';
            } else {
                throw unknown("block header");
            }
        }
        refuseRest(header, end);
        return chomped(block(parent, indent), chomping);
    }

    private StringBuilder block(int parent, int givenIndent) throws IOException {
        StringBuilder text = new StringBuilder();
        int indent = givenIndent;
        while (lines.hasNext()) {
            int from = lines.nextStart();
            int to = lines.nextEnd();
            boolean blank = isBlank(from, to);
            int here = nextIndent();
            if (!blank && (here <= parent || indent >= 0 && here < indent)) {
                break;
            }
            if (!blank && indent < 0) {
                indent = here;
            }
            if (blank && indent < 0 && to > from) {
                throw unknown("spaces before the first line of a block");
            }
            lines.advance();
            int content = Math.min(lines.start() + Math.max(indent, 0), lines.end());
            text.append(text(content, lines.end())).append('\n');
            if (text.length() > CaptureLimits.VALUE_BYTES) {
                throw LimitException.of("VALUE_BYTES", CaptureLimits.VALUE_BYTES);
            }
        }
        return text;
    }

    private static String chomped(StringBuilder text, char chomping) {
        if (chomping == '+') {
            return text.toString();
        }
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '\n') {
            end--;
        }
        boolean keepsOne = chomping == ' ' && end > 0;
        return text.substring(0, keepsOne ? end + 1 : end);
    }

    /** Line ends inside quotes fold to a space, empty lines to line feeds; a backslash at the end joins. */
    private static void joint(StringBuilder raw, int emptyLines, byte quote) {
        int length = raw.length();
        if (emptyLines > 0) {
            raw.append(quote == '"' ? "\\n".repeat(emptyLines) : "\n".repeat(emptyLines));
        } else if (quote == '"' && oddBackslashes(raw, length)) {
            raw.setLength(length - 1);
        } else {
            raw.append(' ');
        }
    }

    private static boolean oddBackslashes(CharSequence text, int end) {
        int count = 0;
        while (count < end && text.charAt(end - 1 - count) == '\\') {
            count++;
        }
        return count % 2 == 1;
    }

    private static String strippedEnd(String text, byte quote) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == ' ') {
            end--;
        }
        boolean escapedSpace = quote == '"' && end < text.length() && oddBackslashes(text, end);
        return text.substring(0, escapedSpace ? end + 1 : end);
    }

    private static String unquoted(String raw, byte quote) throws IOException {
        return quote == '\'' ? raw.replace("''", "'") : YamlEscapes.decoded(raw);
    }

    private int quotedKeyEnd(int at, int end, byte quote) {
        int close = closing(at + 1, end, quote);
        if (close < 0) {
            return -1;
        }
        int after = skip(close + 1, end);
        byte[] bytes = lines.bytes();
        if (after >= end || bytes[after] != ':' || after + 1 < end && bytes[after + 1] != ' ') {
            return -1;
        }
        colon = after;
        return close + 1;
    }

    private int closing(int at, int end, byte quote) {
        byte[] bytes = lines.bytes();
        for (int i = at; i < end; i++) {
            if (bytes[i] == '\\' && quote == '"') {
                i++;
            } else if (bytes[i] == quote) {
                if (quote != '\'' || i + 1 >= end || bytes[i + 1] != '\'') {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }

    private void refuseIndicators(byte first, int at, int end) throws IOException {
        boolean alone = at + 1 == end || lines.bytes()[at + 1] == ' ';
        if ("&*!@`%>,]}".indexOf(first) >= 0 || alone && (first == '?' || first == ':')) {
            throw unknown("indicator " + (char) first);
        }
        if ((first == '{' || first == '[') && at + 1 < end && lines.bytes()[at + 1] != (first == '{' ? '}' : ']')) {
            throw unknown("flow collection");
        }
    }

    private void refuseRest(int at, int end) throws IOException {
        int rest = skip(at, end);
        if (rest < end && (lines.bytes()[rest] != '#' || rest == at)) {
            throw unknown("text after the end of a value");
        }
    }

    private int skip(int at, int end) {
        byte[] bytes = lines.bytes();
        int here = at;
        while (here < end && (bytes[here] == ' ' || bytes[here] == '\t')) {
            here++;
        }
        return here;
    }

    private boolean isBlank(int from, int to) {
        return skip(from, to) == to;
    }

    private int nextIndent() {
        byte[] bytes = lines.bytes();
        int at = lines.nextStart();
        while (at < lines.nextEnd() && bytes[at] == ' ') {
            at++;
        }
        return at - lines.nextStart();
    }

    private String text(int from, int to) {
        return new String(lines.bytes(), from, to - from, StandardCharsets.UTF_8);
    }

    private UnknownYamlException unknown(String what) {
        return new UnknownYamlException(lines.number(), what);
    }
}
