package dev.meshdx.audit;

import java.util.Locale;
import java.util.function.Consumer;

/** Counts finished captures and tells rate and time left, estimated from the bytes that are left. */
final class AuditProgress {

    private static final double NANOS = 1e9;

    private final long bytes;
    private final int captures;
    private final Consumer<String> progress;
    private final long start = System.nanoTime();
    private long doneBytes;
    private int done;

    AuditProgress(long bytes, int captures, Consumer<String> progress) {
        this.bytes = bytes;
        this.captures = captures;
        this.progress = progress;
    }

    synchronized void finished(long size) {
        done++;
        doneBytes += size;
        double seconds = (System.nanoTime() - start) / NANOS;
        double share = Math.max((double) doneBytes / Math.max(1, bytes), (double) done / captures);
        progress.accept(String.format(
                Locale.ROOT,
                "%d of %d captures, %.0f a second, about %.0f s left",
                done,
                captures,
                done / seconds,
                seconds / share - seconds));
    }
}
