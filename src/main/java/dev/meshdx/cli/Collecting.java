package dev.meshdx.cli;

import dev.meshdx.collect.CollectException;
import dev.meshdx.collect.Collected;
import dev.meshdx.collect.Collector;
import dev.meshdx.collect.Request;
import java.io.PrintWriter;
import java.util.Map;

/** Runs a collection: progress and a summary on standard error, and a capture of what there is when somebody presses Ctrl-C. */
final class Collecting {

    private static final long PACKING_MILLIS = 30_000;
    private static final int PROBLEMS = 10;

    private final PrintWriter err;
    private volatile boolean packed;

    Collecting(PrintWriter err) {
        this.err = err;
    }

    Collected collect(Request request) {
        Collector collector = new Collector(request, new Progress(err));
        Thread worker = Thread.currentThread();
        Thread onInterrupt = new Thread(() -> finish(collector, worker), "collect-stop");
        Runtime.getRuntime().addShutdownHook(onInterrupt);
        try {
            Collected collected = collector.collect();
            summary(collected);
            return collected;
        } catch (CollectException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        } finally {
            release(onInterrupt);
        }
    }

    private void finish(Collector collector, Thread worker) {
        err.println("meshdx: stopping; what was taken is packed");
        collector.stop();
        long end = System.nanoTime() + PACKING_MILLIS * 1_000_000;
        while (!packed && worker.isAlive() && System.nanoTime() < end) {
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void release(Thread onInterrupt) {
        packed = true;
        try {
            Runtime.getRuntime().removeShutdownHook(onInterrupt);
        } catch (IllegalStateException e) {
            // the hook is running: it has just been told that the work is done
        }
    }

    private void summary(Collected collected) {
        err.println("meshdx: " + collected.output() + ": " + collected.files() + " files"
                + (collected.unfinished().isEmpty() ? "" : ", unfinished: " + collected.unfinished()));
        collected.notes().forEach(note -> err.println("meshdx: " + note));
        if (!collected.redacted().isEmpty()) {
            err.println("meshdx: taken out: "
                    + String.join(
                            ", ",
                            collected.redacted().entrySet().stream()
                                    .map(sort -> sort.getValue() + " " + sort.getKey())
                                    .sorted()
                                    .toList()));
        }
        collected.problems().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .limit(PROBLEMS)
                .forEach(problem ->
                        err.println("meshdx: not captured: " + problem.getKey() + ": " + problem.getValue()));
        if (collected.problems().size() > PROBLEMS) {
            err.println(
                    "meshdx: and " + (collected.problems().size() - PROBLEMS) + " more, all in meshdx-capture.json");
        }
    }
}
