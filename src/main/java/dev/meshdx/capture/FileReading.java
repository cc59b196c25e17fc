package dev.meshdx.capture;

import dev.meshdx.facts.CapturedFile;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the reader that knows the format of a file and notes what it made of it. Several threads may read files at a time. */
final class FileReading {

    private static final int BUFFER_BYTES = 128 * 1024;

    private static final int STATUS_BYTES = 512;
    private static final Pattern STATUS = Pattern.compile("(\\s*The result of pod \\S+:\\s*|\\d{3}\\r?\\n)[{\\[]");

    private static final String TEXT_CONTROLS = "\t\n\r\f\b\u001b";

    private final List<FileReader> readers;
    private final Evidence evidence;

    /**
     * How to read files.
     *
     * @param readers the first one that recognises a file reads it
     * @param evidence tells what is asked for
     */
    FileReading(List<FileReader> readers, Evidence evidence) {
        this.readers = readers;
        this.evidence = evidence;
    }

    /** What there is to say of a file that is not read. */
    FilePart unread(String path, String state, String reason, long bytes) {
        return new FilePart(
                new CapturedFile(CapturePath.printable(path), state, "", CapturePath.printable(reason), bytes),
                evidence.part(),
                null);
    }

    /**
     * Reads a file. Nothing that is wrong with it throws.
     *
     * @param in the whole file
     * @param size bytes of it that were read so far
     * @param workers who may help
     */
    FilePart read(String path, InputStream in, LongSupplier size, Workers workers) {
        try {
            InputStream text = withoutNuls(new BufferedInputStream(Utf8Stream.of(in), BUFFER_BYTES));
            skipStatus(text);
            byte[] bytes = Head.peek(text, Head.LIMIT);
            String beginning = new String(bytes, StandardCharsets.UTF_8);
            if (beginning.isBlank()) {
                return unread(path, "not-needed", "empty file", size.getAsLong());
            }
            if (isBinary(bytes)) {
                return unread(path, "unrecognised", "binary file", size.getAsLong());
            }
            Head head = new Head(CapturePath.printable(path), beginning);
            FileReader reader = readerOf(head);
            return reader == null
                    ? unread(path, "unrecognised", "no reader knows this format", size.getAsLong())
                    : readWith(reader, new StreamFile(head.path(), head, text, workers), size);
        } catch (IOException e) {
            String state = size.getAsLong() > Head.LIMIT ? "partly-read" : "unreadable";
            return unread(path, state, FileIntake.message(e), size.getAsLong());
        }
    }

    /** A hole at the beginning hides what the file is; those behind are left to the readers of lines. */
    private static InputStream withoutNuls(InputStream in) throws IOException {
        for (byte here : Head.peek(in, Head.LIMIT)) {
            if (here == 0) {
                return new BufferedInputStream(new NulFreeStream(in), BUFFER_BYTES);
            }
        }
        return in;
    }

    private @Nullable FileReader readerOf(Head head) {
        for (FileReader reader : readers) {
            if (recognises(reader, head)) {
                return reader;
            }
        }
        return null;
    }

    private static boolean recognises(FileReader reader, Head head) {
        try {
            return reader.recognises(head);
        } catch (RuntimeException | StackOverflowError e) {
            return false;
        }
    }

    private FilePart readWith(FileReader reader, CaptureFile file, LongSupplier size) {
        Evidence found = evidence.part();
        String reason;
        LimitException limit = null;
        try {
            reason = reader.read(file, found);
        } catch (LimitException e) {
            reason = FileIntake.message(e);
            limit = e;
        } catch (IOException | RuntimeException | StackOverflowError e) {
            reason = FileIntake.message(e);
        }
        CapturedFile outcome = new CapturedFile(
                file.path(),
                state(reason),
                reader.format(),
                CapturePath.printable(Redaction.reason(reason)),
                size.getAsLong());
        return new FilePart(outcome, found, limit);
    }

    /** A reader that knows a format and has no use for it says so with these words. */
    private static String state(String reason) {
        if (reason.isEmpty()) {
            return "read";
        }
        return reason.startsWith(UnusedReader.NOT_NEEDED) ? "not-needed" : "partly-read";
    }

    /** Some collectors leave the status of the answer above the JSON, such as 200, and istioctl whose answer it is. */
    private static void skipStatus(InputStream text) throws IOException {
        String first = new String(Head.peek(text, STATUS_BYTES), StandardCharsets.UTF_8);
        Matcher status = STATUS.matcher(first);
        if (status.lookingAt()) {
            text.skipNBytes(status.group(1).getBytes(StandardCharsets.UTF_8).length);
        }
    }

    /** Whether there are control characters that no text has. Colours begin with an escape, spinners go back. */
    private static boolean isBinary(byte[] head) {
        for (byte value : head) {
            if (value >= 0 && value < ' ' && TEXT_CONTROLS.indexOf(value) < 0) {
                return true;
            }
        }
        return false;
    }

    /** A file whose beginning was peeked at and whose stream still stands at its start. */
    private record StreamFile(String path, Head head, InputStream open, Workers workers) implements CaptureFile {}
}
