package dev.meshdx.cli;

import dev.meshdx.rules.PackLoader;
import dev.meshdx.rules.RuleBase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The packs of a run: the bundled ones and those of {@code --rules}. */
final class Packs {

    @Option(
            names = "--rules",
            paramLabel = "PATH",
            description =
                    "A pack, a folder of packs or an archive of packs (.zip, .tar, .tar.gz), beside the bundled ones;"
                            + " may be repeated.")
    private List<Path> sources = new ArrayList<>();

    @Option(names = "--no-cache", description = "Compiles the packs of --rules anew and keeps nothing.")
    private boolean withoutCache;

    private final List<String> notes = new ArrayList<>();
    private List<PackLoader.Refused> refused = List.of();

    /** The bundled packs and every further pack that loads; one that does not is named in {@link #notes}. */
    RuleBase load() {
        if (sources.isEmpty()) {
            return RuleBase.bundled();
        }
        PackLoader.Loaded loaded = loader().add(RuleBase.bundled(), sources);
        refused = loaded.refused();
        refused.forEach(pack -> notes.add(pack.sentence()));
        notes.addAll(loaded.notes());
        return loaded.rules();
    }

    /** Loads packs with the cache that the options ask for. */
    PackLoader loader() {
        return new PackLoader(withoutCache ? Optional.empty() : Optional.of(cache()));
    }

    /** What the reader of a report must know of packs. */
    List<String> notes() {
        return List.copyOf(notes);
    }

    /** The packs that were asked for and could not be loaded. */
    List<PackLoader.Refused> refused() {
        return refused;
    }

    /** Whether a pack that was asked for could not be loaded. */
    boolean failed() {
        return !refused.isEmpty();
    }

    /** Folder of compiled rules. */
    static Path cache() {
        String home = System.getenv("XDG_CACHE_HOME");
        Path base = home == null || home.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(home);
        return base.resolve("meshdx").resolve("rules");
    }
}
