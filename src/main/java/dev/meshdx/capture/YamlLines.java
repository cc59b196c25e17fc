package dev.meshdx.capture;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Lines of a YAML text as ranges of one buffer, with a look at the line that follows. */
final class YamlLines {

    private static final int BUFFER_BYTES = 256 * 1024;

    private final InputStream in;
    private byte[] buffer = new byte[BUFFER_BYTES];
    private int filled;
    private boolean ended;
    private int start;
    private int end;
    private int nextStart;
    private int nextEnd = -1;
    private int number;

    YamlLines(InputStream in, int linesAbove) {
        this.in = in;
        this.number = linesAbove;
    }

    /** Moves to the next line; false after the last one. Ranges of the line before become invalid. */
    boolean advance() throws IOException {
        if (nextEnd < 0 && !locateNext()) {
            return false;
        }
        start = nextStart;
        end = nextEnd;
        nextStart = end + 1;
        nextEnd = -1;
        number++;
        locateNext();
        return true;
    }

    byte[] bytes() {
        return buffer;
    }

    int start() {
        return start;
    }

    /** End of the line, without its line feed and carriage return. */
    int end() {
        return trimmed(start, end);
    }

    /** Number of the line, from 1. */
    int number() {
        return number;
    }

    boolean hasNext() {
        return nextEnd >= 0;
    }

    int nextStart() {
        return nextStart;
    }

    int nextEnd() {
        return trimmed(nextStart, nextEnd);
    }

    private int trimmed(int from, int to) {
        return to > from && buffer[to - 1] == '\r' ? to - 1 : to;
    }

    private boolean locateNext() throws IOException {
        int scan = nextStart;
        while (true) {
            for (; scan < filled; scan++) {
                if (buffer[scan] == '\n') {
                    nextEnd = scan;
                    return true;
                }
            }
            if (ended) {
                nextEnd = nextStart < filled ? filled : -1;
                return nextEnd >= 0;
            }
            scan -= makeRoom();
            fill();
        }
    }

    /** Moves the present line to the front of the buffer, or enlarges the buffer; returns by how much ranges moved. */
    private int makeRoom() throws IOException {
        int moved = start;
        if (moved > 0) {
            System.arraycopy(buffer, moved, buffer, 0, filled - moved);
            filled -= moved;
            start = 0;
            end -= moved;
            nextStart -= moved;
        }
        if (filled == buffer.length) {
            if (buffer.length >= CaptureLimits.VALUE_BYTES) {
                throw LimitException.of("VALUE_BYTES", CaptureLimits.VALUE_BYTES);
            }
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        return moved;
    }

    private void fill() throws IOException {
        int read = in.read(buffer, filled, buffer.length - filled);
        if (read < 0) {
            ended = true;
        } else {
            filled += read;
        }
    }
}
