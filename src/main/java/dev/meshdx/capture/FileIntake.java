package dev.meshdx.capture;

import dev.meshdx.facts.CapturedFile;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes one file after the other, unpacks it and has it read. Files that fit into a buffer are given to other threads once a
 * capture is large enough for that; what comes of them is put together in the order of the files, so threads change nothing.
 */
final class FileIntake {

    /** An archive that was given, and one level of archives inside it or inside a folder. */
    private static final int ARCHIVES_IN_ARCHIVES = 2;

    private static final int BUFFER_BYTES = 8 * 1024;

    /** Files up to this size are given to other threads; larger ones stream. */
    private static final int HELD_BYTES = 4 << 20;

    /** Bytes of a capture that the caller reads itself: starting threads takes longer than a small capture. */
    private static final long ALONE_BYTES = 2 << 20;

    private final Evidence evidence;
    private final FileReading reading;
    private final Budget budget;
    private final Consumer<String> progress;
    private final Workers workers;
    private final List<Future<FilePart>> parts = new ArrayList<>();
    private long taken;

    FileIntake(Evidence evidence, List<FileReader> readers, Budget budget, Consumer<String> progress, Workers workers) {
        this.evidence = evidence;
        this.reading = new FileReading(readers, evidence);
        this.budget = budget;
        this.progress = progress;
        this.workers = workers;
    }

    /** Waits for what is still being read, adds all that was found to the evidence, and tells what became of each file. */
    List<CapturedFile> finish() {
        List<CapturedFile> files = new ArrayList<>();
        for (Future<FilePart> future : parts) {
            FilePart part = Workers.result(future);
            evidence.addAll(part.evidence());
            files.add(part.file());
        }
        parts.clear();
        return files;
    }

    /** Notes a file that is not read. */
    void note(String path, String state, String reason, long bytes) {
        parts.add(CompletableFuture.completedFuture(reading.unread(path, state, reason, bytes)));
    }

    /**
     * Reads a file, or all files of an archive.
     *
     * @param prefix path that the entries get in front when it is an archive, empty for none
     * @throws LimitException when a limit of the whole capture is reached
     */
    void take(String path, String prefix, InputStream raw) throws LimitException {
        MeteredStream metered = MeteredStream.raw(raw, budget);
        unpack(new Place(path, prefix, 0), metered, metered);
    }

    /** Reads an entry of an archive. */
    void takeEntry(String path, InputStream content, MeteredStream archive, int depth) throws LimitException {
        unpack(new Place(path, path, depth), MeteredStream.raw(content, budget), archive);
    }

    private void unpack(Place place, MeteredStream raw, MeteredStream compressed) throws LimitException {
        MeteredStream size = raw;
        LimitException reached = null;
        try {
            InputStream in = buffered(size);
            Container container = Container.of(Head.peek(in, Container.MAGIC_BYTES));
            while (container.compressed()) {
                size = MeteredStream.expanded(Decompressor.open(container, in), budget, compressed);
                in = buffered(size);
                container = Container.of(Head.peek(in, Container.MAGIC_BYTES));
            }
            if (container.archive()) {
                archive(place, in, container, compressed);
            } else {
                reached = read(place.path(), in, size);
            }
        } catch (LimitException e) {
            note(place.path(), "partly-read", message(e), size.count());
            reached = e;
        } catch (IOException e) {
            String state = size.count() > Head.LIMIT ? "partly-read" : "unreadable";
            note(place.path(), state, message(e), size.count());
        }
        if (reached != null && reached.endsTheCapture()) {
            throw reached;
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

    /** Reads a file, or has it read; gives back the limit that ended it. */
    private @Nullable LimitException read(String path, InputStream in, MeteredStream size) throws IOException {
        HeldFile held = HeldFile.of(new AnnouncedStream(in, path, progress), HELD_BYTES);
        taken += held.length();
        progress.accept("reading, " + parts.size() + " files so far");
        boolean alone = taken <= ALONE_BYTES || !workers.any();
        if (!alone && held.whole()) {
            long bytes = size.count();
            parts.add(workers.submit(held.length(), () -> reading.read(path, held.open(), () -> bytes, Workers.NONE)));
            return held.limit();
        }
        FilePart part = reading.read(path, held.open(), size::count, alone ? Workers.NONE : workers);
        parts.add(CompletableFuture.completedFuture(part));
        return part.limit();
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
}
