package dev.meshdx.collect;

import java.time.Duration;

/** Keeps the pace of a run: when calls may begin, when time is up, and whether somebody asked to stop. */
final class Clockwork {

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Pace pace;
    private final long end;
    private final long gapNanos;
    private long nextCall = System.nanoTime();
    private volatile boolean stopped;
    private Runnable onStop = () -> {};

    Clockwork(Pace pace) {
        this.pace = pace;
        this.end = System.nanoTime() + pace.total().toNanos();
        this.gapNanos = 1_000_000_000L / pace.perSecond();
    }

    /** Ends all waiting; calls that have begun have a moment to finish. */
    void stop() {
        Runnable action;
        synchronized (this) {
            stopped = true;
            notifyAll();
            action = onStop;
        }
        action.run();
    }

    /** What else to do when the run is stopped, at once when it was. */
    void onStop(Runnable action) {
        synchronized (this) {
            onStop = action;
            if (!stopped) {
                return;
            }
        }
        action.run();
    }

    boolean stopped() {
        return stopped;
    }

    boolean timeIsUp() {
        return System.nanoTime() - end >= 0;
    }

    /** Whether no further work may begin. */
    boolean over() {
        return stopped || timeIsUp();
    }

    /** Why, for the manifest. */
    String whyOver() {
        return stopped
                ? "the run was stopped"
                : "the time for the whole run (" + pace.total().toSeconds() + " s) was over";
    }

    /** What one call may take now. */
    Duration call() {
        Duration left = Duration.ofNanos(Math.max(1_000_000, end - System.nanoTime()));
        return left.compareTo(pace.call()) < 0 ? left : pace.call();
    }

    /** Waits until the next call may begin; false when it may not. */
    boolean awaitTurn() {
        long at;
        synchronized (this) {
            at = Math.max(nextCall, System.nanoTime());
            nextCall = at + gapNanos;
        }
        return pause(Duration.ofNanos(Math.max(0, at - System.nanoTime())));
    }

    /** Waits before the next try: as long as the server asks, else longer each time; false when there is no time left. */
    boolean backOff(int attempt, Duration asked) {
        Duration own = Duration.ofMillis(250L << Math.min(attempt, 6));
        Duration wanted = asked.compareTo(own) > 0 ? asked : own;
        return pause(wanted.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wanted);
    }

    /** Waits; false when the run ended meanwhile. */
    synchronized boolean pause(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        for (long left = until - System.nanoTime(); left > 0 && !over(); left = until - System.nanoTime()) {
            try {
                wait(left / 1_000_000, (int) (left % 1_000_000));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                stop();
            }
        }
        return !over();
    }
}
