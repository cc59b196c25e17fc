package dev.meshdx.collect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A second staging folder beside the first one, in which pseudonyms stand for names in every file, path and reason. */
final class PseudonymousStaging {

    private static final String FOLDER = "pseudonymous";

    private final NameMap map;
    private final Redactions redactions = new Redactions();
    private final Renaming renaming;
    private final Set<String> kept;
    private final Staging staging;

    /**
     * Copies what was staged and writes the map of names.
     *
     * @param original what was taken
     * @param cluster name of the cluster
     * @throws CollectException when the map can't be read
     */
    PseudonymousStaging(Staging original, String cluster, Pseudonymity how) throws IOException {
        map = NameMap.open(how.map());
        NameHarvest harvest = new NameHarvest(map, new ReservedNames(how.words()));
        harvest.cluster(cluster);
        List<Path> files = files(original.content());
        for (Path file : files) {
            if (isList(original.content().relativize(file))) {
                harvest.read(file);
            }
        }
        harvest.finish();
        kept = harvest.kept();
        renaming = new Renaming(map);
        staging = Staging.open(original.content().resolveSibling(FOLDER), false);
        PseudonymousCopy copy = new PseudonymousCopy(renaming, redactions);
        for (Path file : files) {
            String path = original.content().relativize(file).toString().replace('\\', '/');
            copy.copy(file, staging.content().resolve(renaming.text(path)));
        }
        for (Outcome outcome : original.outcomes()) {
            staging.add(renamed(outcome));
        }
        Outcome certificates = new Outcome("certificates that tell names");
        certificates.redacted().putAll(redactions.counts());
        staging.add(certificates);
        map.save(how.map());
    }

    /** The folder of the copy. */
    Staging staging() {
        return staging;
    }

    /** Number of names and addresses that the map knows. */
    int names() {
        return map.size();
    }

    /** Names that stay because they cannot be told from words of the formats. */
    Set<String> kept() {
        return kept;
    }

    /** The head of the manifest with pseudonyms. */
    Manifest.Head renamed(Manifest.Head head) {
        Map<String, String> mesh = new TreeMap<>();
        head.mesh().forEach((image, count) -> mesh.put(renaming.text(image), count));
        return new Manifest.Head(
                renaming.text(head.cluster()),
                head.serverVersion(),
                head.tool(),
                head.started(),
                head.ended(),
                head.namespaces().stream().map(renaming::text).toList(),
                renaming.text(head.unfinished()),
                mesh);
    }

    private Outcome renamed(Outcome outcome) {
        Outcome renamed = new Outcome(renaming.text(outcome.task()));
        outcome.files().forEach((path, taken) -> renamed.files().put(renaming.text(path), taken));
        for (Covered covered : outcome.coverage()) {
            renamed.coverage()
                    .add(new Covered(
                            covered.kind(),
                            covered.group(),
                            renaming.text(covered.namespace()),
                            covered.state(),
                            covered.count(),
                            renaming.text(covered.reason())));
        }
        outcome.problems()
                .forEach((what, reason) -> renamed.problems().put(renaming.text(what), renaming.text(reason)));
        renamed.redacted().putAll(outcome.redacted());
        return renamed;
    }

    /** Lists of objects lie in these places; pages of proxies lie deeper. */
    private static boolean isList(Path path) {
        boolean depth = path.startsWith("kubernetes") && path.getNameCount() == 2
                || path.startsWith("namespaces") && path.getNameCount() == 3;
        return depth && path.toString().endsWith(".json");
    }

    private static List<Path> files(Path folder) throws IOException {
        try (var walk = Files.walk(folder)) {
            List<Path> files =
                    new ArrayList<>(walk.filter(Files::isRegularFile).sorted().toList());
            files.removeIf(file -> file.toString().endsWith(".part"));
            return files;
        }
    }
}
