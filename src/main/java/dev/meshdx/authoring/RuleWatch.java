package dev.meshdx.authoring;

import dev.meshdx.rules.PackException;
import dev.meshdx.rules.RuleBase;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Runs the tests of a failure mode as soon as one of its files changes, in the same warm JVM. The system's notices only wake it
 * early: what has changed is told by the times of the files, so that it works on shared folders, too.
 */
public final class RuleWatch {

    /** How long a change may go unseen where the system gives no notice. */
    private static final long POLL_MILLIS = 1000;

    /** Editors write a file in several steps. */
    private static final long SETTLE_MILLIS = 50;

    private final Path folder;
    private final Path cache;
    private final Function<RuleBase, CaptureReading> captures;
    private final PrintWriter out;

    /**
     * A watch over a folder.
     *
     * @param folder a pack or a folder of packs
     * @param cache folder of compiled rules
     * @param captures how captured files become facts, for the packs under test
     * @param out takes the results
     */
    public RuleWatch(Path folder, Path cache, Function<RuleBase, CaptureReading> captures, PrintWriter out) {
        this.folder = folder;
        this.cache = cache;
        this.captures = captures;
        this.out = out;
    }

    /** Watches until the thread is interrupted. */
    public void run(String only) throws IOException {
        try (WatchService service = folder.getFileSystem().newWatchService()) {
            Map<Path, FileTime> before = files();
            Set<Path> known = new TreeSet<>();
            register(service, known);
            RuleBase.warmUpCompiler();
            out.println("watching " + folder + "; end with Ctrl-C");
            out.flush();
            while (!Thread.currentThread().isInterrupted()) {
                awaitChange(service);
                Map<Path, FileTime> now = files();
                Set<String> changed = changed(before, now);
                before = now;
                changed.removeIf(id -> !only.isEmpty() && !only.equals(id));
                for (String id : changed) {
                    test(id);
                }
                register(service, known);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitChange(WatchService service) throws InterruptedException {
        WatchKey key = service.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
        if (key != null) {
            TimeUnit.MILLISECONDS.sleep(SETTLE_MILLIS);
        }
        while (key != null) {
            key.pollEvents();
            key.reset();
            key = service.poll();
        }
    }

    private void test(String id) throws IOException {
        long start = System.nanoTime();
        List<CaseResult> results = new ArrayList<>();
        try {
            RuleBase rules = RuleBase.of(folder, cache, id::equals);
            results.addAll(new RuleTests(rules, captures.apply(rules)).run(folder, id));
            TestFormat.TEXT.write(results, TestCoverage.of(rules.failureModes(), results), false, out);
        } catch (PackException e) {
            out.println("FAIL  " + e.getMessage());
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        out.println(String.format(Locale.ROOT, "%s in %.1f s", id, seconds));
        out.flush();
    }

    private static Set<String> changed(Map<Path, FileTime> before, Map<Path, FileTime> now) {
        Set<String> ids = new TreeSet<>();
        now.forEach((file, time) -> {
            if (!time.equals(before.get(file))) {
                String name = file.getFileName().toString();
                ids.add(name.substring(0, name.indexOf('.')));
            }
        });
        ids.removeAll(Set.of("pack", "alerts"));
        return ids;
    }

    private Map<Path, FileTime> files() throws IOException {
        Map<Path, FileTime> times = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(path -> path.toString().matches(".*[^/\\\\]\\.(drl|yaml)"))
                    .toList()) {
                times.put(file, Files.getLastModifiedTime(file));
            }
        } catch (java.nio.file.NoSuchFileException | UncheckedIOException e) {
            // A file that vanishes while the folder is read is seen in the next round.
            return times;
        }
        return times;
    }

    private void register(WatchService service, Set<Path> known) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path directory : all.filter(Files::isDirectory).toList()) {
                if (known.add(directory)) {
                    directory.register(
                            service, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
                }
            }
        }
    }
}
