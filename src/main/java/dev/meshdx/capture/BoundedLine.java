package dev.meshdx.capture;

import java.io.IOException;
import java.io.Reader;

/** Lines that are only shown: their beginning is enough. */
final class BoundedLine {

    /** Beginning of a line that is kept. */
    static final int CHARACTERS = 400;

    /** The answer after the last line; no line of a file holds a line break. */
    static final String END = "\n";

    private BoundedLine() {}

    /** The beginning of the next line, or {@link #END}. */
    static String read(Reader in) throws IOException {
        var line = new StringBuilder();
        int c = in.read();
        if (c < 0) {
            return END;
        }
        while (c >= 0 && c != '\n') {
            if (line.length() < CHARACTERS) {
                line.append((char) c);
            }
            c = in.read();
        }
        return line.toString();
    }
}
