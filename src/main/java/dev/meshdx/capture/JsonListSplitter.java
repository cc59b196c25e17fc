package dev.meshdx.capture;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Cuts {@code {..., "items": [...], ...}} at the commas between the items, which it finds by counting brackets outside of texts. */
final class JsonListSplitter implements ListSplitter {

    private static final byte PLAIN = 0;
    private static final byte QUOTE = 1;
    private static final byte ESCAPE = 2;
    private static final byte OPENING = 3;
    private static final byte CLOSING = 4;
    private static final byte COMMA = 5;
    private static final byte[] KINDS = kinds();

    private final InputStream in;
    private final byte[] beginning;
    private byte[] buffer = new byte[2 * PIECE_BYTES];
    private int filled;
    private int start;
    private boolean ended;
    private boolean stopped;

    private JsonListSplitter(InputStream in, byte[] beginning) {
        this.in = in;
        this.beginning = beginning;
    }

    /**
     * A splitter where the document is a list whose items begin in its head.
     *
     * @param in the document; it stays untouched when the result is null
     */
    static @Nullable JsonListSplitter of(InputStream in) throws IOException {
        int offset = items(Head.peek(in, Head.LIMIT));
        return offset < 0 ? null : new JsonListSplitter(in, in.readNBytes(offset));
    }

    private static byte[] kinds() {
        byte[] kinds = new byte[256];
        kinds['"'] = QUOTE;
        kinds['\\'] = ESCAPE;
        kinds['{'] = OPENING;
        kinds['['] = OPENING;
        kinds['}'] = CLOSING;
        kinds[']'] = CLOSING;
        kinds[','] = COMMA;
        return kinds;
    }

    /** How many bytes there are up to and with the bracket that opens the items; -1 when there is none. */
    private static int items(byte[] head) {
        try (JsonParser parser = KubernetesReader.JSON.createParser(head)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return -1;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean items = ObjectStream.ITEMS.contains(parser.currentName());
                JsonToken value = parser.nextToken();
                if (items && value == JsonToken.START_ARRAY) {
                    int bracket = (int) parser.currentTokenLocation().getByteOffset();
                    return head[bracket] == '[' ? bracket + 1 : -1;
                }
                parser.skipChildren();
            }
        } catch (IOException e) {
            // the head ends before any list
        }
        return -1;
    }

    @Override
    public @Nullable Piece next() throws IOException {
        int scan = start;
        int depth = 0;
        boolean quoted = false;
        byte[] kinds = KINDS;
        while (!stopped) {
            byte[] bytes = buffer;
            int limit = filled;
            for (; scan < limit; scan++) {
                byte kind = kinds[bytes[scan] & 0xff];
                if (kind == PLAIN) {
                    continue;
                }
                if (kind == QUOTE) {
                    quoted = !quoted;
                } else if (quoted) {
                    scan += kind == ESCAPE ? 1 : 0;
                } else if (kind == OPENING) {
                    depth++;
                } else if (kind == CLOSING) {
                    if (--depth < 0) {
                        stopped = true;
                        return bytes[scan] == ']' ? piece(scan, scan) : null;
                    }
                } else if (kind == COMMA && depth == 0 && scan - start >= PIECE_BYTES) {
                    return piece(scan, scan + 1);
                }
            }
            if (ended || scan - start > CaptureLimits.VALUE_BYTES) {
                stopped = true;
            } else {
                scan -= fill();
            }
        }
        return null;
    }

    /** The items up to a place, null when there are none; the next ones begin at another place. */
    private @Nullable Piece piece(int end, int next) {
        byte[] text = new byte[end - start + 2];
        text[0] = '[';
        System.arraycopy(buffer, start, text, 1, end - start);
        text[text.length - 1] = ']';
        start = next;
        for (int i = 1; i < text.length - 1; i++) {
            if (text[i] > ' ') {
                return new Piece(text, 0);
            }
        }
        return null;
    }

    /** Reads on; gives back by how much the bytes moved to the front. */
    private int fill() throws IOException {
        int moved = start;
        System.arraycopy(buffer, start, buffer, 0, filled - start);
        filled -= moved;
        start = 0;
        if (filled == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
        int read = in.read(buffer, filled, buffer.length - filled);
        ended = read < 0;
        filled += Math.max(0, read);
        return moved;
    }

    @Override
    public InputStream document() {
        return new Consecutive(
                new ByteArrayInputStream(beginning),
                () -> new Consecutive(new ByteArrayInputStream(buffer, start, filled - start), () -> in));
    }
}
