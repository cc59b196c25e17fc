package dev.meshdx.capture;

import java.io.IOException;
import java.io.InputStream;

/** One file of a capture: UTF-8 text without a byte order mark, decompressed. It can be opened once. */
interface CaptureFile {

    /** Path inside the capture, with forward slashes. */
    String path();

    /** The beginning of the file, at most {@link Head#LIMIT} bytes. */
    Head head();

    /** The whole file from its start. */
    InputStream open() throws IOException;

    /** Who may help to read it. */
    default Workers workers() {
        return Workers.NONE;
    }
}
