package dev.meshdx.capture;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The bytes of a small file, or the first ones of a large file and the stream of the others. */
final class HeldFile {

    private static final int FIRST_BYTES = 16 * 1024;
    private static final int STREAM_BUFFER_BYTES = 128 * 1024;

    private final byte[] bytes;
    private final int length;
    private final InputStream rest;
    private final @Nullable IOException failure;
    private final boolean whole;

    private HeldFile(byte[] bytes, int length, InputStream rest, @Nullable IOException failure, boolean whole) {
        this.bytes = bytes;
        this.length = length;
        this.rest = rest;
        this.failure = failure;
        this.whole = whole;
    }

    /** Reads up to the limit. A failure is kept for whoever reads the bytes before it. */
    static HeldFile of(InputStream in, int limit) {
        byte[] bytes = new byte[FIRST_BYTES];
        int length = 0;
        try {
            while (true) {
                if (length == bytes.length) {
                    if (length >= limit) {
                        return new HeldFile(bytes, length, in, null, false);
                    }
                    bytes = Arrays.copyOf(bytes, Math.min(limit, length * 4));
                }
                int read = in.read(bytes, length, bytes.length - length);
                if (read < 0) {
                    return new HeldFile(bytes, length, InputStream.nullInputStream(), null, true);
                }
                length += read;
            }
        } catch (IOException e) {
            return new HeldFile(bytes, length, InputStream.nullInputStream(), e, true);
        }
    }

    /** Bytes that are held. */
    int length() {
        return length;
    }

    /** Whether nothing is left to be read from the stream. */
    boolean whole() {
        return whole;
    }

    /** The limit that ended the bytes, if one did. */
    @Nullable
    LimitException limit() {
        return failure instanceof LimitException limit ? limit : null;
    }

    /** All bytes from the first one on; the failure comes where it came. Supports {@link InputStream#mark}. */
    InputStream open() {
        InputStream held = new ByteArrayInputStream(bytes, 0, length);
        if (failure == null && whole) {
            return held;
        }
        InputStream others = failure == null ? rest : new Failing(failure);
        return new BufferedInputStream(new SequenceInputStream(held, others), STREAM_BUFFER_BYTES);
    }

    /** A stream that failed before its first byte. */
    private static final class Failing extends InputStream {

        private final IOException failure;

        Failing(IOException failure) {
            this.failure = failure;
        }

        @Override
        public int read() throws IOException {
            throw failure;
        }

        @Override
        public int read(byte[] target, int offset, int count) throws IOException {
            throw failure;
        }
    }
}
