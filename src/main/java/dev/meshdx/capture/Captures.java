package dev.meshdx.capture;

import dev.meshdx.facts.CaptureTime;
import dev.meshdx.facts.CapturedFile;
import dev.meshdx.facts.Excerpt;
import dev.meshdx.facts.Fact;
import dev.meshdx.facts.FactBase;
import dev.meshdx.facts.Origin;
import dev.meshdx.facts.Selection;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Opens captures: folders, archives, single files and standard input. */
public final class Captures {

    private static final String STANDARD_INPUT = "-";

    private Captures() {}

    /** Loads the readers; meant for a second thread while the command line is parsed. */
    public static void warmUp() {
        Readers.ALL.forEach(reader -> reader.recognises(new Head("", "\n")));
    }

    /**
     * Reads captures into facts. One bad file never ends the run; {@link FactBase#files} tells what became of each.
     *
     * @param paths folders, archives or files; {@code -} is standard input
     * @param selection what the loaded packs ask for
     * @param progress takes short messages for people who wait
     * @throws CaptureException when a path does not exist or can't be opened
     */
    public static FactBase open(List<String> paths, Selection selection, Consumer<String> progress) {
        return open(paths, selection, progress, System.in);
    }

    /**
     * Reads captures again for the lines around some places, with secrets taken out. Standard input can't be read twice.
     *
     * @param paths the paths that were opened, in the same order
     * @param places places that facts were read from
     * @param progress takes short messages for people who wait
     */
    public static List<Excerpt> excerpts(List<String> paths, Set<Origin> places, Consumer<String> progress) {
        Excerpts excerpts = new Excerpts(places);
        Budget budget = new Budget();
        FileIntake intake =
                new FileIntake(new Evidence(Selection.NONE), List.of(excerpts), budget, message -> {}, Workers.NONE);
        progress.accept("quoting " + places.size() + " places");
        for (Map.Entry<String, String> source : prefixes(paths).entrySet()) {
            try {
                if (!places.isEmpty() && !source.getKey().equals(STANDARD_INPUT)) {
                    read(source.getKey(), source.getValue(), intake, budget, InputStream.nullInputStream());
                }
            } catch (LimitException e) {
                intake.note(source.getKey(), "partly-read", FileIntake.message(e), 0);
            }
        }
        return excerpts.found();
    }

    static FactBase open(List<String> paths, Selection selection, Consumer<String> progress, InputStream input) {
        return open(paths, selection, progress, input, Workers.ofThisMachine());
    }

    /** Reads captures with the help of workers, who end with it. */
    static FactBase open(
            List<String> paths, Selection selection, Consumer<String> progress, InputStream input, Workers workers) {
        Evidence evidence = new Evidence(selection);
        Budget budget = new Budget();
        Map<String, String> prefixes = prefixes(paths);
        prefixes.keySet().forEach(Captures::requirePath);
        List<CapturedFile> files;
        try (workers) {
            FileIntake intake = new FileIntake(evidence, Readers.ALL, budget, progress, workers);
            for (Map.Entry<String, String> source : prefixes.entrySet()) {
                progress.accept("reading " + CapturePath.printable(source.getKey()));
                try {
                    read(source.getKey(), source.getValue(), intake, budget, input);
                } catch (LimitException e) {
                    intake.note(source.getKey(), "partly-read", FileIntake.message(e), 0);
                }
            }
            files = intake.finish();
        }
        progress.accept("joining what " + files.size() + " files say");
        return facts(paths, evidence, files);
    }

    /**
     * Reads texts as if they were the files of a capture.
     *
     * @param files texts by path
     * @param now a moment of the capture, {@link Instant#EPOCH} when only the texts tell
     * @param selection what the loaded packs ask for
     */
    public static FactBase of(Map<String, String> files, Instant now, Selection selection) {
        Evidence evidence = new Evidence(selection);
        FileIntake intake = new FileIntake(evidence, Readers.ALL, new Budget(), message -> {}, Workers.NONE);
        if (now.isAfter(Instant.EPOCH)) {
            evidence.observedAt(now, "given");
        }
        for (Map.Entry<String, String> file : files.entrySet()) {
            try {
                byte[] text = file.getValue().getBytes(StandardCharsets.UTF_8);
                intake.take(file.getKey(), "", new ByteArrayInputStream(text));
            } catch (LimitException e) {
                intake.note(file.getKey(), "partly-read", FileIntake.message(e), 0);
            }
        }
        return facts(List.copyOf(files.keySet()), evidence, intake.finish());
    }

    private static FactBase facts(List<String> paths, Evidence evidence, List<CapturedFile> files) {
        CaptureInventory inventory = CaptureInventory.of(evidence, files);
        List<Fact> facts = new ArrayList<>();
        for (Combiner combiner : Combiners.ALL) {
            combiner.combine(evidence, inventory, facts::add);
        }
        facts.addAll(TrustCombiner.trustRoots(facts, inventory.now()));
        inventory
                .clusters()
                .forEach(cluster ->
                        facts.add(new CaptureTime(cluster, inventory.now(), inventory.timeFrom(), Origin.DERIVED)));
        List<CapturedFile> sorted = new ArrayList<>(files);
        sorted.sort(Comparator.comparing(CapturedFile::path).thenComparing(CapturedFile::state));
        List<Fact> merged = SidecarScopes.applied(new MeshInstallMerge(facts).merged());
        return new FactBase(merged, inventory.now(), inventory.timeFrom(), paths, sorted);
    }

    private static void read(String source, String prefix, FileIntake intake, Budget budget, InputStream input)
            throws LimitException {
        if (source.equals(STANDARD_INPUT)) {
            intake.take(prefix.isEmpty() ? "stdin" : prefix, prefix, input);
            return;
        }
        Path path = Path.of(source);
        if (Files.isDirectory(path)) {
            new CaptureFolder(intake, budget, path).readAll(prefix);
            return;
        }
        String name = String.valueOf(path.getFileName());
        try (InputStream in = Files.newInputStream(path)) {
            intake.take(prefix.isEmpty() ? name : prefix + "/" + name, prefix, in);
        } catch (LimitException e) {
            throw e;
        } catch (IOException e) {
            throw new CaptureException("Cannot read " + source + ": " + FileIntake.message(e)
                    + "\nCheck that it is readable, or give another path.");
        }
    }

    /** Files keep their path inside a capture; with several captures the name of the capture stands in front. */
    private static Map<String, String> prefixes(List<String> paths) {
        Map<String, String> prefixes = new LinkedHashMap<>();
        for (String path : paths) {
            String prefix = paths.size() == 1 ? "" : baseName(path);
            int number = 2;
            while (!prefix.isEmpty() && prefixes.containsValue(prefix)) {
                prefix = baseName(path) + "-" + number++;
            }
            prefixes.putIfAbsent(path, prefix);
        }
        return prefixes;
    }

    private static String baseName(String path) {
        String trimmed = path.replaceAll("/+$", "");
        String name = trimmed.substring(trimmed.lastIndexOf('/') + 1);
        return name.replaceAll("(\\.tar)?\\.(gz|bz2|xz)$|\\.(tar|tgz|zip)$", "");
    }

    private static void requirePath(String source) {
        if (source.equals(STANDARD_INPUT)) {
            return;
        }
        boolean there;
        try {
            there = Files.exists(Path.of(source));
        } catch (InvalidPathException e) {
            there = false;
        }
        if (!there) {
            throw new CaptureException(
                    "There is no file or folder " + CapturePath.printable(source)
                            + " (working folder: " + Path.of("").toAbsolutePath()
                            + ").\nGive a folder, a .tar.gz or .zip archive, a single .json or .yaml file, or - for standard input.");
        }
    }
}
