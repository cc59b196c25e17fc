package dev.meshdx.capture;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The plain block YAML that kubectl and Go tools write, as tokens, several times faster than a general reader. Everything
 * else, such as anchors, tags, flow collections with content and folded blocks, throws {@link UnknownYamlException}; it never
 * guesses. Differential tests hold it equal to {@link SnakeYamlParser}.
 */
final class BlockYamlParser extends YamlTokens {

    private static final int MAX_PENDING = CaptureLimits.NESTING * 2 + 16;

    private final YamlLines lines;
    private final YamlScalars scalars;
    private final YamlKeys keys = new YamlKeys();

    private final int[] indents = new int[CaptureLimits.NESTING + 1];
    private final boolean[] isMap = new boolean[CaptureLimits.NESTING + 1];
    private int depth;

    /** A node was announced by a key, a dash or the start of the document, and has not begun. */
    private boolean open = true;

    private boolean started;
    private final JsonToken[] pending = new JsonToken[MAX_PENDING];
    private final @Nullable String[] texts = new @Nullable String[MAX_PENDING];
    private final int[] from = new int[MAX_PENDING];
    private final int[] to = new int[MAX_PENDING];
    private int head;
    private int tail;
    private boolean ended;

    BlockYamlParser(InputStream in) {
        this(in, 0);
    }

    /** Reads a part of a file that has so many lines above it. */
    BlockYamlParser(InputStream in, int linesAbove) {
        lines = new YamlLines(in, linesAbove);
        scalars = new YamlScalars(lines);
    }

    @Override
    public @Nullable JsonToken nextToken() throws IOException {
        if (++head >= tail) {
            head = 0;
            tail = 0;
            while (tail == 0) {
                if (ended) {
                    _currToken = null;
                    return null;
                }
                readLine();
            }
        }
        _currToken = pending[head];
        return _currToken;
    }

    @Override
    public String getText() {
        String known = texts[head];
        return known != null
                ? known
                : new String(lines.bytes(), from[head], to[head] - from[head], StandardCharsets.UTF_8);
    }

    /** Skips a collection by the indentation of its lines, without looking into them. */
    @Override
    public JsonParser skipChildren() throws IOException {
        if (_currToken != JsonToken.START_OBJECT && _currToken != JsonToken.START_ARRAY) {
            return this;
        }
        int frame = depth - openInQueue();
        if (frame == depth || indents[frame] == 0 && isMap[frame]) {
            return skipTokens();
        }
        while (lines.hasNext() && insideNext(indents[frame], isMap[frame])) {
            lines.advance();
        }
        depth = frame;
        open = false;
        head = 0;
        tail = 0;
        _currToken = isMap[frame] ? JsonToken.END_OBJECT : JsonToken.END_ARRAY;
        return this;
    }

    /** How many collections that began with the present token or after it are still open. */
    private int openInQueue() {
        int count = 0;
        for (int i = head; i < tail; i++) {
            count += pending[i].isStructStart() ? 1 : pending[i].isStructEnd() ? -1 : 0;
        }
        return count;
    }

    private boolean insideNext(int indent, boolean map) {
        byte[] bytes = lines.bytes();
        int at = lines.nextStart();
        int end = lines.nextEnd();
        while (at < end && bytes[at] == ' ') {
            at++;
        }
        int here = at - lines.nextStart();
        return at == end || here > indent || here == indent && (map || isDash(at, end));
    }

    private JsonParser skipTokens() throws IOException {
        int nesting = 1;
        while (nesting > 0) {
            JsonToken token = nextToken();
            if (token == null) {
                throw new IOException("the file ends inside a collection");
            }
            nesting += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        }
        return this;
    }

    @Override
    int line() {
        return lines.number();
    }

    @Override
    public void close() {}

    private void readLine() throws IOException {
        if (!lines.advance()) {
            endDocument();
            ended = true;
            return;
        }
        byte[] bytes = lines.bytes();
        int at = lines.start();
        int end = lines.end();
        while (at < end && bytes[at] == ' ') {
            at++;
        }
        if (at == end || bytes[at] == '#') {
            return;
        }
        if (bytes[at] == '\t') {
            throw unknown("tab in the indentation");
        }
        int indent = at - lines.start();
        if (indent == 0 && marker(bytes, at, end)) {
            return;
        }
        line(at, end, indent);
    }

    /** Document markers and directives. */
    private boolean marker(byte[] bytes, int at, int end) throws IOException {
        if (bytes[at] == '%') {
            throw unknown("directive");
        }
        boolean begins = starts(bytes, at, end, '-');
        if (!begins && !starts(bytes, at, end, '.')) {
            return false;
        }
        int rest = skipSpaces(at + 3, end);
        if (rest < end && bytes[rest] != '#') {
            throw unknown("content beside a document marker");
        }
        endDocument();
        return true;
    }

    private static boolean starts(byte[] bytes, int at, int end, char mark) {
        return end - at >= 3
                && bytes[at] == mark
                && bytes[at + 1] == mark
                && bytes[at + 2] == mark
                && (end - at == 3 || bytes[at + 3] == ' ');
    }

    private void endDocument() {
        if (started && open) {
            add(JsonToken.VALUE_NULL, "");
        }
        while (depth > 0) {
            pop();
        }
        open = true;
        started = false;
    }

    private void line(int at, int end, int indent) throws IOException {
        boolean dash = isDash(at, end);
        closeDeeper(indent, dash);
        if (open) {
            beginNode(at, end, indent, dash);
            return;
        }
        if (depth == 0 || indents[depth - 1] != indent || isMap[depth - 1] == dash) {
            throw unknown("indentation that belongs to nothing");
        }
        if (dash) {
            item(at, end, indent);
        } else {
            entry(at, end, indent, keyEnd(at, end));
        }
    }

    /** Ends what the indentation of the line ends, and gives null to a key or dash without a value. */
    private void closeDeeper(int indent, boolean dash) {
        if (open && depth > 0) {
            int here = indents[depth - 1];
            boolean deeper = indent > here || indent == here && dash && isMap[depth - 1];
            if (deeper) {
                return;
            }
            add(JsonToken.VALUE_NULL, "");
            open = false;
        }
        while (depth > 0 && (indents[depth - 1] > indent || endsSequence(indent, dash))) {
            pop();
        }
    }

    /** A sequence may stand at the indentation of its key; the next key there ends it. */
    private boolean endsSequence(int indent, boolean dash) {
        return indents[depth - 1] == indent && !isMap[depth - 1] && !dash;
    }

    private void beginNode(int at, int end, int indent, boolean dash) throws IOException {
        started = true;
        open = false;
        if (dash) {
            push(false, indent);
            item(at, end, indent);
            return;
        }
        int keyEnd = keyEnd(at, end);
        if (keyEnd >= 0) {
            push(true, indent);
            entry(at, end, indent, keyEnd);
            return;
        }
        scalar(at, end, depth == 0 ? -1 : indents[depth - 1]);
    }

    private void item(int at, int end, int indent) throws IOException {
        int content = skipSpaces(at + 1, end);
        if (content == end || lines.bytes()[content] == '#') {
            open = true;
            return;
        }
        int column = indent + content - at;
        if (isDash(content, end)) {
            push(false, column);
            item(content, end, column);
            return;
        }
        int keyEnd = keyEnd(content, end);
        if (keyEnd >= 0) {
            push(true, column);
            entry(content, end, column, keyEnd);
        } else {
            scalar(content, end, indent);
        }
    }

    private void entry(int at, int end, int indent, int keyEnd) throws IOException {
        if (keyEnd < 0) {
            throw unknown("a line that is neither a key nor an item");
        }
        add(JsonToken.FIELD_NAME, scalars.key(keys, at, keyEnd));
        int value = skipSpaces(scalars.colon() + 1, end);
        if (value == end || lines.bytes()[value] == '#') {
            open = true;
            return;
        }
        scalar(value, end, indent);
    }

    /** A scalar or an empty flow collection; continuation lines are indented deeper than {@code parent}. */
    private void scalar(int at, int end, int parent) throws IOException {
        byte first = lines.bytes()[at];
        if (first == '{' || first == '[') {
            emptyFlow(at, end, first);
            return;
        }
        if (first == '|') {
            add(JsonToken.VALUE_STRING, scalars.literal(at, end, parent));
            return;
        }
        if (first == '"' || first == '\'') {
            add(JsonToken.VALUE_STRING, scalars.quoted(at, end, first));
            return;
        }
        plainScalar(at, end, parent);
    }

    private void plainScalar(int at, int end, int parent) throws IOException {
        byte first = lines.bytes()[at];
        if ("&*!%@`>,]}".indexOf(first) >= 0
                || isDash(at, end)
                || first == '?' && at + 1 < end && lines.bytes()[at + 1] == ' ') {
            throw unknown("indicator " + (char) first);
        }
        int stop = scalars.plainEnd(at, end);
        if (scalars.continues(parent)) {
            String text = scalars.folded(at, stop, parent);
            add(plain(text), text);
            return;
        }
        if (stop - at <= 5) {
            String text = new String(lines.bytes(), at, stop - at, StandardCharsets.UTF_8);
            add(plain(text), text);
            return;
        }
        slot(JsonToken.VALUE_STRING);
        texts[tail - 1] = null;
        from[tail - 1] = at;
        to[tail - 1] = stop;
    }

    private void emptyFlow(int at, int end, byte first) throws IOException {
        byte[] bytes = lines.bytes();
        char closing = first == '{' ? '}' : ']';
        int next = skipSpaces(at + 1, end);
        int rest = next < end && bytes[next] == closing ? skipSpaces(next + 1, end) : -1;
        if (rest < 0 || rest < end && bytes[rest] != '#') {
            throw unknown("flow collection");
        }
        add(first == '{' ? JsonToken.START_OBJECT : JsonToken.START_ARRAY, "");
        add(first == '{' ? JsonToken.END_OBJECT : JsonToken.END_ARRAY, "");
    }

    private int keyEnd(int at, int end) throws IOException {
        return scalars.keyEnd(at, end);
    }

    private boolean isDash(int at, int end) {
        byte[] bytes = lines.bytes();
        return bytes[at] == '-' && (at + 1 == end || bytes[at + 1] == ' ');
    }

    private int skipSpaces(int at, int end) {
        byte[] bytes = lines.bytes();
        int here = at;
        while (here < end && bytes[here] == ' ') {
            here++;
        }
        return here;
    }

    private void push(boolean map, int indent) throws IOException {
        if (depth >= CaptureLimits.NESTING) {
            throw LimitException.of("NESTING", CaptureLimits.NESTING);
        }
        isMap[depth] = map;
        indents[depth++] = indent;
        add(map ? JsonToken.START_OBJECT : JsonToken.START_ARRAY, "");
    }

    private void pop() {
        depth--;
        add(isMap[depth] ? JsonToken.END_OBJECT : JsonToken.END_ARRAY, "");
    }

    private void add(JsonToken token, String text) {
        slot(token);
        texts[tail - 1] = text;
    }

    private void slot(JsonToken token) {
        pending[tail++] = token;
    }

    private UnknownYamlException unknown(String what) {
        return new UnknownYamlException(lines.number(), what);
    }
}
