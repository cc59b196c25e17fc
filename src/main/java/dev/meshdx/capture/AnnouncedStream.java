package dev.meshdx.capture;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/** A long stream that tells people who wait how far it was read. */
final class AnnouncedStream extends FilterInputStream {

    /** Bytes from one message to the next. */
    private static final long STEP_BYTES = 16L << 20;

    private final String path;
    private final Consumer<String> progress;
    private long bytes;
    private long next = STEP_BYTES;

    AnnouncedStream(InputStream in, String path, Consumer<String> progress) {
        super(in);
        this.path = path;
        this.progress = progress;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        count(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = super.read(target, offset, length);
        count(Math.max(0, read));
        return read;
    }

    private void count(int read) {
        bytes += read;
        if (bytes >= next) {
            next = bytes + STEP_BYTES;
            progress.accept("reading " + CapturePath.printable(path) + ", " + (bytes >> 20) + " MiB so far");
        }
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
