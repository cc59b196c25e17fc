package dev.meshdx.capture;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the list that kubectl writes as YAML: {@code items:} in the first column, and items that begin with a dash there.
 * Nothing inside of an item can begin in that column, as its lines are indented.
 */
final class YamlListSplitter implements ListSplitter {

    private static final Pattern ITEMS = Pattern.compile("(?:^|\\n)items:\\r?\\n(?=- )");

    /** With a line of nothing, as the parser looks at the line after the one that it reads. */
    private static final byte[] EMPTY_LIST = "items: []\n#\n".getBytes(StandardCharsets.UTF_8);

    private final InputStream in;
    private final byte[] beginning;
    private byte[] buffer = new byte[2 * PIECE_BYTES];
    private int filled;
    private int start;
    private int line;
    private boolean inputEnded;
    private boolean listEnded;

    private YamlListSplitter(InputStream in, byte[] beginning) {
        this.in = in;
        this.beginning = beginning;
        this.line = lines(beginning, beginning.length) + 1;
    }

    /**
     * A splitter where the head of the document has a list.
     *
     * @param in the document; it stays untouched when the result is null
     */
    static @Nullable YamlListSplitter of(InputStream in) throws IOException {
        Matcher items = ITEMS.matcher(new String(Head.peek(in, Head.LIMIT), StandardCharsets.ISO_8859_1));
        if (!items.find()) {
            return null;
        }
        byte[] beginning = in.readNBytes(items.start() == 0 ? 0 : items.start() + 1);
        in.skipNBytes(items.end() - beginning.length);
        return new YamlListSplitter(in, beginning);
    }

    @Override
    public @Nullable Piece next() throws IOException {
        int scan = start;
        while (!listEnded) {
            boolean begins = scan == start || buffer[scan - 1] == '\n';
            if (scan >= filled || begins && scan + 1 >= filled && !inputEnded) {
                if (inputEnded) {
                    listEnded = true;
                    return piece(filled);
                }
                scan -= fill();
            } else if (begins && !continuesList(scan)) {
                listEnded = true;
                return piece(scan);
            } else if (begins && buffer[scan] == '-' && scan - start >= PIECE_BYTES) {
                return piece(scan);
            } else {
                scan = nextLine(scan);
            }
        }
        return null;
    }

    private int nextLine(int from) {
        for (int i = from; i < filled; i++) {
            if (buffer[i] == '\n') {
                return i + 1;
            }
        }
        return filled;
    }

    /** An item, a line that is indented, or one that says nothing. */
    private boolean continuesList(int at) {
        byte first = buffer[at];
        boolean item = first == '-' && (at + 1 == filled || buffer[at + 1] == ' ' || buffer[at + 1] == '\n');
        return item || first == ' ' || first == '\n' || first == '\r' || first == '#';
    }

    private @Nullable Piece piece(int end) {
        if (end == start) {
            return null;
        }
        byte[] text = Arrays.copyOfRange(buffer, start, end);
        Piece piece = new Piece(text, line);
        line += lines(text, text.length);
        start = end;
        return piece;
    }

    private static int lines(byte[] text, int end) {
        int lines = 0;
        for (int i = 0; i < end; i++) {
            lines += text[i] == '\n' ? 1 : 0;
        }
        return lines;
    }

    /** Reads on; gives back by how much the bytes moved to the front. */
    private int fill() throws IOException {
        int moved = start;
        System.arraycopy(buffer, start, buffer, 0, filled - start);
        filled -= moved;
        start = 0;
        if (filled > CaptureLimits.VALUE_BYTES) {
            throw LimitException.of("VALUE_BYTES", CaptureLimits.VALUE_BYTES);
        }
        if (filled == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
        int read = in.read(buffer, filled, buffer.length - filled);
        inputEnded = read < 0;
        filled += Math.max(0, read);
        return moved;
    }

    @Override
    public InputStream document() {
        InputStream head =
                new SequenceInputStream(new ByteArrayInputStream(beginning), new ByteArrayInputStream(EMPTY_LIST));
        int read = lines(beginning, beginning.length) + lines(EMPTY_LIST, EMPTY_LIST.length);
        return new Consecutive(
                head,
                () -> new Consecutive(
                        new EmptyLines(line - read),
                        () -> new Consecutive(new ByteArrayInputStream(buffer, start, filled - start), () -> in)));
    }

    /** Stands for the lines of the list, so that what follows has its number. */
    private static final class EmptyLines extends InputStream {

        private int left;

        EmptyLines(int lines) {
            this.left = lines;
        }

        @Override
        public int read() {
            return left-- > 0 ? '\n' : -1;
        }

        @Override
        public int read(byte[] target, int offset, int count) {
            if (left <= 0) {
                return -1;
            }
            int lines = Math.min(count, left);
            Arrays.fill(target, offset, offset + lines, (byte) '\n');
            left -= lines;
            return lines;
        }
    }
}
