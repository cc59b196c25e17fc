package dev.meshdx.capture;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Counts what is read and stops at the limits: the total of the capture, and the ratio to the compressed bytes below. */
final class MeteredStream extends FilterInputStream {

    private final Budget budget;
    private final MeteredStream compressed;
    private final boolean leaf;
    private long count;

    private MeteredStream(InputStream in, Budget budget, @Nullable MeteredStream compressed, boolean leaf) {
        super(in);
        this.budget = budget;
        this.compressed = compressed == null ? this : compressed;
        this.leaf = leaf;
    }

    /** The bytes as they lie on disk. */
    static MeteredStream raw(InputStream in, Budget budget) {
        return new MeteredStream(in, budget, null, false);
    }

    /** Bytes that come out of a decompressor which reads {@code compressed}. */
    static MeteredStream expanded(InputStream in, Budget budget, MeteredStream compressed) {
        return new MeteredStream(in, budget, compressed, true);
    }

    /** Bytes read so far. */
    long count() {
        return count;
    }

    @Override
    public int read() throws IOException {
        int value = in.read();
        if (value >= 0) {
            counted(1);
        }
        return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = in.read(buffer, offset, length);
        if (read > 0) {
            counted(read);
        }
        return read;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void counted(int bytes) throws IOException {
        count += bytes;
        if (!leaf) {
            return;
        }
        budget.expanded(bytes);
        if (count > CaptureLimits.RATIO_APPLIES_ABOVE_BYTES
                && count / Math.max(1, compressed.count) > CaptureLimits.COMPRESSION_RATIO) {
            throw LimitException.of("COMPRESSION_RATIO", CaptureLimits.COMPRESSION_RATIO);
        }
    }
}
