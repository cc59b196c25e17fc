package dev.meshdx.audit;

import dev.meshdx.capture.Captures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/** Judges captures in parallel. The result does not depend on their order, on the number of threads or on interruptions. */
public final class Audit {

    /**
     * Memory that a capture may need while it is judged, as a multiple of its bytes on disk: facts are smaller than their text,
     * archives unpack to several times their size.
     */
    private static final long BYTES_PER_BYTE = 12;

    private static final int UNIT_BYTES = 1 << 20;

    private final CaptureJudge judge;
    private final int threads;
    private final int memoryUnits;

    /**
     * An audit.
     *
     * @param judge the packs
     * @param threads how many captures are judged at a time
     * @param memoryBytes memory that all captures in work share; a larger one is judged alone
     */
    public Audit(CaptureJudge judge, int threads, long memoryBytes) {
        this.judge = judge;
        this.threads = threads;
        this.memoryUnits = (int) Math.max(1, Math.min(Integer.MAX_VALUE, memoryBytes / UNIT_BYTES));
    }

    private record Task(Path capture, long bytes, String problem) {}

    /**
     * Judges captures.
     *
     * @param captures folders, archives or files
     * @param journal finished captures are kept there and taken from there
     * @param baseline an earlier audit to compare with
     * @param progress takes short messages
     * @throws IOException when the journal can't be read or written
     */
    public AuditReport run(
            List<Path> captures, Optional<Path> journal, Optional<Baseline> baseline, Consumer<String> progress)
            throws IOException {
        List<Task> tasks = new ArrayList<>(captures.stream().map(Audit::task).toList());
        // The largest first: a large one that comes last would keep one core busy while the others wait.
        tasks.sort(Comparator.comparingLong((Task task) -> -task.bytes()).thenComparing(Task::capture));
        List<AuditRow> rows;
        if (journal.isPresent()) {
            try (Journal kept = Journal.open(journal.get())) {
                rows = judged(tasks, Optional.of(kept), progress);
            }
        } else {
            rows = judged(tasks, Optional.empty(), progress);
        }
        List<AuditRow> compared = baseline.isPresent() ? baseline.get().compared(rows) : rows;
        return new AuditReport(judge.tool(), baseline.isPresent(), compared);
    }

    private static Task task(Path capture) {
        try {
            return new Task(capture, CaptureContent.size(capture), "");
        } catch (IOException e) {
            return new Task(capture, 0, "cannot be read: " + e);
        }
    }

    private List<AuditRow> judged(List<Task> tasks, Optional<Journal> journal, Consumer<String> progress)
            throws IOException {
        Semaphore memory = new Semaphore(memoryUnits, true);
        AuditProgress done =
                new AuditProgress(tasks.stream().mapToLong(Task::bytes).sum(), tasks.size(), progress);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<List<AuditRow>>> futures = new ArrayList<>();
            for (Task task : tasks) {
                futures.add(pool.submit(() -> {
                    int units = units(task);
                    memory.acquire(units);
                    try {
                        List<AuditRow> rows = rows(task, journal);
                        done.finished(task.bytes());
                        return rows;
                    } finally {
                        memory.release(units);
                    }
                }));
            }
            List<AuditRow> rows = new ArrayList<>();
            for (Future<List<AuditRow>> future : futures) {
                rows.addAll(future.get());
            }
            return rows;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            pool.shutdownNow();
        }
    }

    private int units(Task task) {
        return (int) Math.max(1, Math.min(memoryUnits, task.bytes() * BYTES_PER_BYTE / UNIT_BYTES));
    }

    private List<AuditRow> rows(Task task, Optional<Journal> journal) throws IOException {
        String name = task.capture().toString().replace('\\', '/');
        String digest;
        try {
            if (!task.problem().isEmpty()) {
                return List.of(RowWriter.broken(name, "", task.problem()));
            }
            digest = CaptureContent.digest(task.capture());
        } catch (IOException e) {
            return List.of(RowWriter.broken(name, "", "cannot be read: " + e));
        }
        if (journal.isEmpty()) {
            return judge(task, name, digest);
        }
        String key = judge.key(name, digest);
        List<AuditRow> kept = journal.get().find(key);
        if (kept != null) {
            return kept;
        }
        List<AuditRow> rows = judge(task, name, digest);
        journal.get().append(key, rows);
        return rows;
    }

    private List<AuditRow> judge(Task task, String name, String digest) {
        List<String> paths = List.of(task.capture().toString());
        return judge.judge(name, digest, selection -> Captures.open(paths, selection, message -> {}));
    }
}
