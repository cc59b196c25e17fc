package dev.meshdx.rules;

import dev.meshdx.facts.FactTypes;
import dev.meshdx.facts.Signature;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Adds packs of folders and archives to loaded ones. A pack is checked in this order: checksums, versions, keys, ids, syntax,
 * compilation, compiled classes, a run over no facts. One that fails is left out whole; the others load.
 */
public final class PackLoader {

    private final RuleCache cache;
    private final Optional<SemVer> engine;
    private final String engineTitle;

    /**
     * A loader.
     *
     * @param cache folder of compiled rules, empty to compile them anew
     */
    public PackLoader(Optional<Path> cache) {
        this(
                cache,
                Optional.ofNullable(PackLoader.class.getPackage().getImplementationVersion())
                        .orElse("development"));
    }

    /** For a given version of meshdx; one that is no version, such as that of a working copy, suits every pack. */
    PackLoader(Optional<Path> cache, String engine) {
        this.cache = new RuleCache(cache);
        this.engine = SemVer.of(engine);
        this.engineTitle = engine;
    }

    /**
     * What came of the packs.
     *
     * @param rules all rules that loaded
     * @param refused packs that did not
     * @param notes what else the reader of a report must know: what was replaced, a cache that was not used
     */
    public record Loaded(RuleBase rules, List<Refused> refused, List<String> notes) {}

    /**
     * A pack that was not loaded.
     *
     * @param name its name, or the path when it has none
     * @param version its version, empty when unknown
     * @param source path that was given
     * @param reason what is wrong with it
     * @param failureModes how many failure modes it holds, 0 when unknown
     */
    public record Refused(String name, String version, String source, String reason, int failureModes) {

        public Refused {
            reason = Manifest.shown(reason.strip().replaceAll("\\s*\\R\\s*", " "));
        }

        /** One sentence for people. */
        public String sentence() {
            String modes = failureModes == 0
                    ? "its failure modes were"
                    : failureModes == 1 ? "its 1 failure mode was" : "its " + failureModes + " failure modes were";
            return "pack " + name + (version.isEmpty() ? "" : " " + version) + " not loaded: " + reason + "; " + modes
                    + " not assessed";
        }
    }

    /** A pack whose manifest is right, and what it waits for. */
    private record Candidate(Path source, PackFiles files, Manifest manifest) {

        Refused refused(String reason) {
            return new Refused(
                    manifest.name(),
                    manifest.version().toString(),
                    shown(source),
                    reason,
                    files.rules().size());
        }
    }

    /** Adds the packs of these folders and archives to loaded rules. */
    public Loaded add(RuleBase base, List<Path> sources) {
        List<Refused> refused = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        List<Candidate> waiting = new ArrayList<>();
        sources.forEach(source -> waiting.addAll(candidates(source, refused)));
        return add(base, waiting, refused, notes);
    }

    /** Adds one pack whose checksums and manifest are right. */
    Loaded add(RuleBase base, PackFiles files, Manifest manifest) {
        List<Candidate> waiting = new ArrayList<>(List.of(new Candidate(Path.of(files.label()), files, manifest)));
        return add(base, waiting, new ArrayList<>(), new ArrayList<>());
    }

    private Loaded add(RuleBase base, List<Candidate> waiting, List<Refused> refused, List<String> notes) {
        List<Manifest> loaded = new ArrayList<>();
        RuleBase rules = base;
        while (!waiting.isEmpty()) {
            Candidate next = waiting.stream()
                    .filter(candidate -> candidate.manifest().dependsOn().keySet().stream()
                            .noneMatch(need -> isAmong(need, waiting)))
                    .findFirst()
                    .orElse(waiting.get(0));
            waiting.remove(next);
            try {
                checkVersions(next, rules);
                PackSource source = PackSource.read(next.files(), next.manifest());
                List<String> replaced = replaced(source, rules, loaded);
                RuleBase own = compiled(source);
                checkSignatures(source, own, rules);
                rules = rules.and(own);
                loaded.add(next.manifest());
                if (!replaced.isEmpty()) {
                    notes.add("pack " + next.manifest().title() + " replaces " + String.join(", ", replaced));
                }
            } catch (PackException e) {
                refused.add(next.refused(String.valueOf(e.getMessage())));
            }
        }
        notes.addAll(cache.notes());
        return new Loaded(rules, List.copyOf(refused), List.copyOf(notes));
    }

    private static boolean isAmong(String name, Collection<Candidate> candidates) {
        return candidates.stream()
                .anyMatch(candidate -> candidate.manifest().name().equals(name));
    }

    private static List<Candidate> candidates(Path source, List<Refused> refused) {
        List<Candidate> found = new ArrayList<>();
        try {
            for (PackFiles files : PackFiles.of(source)) {
                try {
                    found.add(new Candidate(source, files, PackSource.manifest(files)));
                } catch (PackException e) {
                    refused.add(new Refused(
                            files.label(),
                            "",
                            shown(source),
                            String.valueOf(e.getMessage()),
                            files.rules().size()));
                }
            }
        } catch (PackException e) {
            refused.add(new Refused(shown(source), "", shown(source), String.valueOf(e.getMessage()), 0));
        }
        return found;
    }

    private static String shown(Path source) {
        return Manifest.shown(source.toString());
    }

    private void checkVersions(Candidate pack, RuleBase rules) {
        Manifest manifest = pack.manifest();
        String needs = "pack " + manifest.title() + " needs ";
        if (engine.isPresent() && !manifest.engine().admits(engine.get())) {
            throw new PackException(needs + "engine " + manifest.engine().text() + ", this is meshdx " + engineTitle
                    + "; take another version of the pack or of meshdx");
        }
        if (!manifest.factModel().admits(SemVer.of(FactTypes.VERSION).orElseThrow())) {
            throw new PackException(needs + "factModel " + manifest.factModel().text() + ", that of this meshdx is "
                    + FactTypes.VERSION + "; take another version of the pack or of meshdx");
        }
        Map<String, String> versions = versions(rules);
        String there = versions.get(manifest.name());
        if (there != null) {
            throw new PackException("pack " + manifest.title() + " has the name of pack " + manifest.name() + " "
                    + there + ", which is loaded; give it another name, and list what it replaces under replaces:");
        }
        manifest.dependsOn().forEach((name, range) -> {
            String version = versions.get(name);
            if (version == null) {
                throw new PackException(needs + "pack " + Manifest.shown(name) + " " + range.text()
                        + ", which is not loaded; add it with --rules");
            }
            if (!SemVer.of(version).map(range::admits).orElse(false)) {
                throw new PackException(needs + "pack " + name + " " + range.text() + ", the loaded one is " + version
                        + "; take another version of one of them");
            }
        });
    }

    private static Map<String, String> versions(RuleBase rules) {
        return rules.packs().stream()
                .collect(Collectors.toMap(pack -> pack.get(0), pack -> pack.get(1), (first, second) -> second));
    }

    /** The ids of other packs that this one replaces; an id that is taken and not listed is refused. */
    private static List<String> replaced(PackSource source, RuleBase rules, List<Manifest> loaded) {
        Map<String, String> taken = new LinkedHashMap<>();
        rules.failureModes().forEach(mode -> taken.put(mode.id(), mode.title()));
        List<String> own = source.units().stream().map(PackSource.Unit::id).toList();
        List<String> replaces = source.manifest().replaces();
        for (String id : replaces) {
            if (!taken.containsKey(id) || !own.contains(id)) {
                throw new PackException(
                        "pack " + source.manifest().title() + " says that it replaces " + Manifest.shown(id)
                                + ", which " + (own.contains(id) ? "no loaded pack has" : "it does not have itself")
                                + Closest.hint(id, own.contains(id) ? taken.keySet() : own));
            }
        }
        for (PackSource.Unit unit : source.units()) {
            if (taken.containsKey(unit.id()) && !replaces.contains(unit.id())) {
                throw new PackException(unit.path() + ": id " + unit.id()
                        + " exists in another pack; choose another id, or list it under replaces: in pack.yaml");
            }
            for (Manifest other : loaded) {
                if (other.owns(unit.id()) && !replaces.contains(unit.id())) {
                    throw new PackException(unit.path() + ": id " + unit.id() + " belongs to pack " + other.title()
                            + ", which owns " + other.ids() + "; choose another id");
                }
            }
        }
        return replaces;
    }

    /** A log signature is shared by all packs that name it, so none may change what it means. */
    private static void checkSignatures(PackSource source, RuleBase own, RuleBase rules) {
        Map<String, Signature> known = new LinkedHashMap<>();
        rules.selection().signatures().forEach(signature -> known.put(signature.id(), signature));
        own.selection().signatures().forEach(signature -> {
            if (!known.getOrDefault(signature.id(), signature).equals(signature)) {
                throw new PackException("pack " + source.manifest().title() + " defines log signature " + signature.id()
                        + " in another way than a loaded pack does; give it another id");
            }
        });
    }

    private RuleBase compiled(PackSource source) {
        Map<String, RuleCompiler.Compiled> compiled = cache.load(List.of(source));
        return RuleBase.of(source, compiled);
    }
}
