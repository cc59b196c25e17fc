package dev.meshdx.cli;

import java.io.PrintWriter;
import java.util.function.Consumer;

/** Progress on standard error for people who wait: silent in the first two seconds, then at most one line a second. */
final class Progress implements Consumer<String> {

    private static final long SILENT_NANOS = 2_000_000_000L;
    private static final long PAUSE_NANOS = 1_000_000_000L;

    private final PrintWriter err;
    private final long start = System.nanoTime();
    private long last;

    Progress(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void accept(String message) {
        long now = System.nanoTime();
        if (now - start > SILENT_NANOS && now - last > PAUSE_NANOS) {
            last = now;
            err.println("meshdx: " + message);
        }
    }
}
