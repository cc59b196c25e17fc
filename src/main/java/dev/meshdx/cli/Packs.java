package dev.meshdx.cli;

import dev.meshdx.lint.SiteFile;
import dev.meshdx.rules.PackLoader;
import dev.meshdx.rules.RuleBase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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

    @Option(
            names = "--site",
            paramLabel = "FILE",
            description = "A meshdx.yaml: thresholds, severities, accepted findings and further inputs of this site;"
                    + " default: the file that $MESHDX_SITE names.")
    @Nullable
    private Path site;

    private final List<String> notes = new ArrayList<>();
    private List<PackLoader.Refused> refused = List.of();

    /** The bundled packs and every further pack that loads; one that does not is named in {@link #notes}. */
    RuleBase load() {
        return tuned(untuned());
    }

    private RuleBase untuned() {
        if (sources.isEmpty()) {
            return RuleBase.bundled();
        }
        PackLoader.Loaded loaded = loader().add(RuleBase.bundled(), sources);
        refused = loaded.refused();
        refused.forEach(pack -> notes.add(pack.sentence()));
        notes.addAll(loaded.notes());
        return loaded.rules();
    }

    /** A file with a mistake tunes nothing: a half-applied one would hide findings for reasons that nobody wrote down. */
    private RuleBase tuned(RuleBase rules) {
        String named = System.getenv("MESHDX_SITE");
        Path file = site != null ? site : named == null || named.isEmpty() ? null : Path.of(named);
        if (file == null) {
            return rules;
        }
        SiteFile.Checked checked = SiteFile.read(file, rules);
        if (!checked.findings().isEmpty()) {
            List<String> lines = checked.findings().stream()
                    .map(finding -> finding + (finding.fix().isEmpty() ? "" : "\n    fix: " + finding.fix()))
                    .toList();
            throw new UsageException(String.join("\n", lines));
        }
        return rules.tuned(checked.site());
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
