package dev.meshdx.collect;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs pieces of work side by side, leaves out what an earlier run did, and notes what came of each. */
final class Tasks {

    private final Staging staging;
    private final Clockwork clockwork;
    private final Pace pace;
    private final Consumer<String> progress;

    Tasks(Staging staging, Clockwork clockwork, Pace pace, Consumer<String> progress) {
        this.staging = staging;
        this.clockwork = clockwork;
        this.pace = pace;
        this.progress = progress;
    }

    /**
     * Runs all of them.
     *
     * @param what word for progress
     * @throws CollectException when the capture can't be written
     */
    void run(String what, List<Task> tasks) {
        AtomicInteger done = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(pace.concurrency(), task -> {
            Thread thread = new Thread(task, "collect");
            thread.setDaemon(true);
            return thread;
        });
        List<Future<?>> running = new ArrayList<>();
        for (Task task : tasks) {
            running.add(threads.submit(() -> {
                one(task);
                progress.accept(what + " " + done.incrementAndGet() + " of " + tasks.size());
                return task;
            }));
        }
        threads.shutdown();
        try {
            for (Future<?> each : running) {
                each.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            clockwork.stop();
        } catch (ExecutionException e) {
            clockwork.stop();
            threads.shutdownNow();
            throw failure(e.getCause());
        }
    }

    private void one(Task task) throws FullDiskException, IOException {
        if (staging.has(task.name())) {
            return;
        }
        Outcome outcome = new Outcome(task.name());
        if (clockwork.over()) {
            outcome.problems().put(task.name(), clockwork.whyOver());
        } else {
            try {
                task.work().run(outcome);
            } catch (FullDiskException e) {
                throw e;
            } catch (IOException e) {
                outcome.problems().put(task.name(), reason(e));
            }
        }
        staging.add(outcome);
    }

    /** Why something was not to be had, for the manifest. */
    static String reason(IOException error) {
        if (error instanceof Refused refused) {
            return refused.reason();
        }
        return error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage();
    }

    private static RuntimeException failure(@Nullable Throwable cause) {
        if (cause instanceof FullDiskException full) {
            return new CollectException(full.getMessage()
                    + "\nMake room or give another path with -o; --resume goes on with what was taken so far.");
        }
        return cause instanceof RuntimeException defect ? defect : new IllegalStateException(cause);
    }
}
