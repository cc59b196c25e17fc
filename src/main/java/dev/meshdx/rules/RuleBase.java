package dev.meshdx.rules;

import dev.meshdx.facts.Fact;
import dev.meshdx.facts.Selection;
import dev.meshdx.facts.Subject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.drools.model.Model;

/** The loaded packs: what they know, what they ask for of a capture, and what they conclude from facts. */
public final class RuleBase implements Knowledge {

    /** Folder of the jar that holds the index and the entries of the bundled packs. */
    static final String RESOURCES = "/dev/meshdx/packs/";

    /** Each is some megabytes; captures of one fleet need few different ones. */
    private static final int MAX_BASES = 16;

    private final RuleIndex index;
    private final Function<String, Entry> entries;
    private final Supplier<Map<String, Object>> alerts;
    private final Function<String, RuleSource> sources;
    private final ClassLoader classes;
    private final RunLimits limits;
    private final Site site;
    private final Parameters parameters;

    /** The sets of rules that were used last, by the ids of their failure modes. */
    private final Map<List<String>, Session.Base> bases = new LinkedHashMap<>(MAX_BASES, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<List<String>, Session.Base> eldest) {
            return size() > MAX_BASES;
        }
    };

    private RuleBase(
            RuleIndex index,
            Function<String, Entry> entries,
            Supplier<Map<String, Object>> alerts,
            Function<String, RuleSource> sources,
            ClassLoader classes,
            RunLimits limits,
            Site site) {
        this.index = index;
        this.entries = entries;
        this.alerts = alerts;
        this.sources = sources;
        this.classes = classes;
        this.limits = limits;
        this.site = site;
        this.parameters = Parameters.of(index.units().values(), site);
    }

    /** The packs that ship with meshdx, compiled when it was built; read once. */
    public static RuleBase bundled() {
        return Bundled.RULES;
    }

    /** Holds the bundled packs from their first use on. */
    private static final class Bundled {
        static final RuleBase RULES = read();

        private static RuleBase read() {
            try (InputStream in = RuleBase.class.getResourceAsStream(RESOURCES + "index.bin")) {
                if (in == null) {
                    throw new IllegalStateException(
                            "the jar lacks " + RESOURCES + "index.bin; build it with: mvn package");
                }
                return new RuleBase(
                        IndexFile.read(in),
                        RuleBase::bundledEntry,
                        RuleBase::bundledAlerts,
                        RuleBase::bundledSource,
                        RuleBase.class.getClassLoader(),
                        RunLimits.USUAL,
                        Site.NONE);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * The packs of a folder or archive and no others, compiled on first use and cached by content.
     *
     * @param place a pack, a folder of packs or an archive of packs
     * @param cache folder of the cache
     * @throws PackException when a pack can't be loaded
     */
    public static RuleBase of(Path place, Path cache) {
        PackLoader.Loaded loaded = new PackLoader(Optional.of(cache)).add(nothing(), List.of(place));
        for (PackLoader.Refused refused : loaded.refused()) {
            throw new PackException(refused.reason());
        }
        return loaded.rules();
    }

    /** The same with only some of the failure modes; the others are not even read. */
    public static RuleBase of(Path place, Path cache, Predicate<String> wanted) {
        RuleBase all = nothing();
        for (PackSource source : PackSource.readAll(place, wanted)) {
            all = all.and(of(source, new RuleCache(Optional.of(cache)).load(List.of(source))));
        }
        return all;
    }

    private static RuleBase nothing() {
        return new RuleBase(
                new RuleIndex(List.of(), Map.of(), Map.of(), List.of()),
                id -> {
                    throw new IllegalStateException("no entry for " + id);
                },
                Map::of,
                id -> {
                    throw new IllegalStateException("no rules of " + id);
                },
                RuleBase.class.getClassLoader(),
                RunLimits.USUAL,
                Site.NONE);
    }

    /** One pack from its files and compiled classes. */
    static RuleBase of(PackSource source, Map<String, RuleCompiler.Compiled> compiled) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        RuleIndex index = RuleIndex.of(List.of(source), compiled);
        source.units().forEach(unit -> entries.put(unit.id(), unit.reader().entry()));
        Map<String, RuleSource> texts = new LinkedHashMap<>();
        source.units().forEach(unit -> texts.put(unit.id(), new RuleSource(unit.path(), unit.drl())));
        return new RuleBase(
                index,
                id -> java.util.Objects.requireNonNull(entries.get(id), id),
                () -> Map.of(source.name(), source.alerts()),
                id -> java.util.Objects.requireNonNull(texts.get(id), id),
                new UnitClassLoader(compiled.values()),
                RunLimits.USUAL,
                Site.NONE);
    }

    /** Builds and fires freshly compiled rules over no facts; throws {@link PackException} when that fails. */
    static void tryOut(Map<String, RuleCompiler.Compiled> compiled) {
        ClassLoader loader = new UnitClassLoader(compiled.values());
        List<String> names = compiled.values().stream()
                .flatMap(unit -> unit.models().stream())
                .toList();
        try {
            Session.run(models(names, loader), List.of(), RunLimits.USUAL);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            throw new PackException("its rules fail before there is any fact: " + Culprit.message(e), e);
        }
    }

    /** The same rules under other limits. */
    RuleBase limited(RunLimits other) {
        return new RuleBase(index, entries, alerts, sources, classes, other, site);
    }

    /** Both: the failure modes of the other rule base replace those of the same id and add to the rest. */
    public RuleBase and(RuleBase other) {
        List<RuleIndex.Pack> packs = new ArrayList<>(index.packs());
        packs.addAll(other.index.packs());
        Map<String, FailureMode> modes = new LinkedHashMap<>(index.modes());
        modes.putAll(other.index.modes());
        Map<String, RuleIndex.UnitIndex> units = new LinkedHashMap<>(index.units());
        units.putAll(other.index.units());
        Map<String, dev.meshdx.facts.Signature> signatures = new LinkedHashMap<>();
        index.signatures().forEach(signature -> signatures.put(signature.id(), signature));
        other.index.signatures().forEach(signature -> signatures.put(signature.id(), signature));
        RuleIndex both = new RuleIndex(packs, modes, units, List.copyOf(signatures.values()));
        Set<String> own = other.index.modes().keySet();
        return new RuleBase(
                both,
                id -> own.contains(id) ? other.entries.apply(id) : entries.apply(id),
                () -> {
                    Map<String, Object> merged = new LinkedHashMap<>(alerts.get());
                    merged.putAll(other.alerts.get());
                    return merged;
                },
                id -> own.contains(id) ? other.sources.apply(id) : sources.apply(id),
                new UnitClassLoader(classes, other.classes),
                limits,
                site);
    }

    /** Only the failure modes of these ids. */
    public RuleBase only(Collection<String> ids) {
        Map<String, FailureMode> modes = new LinkedHashMap<>(index.modes());
        modes.keySet().retainAll(ids);
        Map<String, RuleIndex.UnitIndex> units = new LinkedHashMap<>(index.units());
        units.keySet().retainAll(ids);
        return new RuleBase(
                new RuleIndex(index.packs(), modes, units, index.signatures()),
                entries,
                alerts,
                sources,
                classes,
                limits,
                site);
    }

    /** The same packs with what a site tunes; its ids must be known, see {@code SiteFile} in {@code lint}. */
    public RuleBase tuned(Site own) {
        Map<String, FailureMode> modes = new LinkedHashMap<>(index.modes());
        own.severities()
                .forEach((id, severity) -> modes.computeIfPresent(id, (same, mode) -> mode.rated(severity.word())));
        return new RuleBase(
                new RuleIndex(index.packs(), modes, index.units(), index.signatures()),
                id -> {
                    Entry entry = entries.apply(id);
                    Site.Severity severity = own.severities().get(id);
                    return severity == null ? entry : entry.rated(severity.word());
                },
                alerts,
                sources,
                classes,
                limits,
                own);
    }

    @Override
    public Site site() {
        return site;
    }

    /** Prepares the engine; meant for a second thread while the capture is read. */
    public static void warmUp() {
        Session.warmUp();
    }

    /** Loads the compiler, so that the first change of a rule need not wait for it. */
    public static void warmUpCompiler() {
        String drl = "package rules.warm\nimport dev.meshdx.facts.*\nimport static " + Conclusions.class.getName()
                + ".conclude\nrule \"warm\" when $n : Node( ready == \"True\" ) then conclude( kcontext, $n.subject() ); end\n";
        RuleCompiler.compile(
                List.of(new PackSource.Unit("warm", "warm", drl, DrlFile.parse("warm", drl), Map.of())), "warm");
    }

    /** What the packs ask for of statistics, metrics and logs. */
    public Selection selection() {
        return index.selection().with(site.stats(), site.metrics(), site.signatures());
    }

    @Override
    public Collection<FailureMode> failureModes() {
        return List.copyOf(index.modes().values());
    }

    /** The failure modes with a rule that can't fire without facts of that type, sorted. */
    public List<String> readersOf(Class<? extends Fact> type) {
        return index.units().values().stream()
                .filter(unit ->
                        unit.rules().stream().anyMatch(rule -> rule.reads().contains(type.getSimpleName())))
                .map(RuleIndex.UnitIndex::id)
                .sorted()
                .toList();
    }

    /** Name, version and digest of every pack. */
    public List<List<String>> packs() {
        return index.packs().stream()
                .map(pack -> List.of(pack.name(), pack.version(), pack.sha256()))
                .toList();
    }

    @Override
    public Entry entry(String id) {
        return entries.apply(id);
    }

    /** The alerts that announce the loaded failure modes; read anew at each call, since only few commands ask for them. */
    public Alerts alerts() {
        Alerts all = Alerts.NONE;
        for (Map.Entry<String, Object> pack : alerts.get().entrySet()) {
            if (pack.getValue() instanceof Map<?, ?> fields) {
                Map<String, Object> tree = new LinkedHashMap<>();
                fields.forEach((key, value) -> tree.put(String.valueOf(key), value));
                all = all.and(new AlertReader(pack.getKey(), tree, index.modes()).alerts());
            }
        }
        return all;
    }

    /** Fires all rules that can match over the facts of one cluster. A rule that throws is left out and reported. */
    public Firing fire(List<Fact> captured) {
        List<Fact> facts = parameters.beside(captured);
        Map<String, String> quarantined = new TreeMap<>();
        while (true) {
            List<RuleIndex.UnitIndex> units = relevant(facts, quarantined.keySet());
            if (units.isEmpty()) {
                return new Firing(List.of(), quarantined);
            }
            try {
                return new Firing(Session.run(loaded(units), facts, limits), quarantined);
            } catch (RuntimeException | StackOverflowError | LinkageError | OutOfMemoryError e) {
                Culprit culprit = new Culprit(tried -> Session.run(models(tried), facts, limits));
                quarantined.put(culprit.of(e, units).id(), Culprit.message(e));
            }
        }
    }

    /** Fires every rule whether it can match or not; what {@link #fire} must equal. */
    Firing fireAll(List<Fact> captured) {
        List<Fact> facts = parameters.beside(captured);
        return new Firing(Session.run(models(index.units().values()), facts, limits), Map.of());
    }

    /** The rules of a failure mode as their author wrote them, by name. It must exist. */
    public Map<String, WrittenRule> texts(String id) {
        return RuleReader.read(sources.apply(id));
    }

    /**
     * Why the rules of a failure mode fire or do not over the facts of one cluster: for each rule how many of its conditions hold
     * together and what the first that does not lacks, with the nearest facts. Needs no capture and compiles nothing. For a case
     * that should have fired a test runner prints
     * {@code rules.shortfalls(id, facts, subject -> true).forEach(rule -> problems.addAll(rule.lines()))}.
     *
     * @param id failure mode, which must exist
     * @param facts facts
     * @param about which subjects the rules would have to conclude about
     */
    public List<RuleShortfall> shortfalls(String id, List<Fact> facts, Predicate<Subject> about) {
        Map<String, WrittenRule> texts = texts(id);
        Map<String, List<List<String>>> needs = new LinkedHashMap<>();
        java.util.Objects.requireNonNull(index.modes().get(id), id)
                .evidence()
                .forEach(rule -> needs.put(rule.rule(), rule.needs()));
        return models(List.of(java.util.Objects.requireNonNull(index.units().get(id), id))).stream()
                .flatMap(model -> model.getRules().stream())
                .map(rule -> WhyNot.of(
                        rule,
                        java.util.Objects.requireNonNull(texts.get(rule.getName()), rule.getName()),
                        needs.getOrDefault(rule.getName(), List.of()),
                        parameters.beside(facts),
                        about))
                .toList();
    }

    /** The engine's form of these units. Tests and audits fire the same few sets again and again, from any number of threads. */
    private Session.Base loaded(List<RuleIndex.UnitIndex> units) {
        List<String> ids = units.stream().map(RuleIndex.UnitIndex::id).toList();
        synchronized (bases) {
            Session.Base known = bases.get(ids);
            if (known != null) {
                return known;
            }
        }
        Session.Base made = Session.base(models(units));
        synchronized (bases) {
            bases.put(ids, made);
        }
        return made;
    }

    private List<RuleIndex.UnitIndex> relevant(List<Fact> facts, Set<String> quarantined) {
        Relevance relevance = new Relevance(facts);
        return index.units().values().stream()
                .filter(unit -> !quarantined.contains(unit.id()))
                .filter(unit -> unit.rules().stream().anyMatch(relevance::canFire))
                .toList();
    }

    private List<Model> models(Collection<RuleIndex.UnitIndex> units) {
        return models(units.stream().flatMap(unit -> unit.models().stream()).toList(), classes);
    }

    private static List<Model> models(List<String> names, ClassLoader loader) {
        List<Model> models = new ArrayList<>();
        for (String name : names) {
            models.add(model(loader, name, name));
        }
        return models;
    }

    /** A model class of a failure mode. */
    static Model model(ClassLoader classes, String id, String name) {
        try {
            return (Model) classes.loadClass(name).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new PackException(id + ": its compiled rules cannot be loaded: " + e, e);
        }
    }

    private static Map<String, Object> bundledAlerts() {
        try (InputStream in = RuleBase.class.getResourceAsStream(RESOURCES + "alerts.json")) {
            return in == null ? Map.of() : JsonTree.read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RuleSource bundledSource(String id) {
        try (InputStream in = RuleBase.class.getResourceAsStream(RESOURCES + "sources/" + id + ".json")) {
            if (in == null) {
                throw new IllegalStateException("no rule file for " + id);
            }
            Map<String, Object> tree = JsonTree.read(in);
            return new RuleSource(String.valueOf(tree.get("path")), String.valueOf(tree.get("drl")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Entry bundledEntry(String id) {
        try (InputStream in = RuleBase.class.getResourceAsStream(RESOURCES + "entries/" + id + ".json")) {
            if (in == null) {
                throw new IllegalStateException("no entry for " + id);
            }
            return new EntryReader(id + ".yaml", JsonTree.read(in)).entry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
