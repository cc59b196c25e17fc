package dev.meshdx.capture;

import java.io.IOException;

/** Reads one format. A reader recognises a file by its first bytes and streams it into {@link Evidence}. */
interface FileReader {

    /** Name of the format as reports print it, for example "envoy stats". */
    String format();

    /**
     * Whether the beginning of a file is of this format. The content decides; a path may only tell what it leaves open, as the
     * plain lines that an application logs.
     */
    boolean recognises(Head head);

    /**
     * Reads the whole file.
     *
     * @return empty when everything was read, else what was left out and why
     * @throws IOException when the file can't be read further; what was added to the evidence before stays
     */
    String read(CaptureFile file, Evidence evidence) throws IOException;
}
