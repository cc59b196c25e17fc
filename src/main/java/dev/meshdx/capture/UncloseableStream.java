package dev.meshdx.capture;

import java.io.FilterInputStream;
import java.io.InputStream;

/** One entry of an archive: closing it must not close the archive. */
final class UncloseableStream extends FilterInputStream {

    UncloseableStream(InputStream in) {
        super(in);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws java.io.IOException {
        return in.read(buffer, offset, length);
    }

    @Override
    public void close() {}
}
