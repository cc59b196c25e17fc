package dev.meshdx.collect;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Closes what takes too long, and all that is open some moments after the run was stopped. */
final class Watchdog implements AutoCloseable {

    /** What has begun when a run is stopped may still end by itself. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "collect-watchdog");
        thread.setDaemon(true);
        return thread;
    });

    /** Closes something when time is up, unless the watch is closed before. */
    Watch watch(Closeable watched, Duration limit) {
        Watch watch = new Watch(watched);
        watches.add(watch);
        watch.end = timer.schedule(watch::end, limit.toMillis(), TimeUnit.MILLISECONDS);
        return watch;
    }

    /** The run was stopped. */
    void endSoon() {
        var unused = timer.schedule(() -> watches.forEach(Watch::end), GRACE.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    /** Something that is watched until this is closed. */
    final class Watch {

        private final Closeable watched;
        private volatile Future<?> end = CompletableFuture.completedFuture(null);

        private Watch(Closeable watched) {
            this.watched = watched;
        }

        private void end() {
            try {
                watched.close();
            } catch (IOException e) {
                // whoever uses it gets an error of his own
            }
        }

        void close() {
            end.cancel(false);
            watches.remove(this);
        }
    }
}
