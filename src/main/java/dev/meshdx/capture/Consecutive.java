package dev.meshdx.capture;

import java.io.IOException;
import java.io.InputStream;

/** Two streams one after the other, the second of which is asked for when the first one has ended. */
final class Consecutive extends InputStream {

    private final Second second;
    private InputStream current;
    private boolean last;

    Consecutive(InputStream first, Second second) {
        this.current = first;
        this.second = second;
    }

    @Override
    public int read() throws IOException {
        int value = current.read();
        return value < 0 && advance() ? current.read() : value;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        int read = current.read(target, offset, count);
        return read < 0 && advance() ? current.read(target, offset, count) : read;
    }

    private boolean advance() throws IOException {
        if (last) {
            return false;
        }
        last = true;
        current = second.open();
        return true;
    }

    /** The stream that follows. */
    interface Second {
        InputStream open() throws IOException;
    }
}
