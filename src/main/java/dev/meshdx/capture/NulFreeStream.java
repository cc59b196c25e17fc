package dev.meshdx.capture;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A stream without its NUL bytes. A log that is truncated while its writer keeps its position goes on after a hole, which
 * copies fill with NULs.
 */
final class NulFreeStream extends FilterInputStream {

    NulFreeStream(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        int value;
        do {
            value = super.read();
        } while (value == 0);
        return value;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int kept = 0;
        while (kept == 0 && length > 0) {
            int count = super.read(target, offset, length);
            if (count < 0) {
                return -1;
            }
            kept = withoutNuls(target, offset, count);
        }
        return kept;
    }

    private static int withoutNuls(byte[] bytes, int offset, int count) {
        int kept = 0;
        while (kept < count && bytes[offset + kept] != 0) {
            kept++;
        }
        for (int i = offset + kept; i < offset + count; i++) {
            if (bytes[i] != 0) {
                bytes[offset + kept++] = bytes[i];
            }
        }
        return kept;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
