package dev.meshdx.capture;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Text of any encoding that a byte order mark tells, as UTF-8 without the mark. */
final class Utf8Stream extends InputStream {

    private static final int BLOCK_CHARACTERS = 16 * 1024;

    private final Reader reader;
    private final char[] characters = new char[BLOCK_CHARACTERS];
    private byte[] bytes = new byte[0];
    private int position;

    private Utf8Stream(InputStream in, Charset charset) {
        reader = new InputStreamReader(in, charset);
    }

    /** The stream itself when it has no mark. It must support {@link InputStream#mark}. */
    static InputStream of(InputStream in) throws IOException {
        in.mark(3);
        byte[] mark = in.readNBytes(3);
        in.reset();
        if (startsWith(mark, 0xEF, 0xBB, 0xBF)) {
            in.skipNBytes(3);
            return in;
        }
        if (startsWith(mark, 0xFF, 0xFE) || startsWith(mark, 0xFE, 0xFF)) {
            return new BufferedInputStream(new Utf8Stream(in, StandardCharsets.UTF_16));
        }
        return in;
    }

    @Override
    public int read() throws IOException {
        return position < bytes.length || fill() ? bytes[position++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (position >= bytes.length && !fill()) {
            return -1;
        }
        int copied = Math.min(length, bytes.length - position);
        System.arraycopy(bytes, position, target, offset, copied);
        position += copied;
        return copied;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    private boolean fill() throws IOException {
        int read = reader.read(characters, 0, characters.length - 1);
        if (read <= 0) {
            return false;
        }
        if (Character.isHighSurrogate(characters[read - 1])) {
            int second = reader.read();
            if (second >= 0) {
                characters[read++] = (char) second;
            }
        }
        bytes = new String(characters, 0, read).getBytes(StandardCharsets.UTF_8);
        position = 0;
        return true;
    }

    private static boolean startsWith(byte[] bytes, int... expected) {
        if (bytes.length < expected.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if ((bytes[i] & 0xFF) != expected[i]) {
                return false;
            }
        }
        return true;
    }
}
