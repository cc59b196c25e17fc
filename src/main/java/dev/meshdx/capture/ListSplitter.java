package dev.meshdx.capture;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the text of a long list between its items without parsing them, so that several threads can parse the pieces. Where
 * it is in doubt it stops, and what is left is read as if nothing had been cut.
 */
interface ListSplitter {

    /** Bytes of a piece, at least; a piece ends with an item. */
    int PIECE_BYTES = 1 << 20;

    /** The next items, or null when there are none left or the splitter is in doubt. */
    @Nullable
    Piece next() throws IOException;

    /**
     * What the reader of the whole document sees in place of the list: its beginning, then nothing of what {@link #next} gave,
     * then what {@link #next} did not give and what follows the list. Read it as far as the first item before {@link #next} is called, and
     * on after the last one.
     */
    InputStream document();

    /**
     * A list of some of the items.
     *
     * @param text a whole document: a list of these items
     * @param line lines of the file above the text; 0 for JSON, where places are pointers
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    record Piece(byte[] text, int line) {}
}
