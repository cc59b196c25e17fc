package dev.meshdx.capture;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Threads that make sense of bytes while the caller reads the next ones. They start with the first piece of work, and the
 * caller waits while too many bytes are under way, so memory stays bounded. One thread hands out work.
 */
final class Workers implements AutoCloseable {

    /** The caller does all work itself. */
    static final Workers NONE = new Workers(0);

    /** Bytes under way above which the caller waits for the oldest piece of work. */
    private static final int BYTES_UNDER_WAY = 32 << 20;

    private final int threads;
    private final Deque<Piece> pieces = new ArrayDeque<>();
    private long underWay;
    private @Nullable ExecutorService pool;

    private Workers(int threads) {
        this.threads = threads;
    }

    /** A thread for each processor, nobody where there is one only. */
    static Workers ofThisMachine() {
        int processors = Runtime.getRuntime().availableProcessors();
        return processors == 1 ? NONE : of(processors);
    }

    /** A number of threads, at least one. */
    static Workers of(int threads) {
        return new Workers(threads);
    }

    /** Whether there is anybody but the caller. */
    boolean any() {
        return threads > 0;
    }

    /** Has work done on a number of bytes. */
    <T> Future<T> submit(int bytes, Callable<T> work) {
        if (!any()) {
            FutureTask<T> task = new FutureTask<>(work);
            task.run();
            return task;
        }
        if (pool == null) {
            pool = Executors.newFixedThreadPool(threads, Workers::thread);
        }
        Future<T> future = pool.submit(work);
        pieces.add(new Piece(future, bytes));
        underWay += bytes;
        while (underWay > BYTES_UNDER_WAY) {
            Piece oldest = pieces.remove();
            result(oldest.work());
            underWay -= oldest.bytes();
        }
        return future;
    }

    /**
     * What the work gave.
     *
     * @throws RuntimeException or Error, what the work threw; work reports checked exceptions in its result
     */
    static <T> T result(Future<T> work) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return work.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException exception ? exception : new IllegalStateException(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "meshdx-reader");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        if (pool != null) {
            pool.shutdownNow();
        }
    }

    private record Piece(Future<?> work, int bytes) {}
}
