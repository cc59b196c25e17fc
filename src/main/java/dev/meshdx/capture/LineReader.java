package dev.meshdx.capture;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Lines of a UTF-8 text without NULs, as far as {@link CaptureLimits#LINE_BYTES} each: a file that is one endless line costs no more memory
 * than that. Ends of lines are LF or CR LF and not part of the line. Invalid UTF-8 becomes the replacement character.
 */
final class LineReader implements Closeable {

    private static final int BUFFER_BYTES = 64 * 1024;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int limit;
    private byte[] line = new byte[1024];
    private int length;
    private int number;
    private long cut;
    private boolean endedLine = true;
    private boolean hole;

    LineReader(InputStream in) {
        this.in = in;
    }

    /** The next line, null after the last one. */
    @Nullable
    String next() throws IOException {
        length = 0;
        hole = false;
        boolean any = false;
        boolean cutHere = false;
        while (position < limit || fill()) {
            any = true;
            int end = endOfLine();
            cutHere |= keep(end);
            boolean found = end < limit;
            endedLine = found;
            position = found ? end + 1 : end;
            if (found) {
                break;
            }
        }
        if (!any) {
            return null;
        }
        number++;
        cut += cutHere ? 1 : 0;
        return text();
    }

    /** Number of the line that was returned last, from 1. */
    int lineNumber() {
        return number;
    }

    /** Whether the line that was returned last had an end. Programs end all their lines, so a last line without is cut. */
    boolean endedLine() {
        return endedLine;
    }

    /** How many lines were longer than the limit and lost their end. */
    long cutLines() {
        return cut;
    }

    /** What a reader reports of a page whose last line has no end. */
    static final String NO_LINE_END = "the last line has no line end and was left out: the file may be cut";

    /** What a reader reports of cut lines; empty when there are none. */
    String cutReport() {
        return cut == 0
                ? ""
                : cut + " lines longer than " + CaptureLimits.LINE_BYTES
                        + " bytes were cut (limit CaptureLimits.LINE_BYTES)";
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = Math.max(0, in.read(buffer, 0, buffer.length));
        return limit > 0;
    }

    private int endOfLine() {
        for (int i = position; i < limit; i++) {
            byte here = buffer[i];
            if (here == '\n') {
                return i;
            }
            hole |= here == 0;
        }
        return limit;
    }

    /** Appends the bytes up to {@code end} to the line; true when some had to be dropped. */
    private boolean keep(int end) {
        int wanted = end - position;
        int kept = Math.min(wanted, CaptureLimits.LINE_BYTES - length);
        if (length + kept > line.length) {
            line = java.util.Arrays.copyOf(
                    line, Math.min(CaptureLimits.LINE_BYTES, Math.max(length + kept, line.length * 2)));
        }
        System.arraycopy(buffer, position, line, length, kept);
        length += kept;
        return kept < wanted;
    }

    private String text() {
        int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        String text = new String(line, 0, end, StandardCharsets.UTF_8);
        return hole ? text.replace("\0", "") : text;
    }
}
