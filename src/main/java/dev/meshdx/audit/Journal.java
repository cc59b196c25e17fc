package dev.meshdx.audit;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The captures that an audit has finished, so that a killed one goes on where it was. Append-only: a capture is its rows as
 * lines of JSON and then a line {@code done KEY ROWS}; what follows the last whole such line is what a kill tore, and is cut off.
 */
final class Journal implements Closeable {

    private static final String DONE = "done ";

    private final FileChannel channel;
    private final Map<String, List<AuditRow>> finished;

    private Journal(FileChannel channel, Map<String, List<AuditRow>> finished) {
        this.channel = channel;
        this.finished = finished;
    }

    /**
     * Opens or makes the file.
     *
     * @throws AuditException when the file is something else, or another audit is writing it
     */
    static Journal open(Path file) throws IOException {
        Map<String, List<AuditRow>> finished = new HashMap<>();
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() == null) {
                throw new AuditException(
                        file + " is being written by another audit.\nWait for it, or give --resume another file.");
            }
            long whole = read(file, finished);
            channel.truncate(whole);
            channel.position(whole);
            return new Journal(channel, finished);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** The rows of a finished capture, null when it is not there. */
    @org.jspecify.annotations.Nullable
    List<AuditRow> find(String key) {
        return finished.get(key);
    }

    /** Appends a finished capture; a killed process loses nothing that was appended, a machine without power may. */
    synchronized void append(String key, List<AuditRow> rows) throws IOException {
        StringBuilder lines = new StringBuilder();
        rows.forEach(row -> lines.append(RowJson.line(row)).append('\n'));
        lines.append(DONE).append(key).append(' ').append(rows.size()).append('\n');
        ByteBuffer bytes = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        channel.force(true);
        channel.close();
    }

    /** Reads what is whole and returns where it ends. */
    private static long read(Path file, Map<String, List<AuditRow>> finished) throws IOException {
        long position = 0;
        long whole = 0;
        List<AuditRow> rows = new ArrayList<>();
        try (InputStream in = new java.io.BufferedInputStream(Files.newInputStream(file))) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int next = in.read(); next >= 0; next = in.read()) {
                position++;
                if (next != '\n') {
                    line.write(next);
                    continue;
                }
                String text = line.toString(StandardCharsets.UTF_8);
                line.reset();
                if (!text.startsWith(DONE)) {
                    rows.add(row(file, text));
                    continue;
                }
                String[] words = text.split(" ", -1);
                if (words.length != 3 || !words[2].equals(String.valueOf(rows.size()))) {
                    throw new AuditException(file + " is damaged: '" + text + "' follows " + rows.size()
                            + " rows.\nDelete it to begin anew.");
                }
                finished.put(words[1], List.copyOf(rows));
                rows.clear();
                whole = position;
            }
        }
        return whole;
    }

    private static AuditRow row(Path file, String text) {
        try {
            return RowJson.row(text);
        } catch (IOException e) {
            throw new AuditException(file + " is not a journal of an audit: " + e.getMessage()
                    + "\nGive --resume a new file, or delete this one to begin anew.");
        }
    }
}
