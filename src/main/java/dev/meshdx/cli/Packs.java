package dev.meshdx.cli;

import dev.meshdx.rules.PackException;
import dev.meshdx.rules.RuleBase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The packs of a run: the bundled ones and those of {@code --rules}. */
final class Packs {

    @Option(
            names = "--rules",
            paramLabel = "DIR",
            description =
                    "A pack, or a folder of packs, beside the bundled ones; same ids replace bundled failure modes.")
    private List<Path> folders = new ArrayList<>();

    private final List<String> notes = new ArrayList<>();

    /** The bundled packs and every further pack that loads; one that does not is named in {@link #notes}. */
    RuleBase load() {
        RuleBase rules = RuleBase.bundled();
        for (Path folder : folders) {
            try {
                rules = rules.and(RuleBase.of(folder, cache()));
            } catch (PackException e) {
                notes.add("Pack " + folder + " was not loaded, its failure modes were not assessed: " + e.getMessage());
            }
        }
        return rules;
    }

    /** What the reader of a report must know of packs. */
    List<String> notes() {
        return List.copyOf(notes);
    }

    /** Whether a pack that was asked for could not be loaded. */
    boolean failed() {
        return !notes.isEmpty();
    }

    /** Folder of compiled rules. */
    static Path cache() {
        String home = System.getenv("XDG_CACHE_HOME");
        Path base = home == null || home.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(home);
        return base.resolve("meshdx").resolve("rules");
    }
}
