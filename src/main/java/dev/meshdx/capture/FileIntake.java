package dev.meshdx.capture;

import dev.meshdx.facts.CapturedFile;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes one file after the other: unpacks it, finds the reader that knows its format, and notes what became of it. */
final class FileIntake {

    /** An archive that was given, and one level of archives inside it or inside a folder. */
    private static final int ARCHIVES_IN_ARCHIVES = 2;

    private static final int BUFFER_BYTES = 128 * 1024;

    private static final int STATUS_BYTES = 512;
    private static final Pattern STATUS = Pattern.compile("(\\s*The result of pod \\S+:\\s*|\\d{3}\\r?\\n)[{\\[]");

    private static final String TEXT_CONTROLS = "\t\n\r\f\b\u001b";

    private final Evidence evidence;
    private final List<FileReader> readers;
    private final Budget budget;
    private final Consumer<String> progress;
    private final List<CapturedFile> files = new ArrayList<>();

    FileIntake(Evidence evidence, List<FileReader> readers, Budget budget, Consumer<String> progress) {
        this.evidence = evidence;
        this.readers = readers;
        this.budget = budget;
        this.progress = progress;
    }

    /** What became of each file so far. */
    List<CapturedFile> files() {
        return files;
    }

    /** Notes a file that is not read. */
    void note(String path, String state, String reason, long bytes) {
        files.add(new CapturedFile(CapturePath.printable(path), state, "", CapturePath.printable(reason), bytes));
    }

    /**
     * Reads a file, or all files of an archive.
     *
     * @param prefix path that the entries get in front when it is an archive, empty for none
     * @throws LimitException when a limit of the whole capture is reached
     */
    void take(String path, String prefix, InputStream raw) throws LimitException {
        MeteredStream metered = MeteredStream.raw(raw, budget);
        unpack(new Place(path, prefix, 0), buffered(metered), metered, metered);
    }

    /** Reads an entry of an archive. */
    void takeEntry(String path, InputStream content, MeteredStream archive, int depth) throws LimitException {
        MeteredStream metered = MeteredStream.raw(content, budget);
        unpack(new Place(path, path, depth), buffered(metered), metered, archive);
    }

    private void unpack(Place place, InputStream in, MeteredStream size, MeteredStream compressed)
            throws LimitException {
        String path = place.path();
        try {
            Container container = Container.of(peek(in, Container.MAGIC_BYTES));
            if (container.archive()) {
                archive(place, in, container, compressed);
            } else if (container == Container.PLAIN) {
                read(path, in, size);
            } else {
                MeteredStream expanded = MeteredStream.expanded(Decompressor.open(container, in), budget, compressed);
                unpack(place, buffered(expanded), expanded, compressed);
            }
        } catch (LimitException e) {
            note(path, "partly-read", message(e), size.count());
            if (message(e).contains("EXPANDED_BYTES") || message(e).contains("ENTRIES")) {
                throw e;
            }
        } catch (IOException e) {
            note(path, size.count() > Head.LIMIT ? "partly-read" : "unreadable", message(e), size.count());
        }
    }

    private void archive(Place place, InputStream in, Container container, MeteredStream compressed)
            throws IOException {
        String path = place.path();
        if (place.depth() >= ARCHIVES_IN_ARCHIVES) {
            note(path, "unreadable", "an archive inside an archive inside an archive is not opened", 0);
            return;
        }
        progress.accept("reading archive " + CapturePath.printable(path));
        new ArchiveEntries(this, budget).readAll(place.prefix(), path, in, container, compressed, place.depth() + 1);
    }

    private void read(String path, InputStream in, MeteredStream size) throws IOException {
        InputStream text = buffered(new NulFreeStream(Utf8Stream.of(in)));
        skipStatus(text);
        byte[] bytes = peek(text, Head.LIMIT);
        String printable = CapturePath.printable(path);
        String beginning = new String(bytes, StandardCharsets.UTF_8);
        if (beginning.isBlank()) {
            note(path, "not-needed", "empty file", size.count());
            return;
        }
        if (isBinary(bytes)) {
            note(path, "unrecognised", "binary file", size.count());
            return;
        }
        Head head = new Head(printable, beginning);
        Optional<FileReader> reader = readers.stream()
                .filter(candidate -> recognises(candidate, head))
                .findFirst();
        if (reader.isEmpty()) {
            note(path, "unrecognised", "no reader knows this format", size.count());
            return;
        }
        CapturedFile outcome = readWith(reader.get(), new StreamFile(printable, head, text), size);
        files.add(outcome);
    }

    private CapturedFile readWith(FileReader reader, CaptureFile file, MeteredStream size) throws LimitException {
        String reason;
        LimitException limit = null;
        try {
            reason = reader.read(file, evidence);
        } catch (LimitException e) {
            reason = message(e);
            limit = e;
        } catch (IOException | RuntimeException | StackOverflowError e) {
            reason = message(e);
        }
        CapturedFile outcome = new CapturedFile(
                file.path(),
                state(reason),
                reader.format(),
                CapturePath.printable(Redaction.reason(reason)),
                size.count());
        if (limit != null && message(limit).contains("EXPANDED_BYTES")) {
            files.add(outcome);
            throw limit;
        }
        return outcome;
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
        String first = new String(peek(text, STATUS_BYTES), StandardCharsets.UTF_8);
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

    private static boolean recognises(FileReader reader, Head head) {
        try {
            return reader.recognises(head);
        } catch (RuntimeException | StackOverflowError e) {
            return false;
        }
    }

    private static byte[] peek(InputStream in, int bytes) throws IOException {
        in.mark(bytes + 1);
        byte[] head;
        try {
            head = in.readNBytes(bytes);
        } finally {
            in.reset();
        }
        return head;
    }

    private static InputStream buffered(InputStream in) {
        return new BufferedInputStream(in, BUFFER_BYTES);
    }

    static String message(Throwable error) {
        String message = error.getMessage();
        return message == null || message.isBlank() ? error.getClass().getSimpleName() : message;
    }

    /** Where a file lies, what its entries get in front should it be an archive, and how many archives it lies in. */
    private record Place(String path, String prefix, int depth) {}

    /** A file whose beginning was peeked at and whose stream still stands at its start. */
    private record StreamFile(String path, Head head, InputStream open) implements CaptureFile {}
}
