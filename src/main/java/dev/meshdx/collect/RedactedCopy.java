package dev.meshdx.collect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Copies an answer into a file and takes the secrets out on the way. */
final class RedactedCopy {

    /** Longest page of a proxy; the configuration of a huge mesh stays below. */
    static final long PAGE_BYTES = 256L * 1024 * 1024;

    /** Longest line; what is behind it is dropped. */
    static final int LINE_BYTES = 1024 * 1024;

    private static final JsonFactory JSON = new JsonFactory();

    private final TextRedaction text;
    private final JsonRedaction json;

    RedactedCopy(Redactions redactions) {
        this.text = new TextRedaction(redactions);
        this.json = new JsonRedaction(redactions);
    }

    /** Copies lines; how many bytes came. */
    long text(InputStream in, Path file) throws IOException {
        InputStream buffered = new BufferedInputStream(in, 64 * 1024);
        long bytes = 0;
        try (OutputStream out = new BufferedOutputStream(Staging.toDisk(file, Files.newOutputStream(file)))) {
            ByteArrayOutputStream line = new ByteArrayOutputStream(512);
            for (int next = buffered.read(); next >= 0; next = buffered.read()) {
                limit(++bytes);
                if (next == '\n') {
                    write(line, out);
                    out.write('\n');
                } else if (line.size() < LINE_BYTES) {
                    line.write(next);
                }
            }
            write(line, out);
        }
        return bytes;
    }

    private void write(ByteArrayOutputStream line, OutputStream out) throws IOException {
        out.write(text.line(line.toString(StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8));
        line.reset();
    }

    /** Copies a JSON document; false when there is none. */
    boolean json(InputStream in, Path file) throws IOException {
        try (OutputStream out = Staging.toDisk(file, Files.newOutputStream(file));
                JsonParser from = JSON.createParser(limited(in));
                JsonGenerator to = JSON.createGenerator(out)) {
            if (from.nextToken() == null) {
                return false;
            }
            json.copy(from, to);
            to.writeRaw('\n');
            return true;
        }
    }

    private static InputStream limited(InputStream in) {
        return new FilterInputStream(in) {
            private long bytes;

            @Override
            public int read() throws IOException {
                int value = in.read();
                limit(bytes += value < 0 ? 0 : 1);
                return value;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int read = in.read(buffer, offset, length);
                limit(bytes += Math.max(0, read));
                return read;
            }
        };
    }

    private static void limit(long bytes) throws IOException {
        if (bytes > PAGE_BYTES) {
            throw new IOException("the page is larger than PAGE_BYTES (" + PAGE_BYTES + " bytes)");
        }
    }
}
