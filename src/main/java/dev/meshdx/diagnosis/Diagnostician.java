package dev.meshdx.diagnosis;

import dev.meshdx.criteria.Criteria;
import dev.meshdx.diagnosis.Report.Diagnosis;
import dev.meshdx.diagnosis.Report.Undecided;
import dev.meshdx.facts.Coverage;
import dev.meshdx.facts.Fact;
import dev.meshdx.facts.FactBase;
import dev.meshdx.facts.MeshInstall;
import dev.meshdx.facts.Proxy;
import dev.meshdx.facts.ResponseFlagCount;
import dev.meshdx.facts.Subject;
import dev.meshdx.rules.Conclusion;
import dev.meshdx.rules.FailureMode;
import dev.meshdx.rules.Firing;
import dev.meshdx.rules.Knowledge;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Judges what the rules concluded: outcome, certainty, cause tree, ranking, next evidence. Pure: the same input, the same report. */
public final class Diagnostician {

    private final Knowledge knowledge;
    private final Report.Tool tool;

    /**
     * A diagnostician for these packs.
     *
     * @param knowledge what the packs know
     * @param tool what the report says of the program and its packs
     */
    public Diagnostician(Knowledge knowledge, Report.Tool tool) {
        this.knowledge = knowledge;
        this.tool = tool;
    }

    /**
     * Judges a capture.
     *
     * @param base the facts
     * @param firings what the rules concluded, per cluster
     * @param notes what the reader of the report must know beside
     */
    public Report diagnose(FactBase base, Map<String, Firing> firings, List<String> notes) {
        List<Diagnosis> diagnoses = new ArrayList<>();
        List<Undecided> undecided = new ArrayList<>();
        Set<String> ruledOut = new TreeSet<>();
        List<String> allNotes = new ArrayList<>(notes);
        List<Judged> clusters = new ArrayList<>();
        Optional<Instant> now = base.timeFrom().equals("unknown") ? Optional.empty() : Optional.of(base.time());
        new TreeMap<>(firings).forEach((cluster, firing) -> {
            allNotes.addAll(firing.notes());
            clusters.add(judge(base.of(cluster), firing, now));
        });
        clusters.forEach(cluster -> allNotes.addAll(cluster.accepted().notes()));
        List<Report.Suppressed> suppressed = clusters.stream()
                .flatMap(cluster -> cluster.accepted().suppressed().stream())
                .toList();
        List<Finding> roots = new ArrayList<>();
        clusters.forEach(cluster -> roots.addAll(cluster.roots()));
        Map<Finding, Judged> home = new HashMap<>();
        clusters.forEach(cluster -> cluster.roots().forEach(root -> home.put(root, cluster)));
        DiagnosisWriter writer = new DiagnosisWriter(knowledge);
        int rank = 1;
        for (Finding root : Ranking.order(roots)) {
            Judged cluster = java.util.Objects.requireNonNull(home.get(root));
            writer.write(root, rank++, cluster.topology(), cluster.meshes(), cluster.authority(), diagnoses);
        }
        clusters.forEach(cluster -> {
            undecided.addAll(cluster.undecided());
            ruledOut.addAll(cluster.ruledOut());
        });
        diagnoses.forEach(diagnosis -> ruledOut.remove(diagnosis.id()));
        suppressed.forEach(finding -> ruledOut.remove(finding.id()));
        List<Undecided> open = undecided.stream()
                .sorted(Comparator.comparingDouble(
                                (Undecided mode) -> -mode.certainty() * Ranking.severity(mode.severity()))
                        .thenComparing(Undecided::id))
                .toList();
        return new Report(
                tool,
                capture(base),
                Headline.of(diagnoses, suppressed.size()),
                verdict(base, diagnoses, ruledOut),
                diagnoses,
                open,
                List.copyOf(ruledOut),
                NextEvidence.of(open, explaining(roots), knowledge.failureModes()),
                Criteria.of(base),
                allNotes,
                new Report.SiteEffects(knowledge.site().file(), Tuning.of(knowledge), suppressed),
                Picture.NONE);
    }

    /** Failure modes that would stand above one of the roots. */
    private Set<String> explaining(List<Finding> roots) {
        Set<String> found = new TreeSet<>();
        roots.forEach(root -> found.add(root.mode.id()));
        Set<String> explaining = new TreeSet<>();
        for (FailureMode mode : knowledge.failureModes()) {
            if (mode.causes().stream().anyMatch(found::contains)) {
                explaining.add(mode.id());
            }
        }
        return explaining;
    }

    /** What was judged of one cluster. */
    private record Judged(
            Topology topology,
            List<MeshInstall> meshes,
            Authority authority,
            List<Finding> roots,
            Accepted accepted,
            List<Undecided> undecided,
            List<String> ruledOut) {}

    private Judged judge(List<Fact> facts, Firing firing, Optional<Instant> now) {
        Topology topology = new Topology(facts);
        List<MeshInstall> meshes = facts.stream()
                .filter(MeshInstall.class::isInstance)
                .map(MeshInstall.class::cast)
                .toList();
        Set<String> kinds = meshKinds(facts);
        List<FailureMode> modes = knowledge.failureModes().stream()
                .filter(mode -> applies(mode, kinds))
                .toList();
        Map<String, List<Finding>> findings = findings(modes, firing, topology);
        List<Finding> found = findings.values().stream()
                .flatMap(List::stream)
                .filter(Finding::found)
                .toList();
        Accepted accepted = Accepted.of(found, knowledge.site(), now);
        List<Finding> roots = new CauseTree(modes).build(accepted.others());
        Outcomes outcomes = new Outcomes(facts);
        Wanted wanted = wanted(topology, roots, meshes, facts);
        List<Undecided> undecided = new ArrayList<>();
        List<String> ruledOut = new ArrayList<>();
        for (FailureMode mode : modes) {
            List<Finding> own = findings.getOrDefault(mode.id(), List.of());
            if (own.stream().anyMatch(Finding::found)) {
                continue;
            }
            double certainty = own.isEmpty() ? Certainty.of(mode, Set.of()) : 0;
            Set<String> fired = own.isEmpty() ? Set.of() : new TreeSet<>();
            for (Finding finding : own) {
                certainty = Math.max(certainty, finding.certainty);
                fired.addAll(finding.byRule.keySet());
            }
            List<String> missing = outcomes.missing(mode, fired);
            boolean assessed = !firing.quarantined().containsKey(mode.id());
            if (assessed && missing.isEmpty() && certainty < Certainty.POSSIBLE) {
                ruledOut.add(mode.id());
            } else {
                undecided.add(
                        new Undecided(mode.id(), mode.title(), mode.severity(), certainty, wanted.commands(missing)));
            }
        }
        return new Judged(topology, meshes, new Authority(facts, found), roots, accepted, undecided, ruledOut);
    }

    /** The commands that capture what is missing; many failure modes miss the same, so each is made once. */
    private static final class Wanted {
        private final Map<String, Object> names;
        private final boolean linkerd;
        private final Map<String, Report.Missing> known = new HashMap<>();

        Wanted(Map<String, Object> names, boolean linkerd) {
            this.names = names;
            this.linkerd = linkerd;
        }

        List<Report.Missing> commands(List<String> kinds) {
            List<Report.Missing> commands = new ArrayList<>(kinds.size());
            for (String kind : kinds) {
                commands.add(known.computeIfAbsent(
                        kind,
                        key -> new Report.Missing(
                                key,
                                Template.command(Outcomes.command(key, linkerd), names)
                                        .orElseThrow())));
            }
            return commands;
        }
    }

    /** Names that commands are filled in with; where the capture knows none, words that say what to substitute. */
    private static Wanted wanted(Topology topology, List<Finding> roots, List<MeshInstall> meshes, List<Fact> facts) {
        boolean linkerd = kinds(meshes).equals(Set.of("linkerd"));
        Map<String, Object> values = new HashMap<>();
        values.put("pod", NextEvidence.POD);
        values.put("resource", "pod/" + NextEvidence.POD);
        values.put("namespace", NextEvidence.NAMESPACE);
        values.put("controlPlane", linkerd ? "linkerd-identity" : "istiod");
        values.put(
                "controlPlaneNamespace",
                meshes.stream()
                        .map(MeshInstall::namespace)
                        .filter(namespace -> !namespace.isEmpty())
                        .findFirst()
                        .orElse(linkerd ? "linkerd" : "istio-system"));
        example(topology, roots, facts).ifPresent(example -> {
            boolean pod = example.kind().equals("Pod");
            String kind = example.kind().equals("Workload")
                    ? "deployment"
                    : example.kind().toLowerCase(java.util.Locale.ROOT);
            values.put("pod", pod ? example.name() : kind + "/" + example.name());
            values.put("resource", kind + "/" + example.name());
            values.put("namespace", example.namespace());
        });
        return new Wanted(values, linkerd);
    }

    /** A pod with a proxy, of a root where there is one; else a workload, from which kubectl takes a pod itself. */
    private static Optional<Subject> example(Topology topology, List<Finding> roots, List<Fact> facts) {
        return roots.stream()
                .map(root -> topology.podOf(root.subject))
                .flatMap(java.util.Optional::stream)
                .findFirst()
                .or(topology::anyMeshPod)
                .map(dev.meshdx.facts.Pod::pod)
                .or(() -> first(
                        facts,
                        Proxy.class,
                        proxy -> proxy.pod().isEmpty()
                                ? proxy.subject()
                                : Subject.of(proxy.cluster(), proxy.namespace(), "Pod", proxy.pod())))
                .or(() -> first(facts, ResponseFlagCount.class, ResponseFlagCount::client))
                .or(() -> first(
                        facts,
                        dev.meshdx.facts.Workload.class,
                        workload -> workload.component().isEmpty() ? workload.subject() : Subject.of("", "", "", "")));
    }

    private static <T extends Fact> Optional<Subject> first(
            List<Fact> facts, Class<T> type, java.util.function.Function<T, Subject> subject) {
        return facts.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .map(subject)
                .filter(each -> !each.name().isEmpty() && !each.namespace().isEmpty())
                .findFirst();
    }

    private static Set<String> kinds(List<MeshInstall> meshes) {
        Set<String> kinds = new TreeSet<>();
        meshes.forEach(mesh -> kinds.add(mesh.kind()));
        return kinds;
    }

    /** Kinds of meshes of which the facts show something. */
    static Set<String> meshKinds(List<Fact> facts) {
        Set<String> kinds = new TreeSet<>();
        for (Fact fact : facts) {
            if (fact instanceof MeshInstall mesh) {
                kinds.add(mesh.kind());
            } else if (fact instanceof Proxy proxy) {
                kinds.add(dataPlane(proxy.mesh()));
            } else if (fact instanceof ResponseFlagCount calls) {
                kinds.add(dataPlane(calls.mesh()));
            }
        }
        kinds.remove("");
        return kinds;
    }

    private static String dataPlane(String proxy) {
        return switch (proxy) {
            case "istio-gateway" -> "istio-sidecar";
            case "ztunnel", "waypoint" -> "istio-ambient";
            default -> proxy;
        };
    }

    static boolean applies(FailureMode mode, Set<String> kinds) {
        return mode.meshes().isEmpty()
                || mode.meshes().stream().anyMatch(kinds::contains)
                || kinds.contains("gloo") && mode.meshes().contains("istio-sidecar");
    }

    static Map<String, List<Finding>> findings(List<FailureMode> modes, Firing firing, Topology topology) {
        Map<String, FailureMode> byId = new HashMap<>();
        modes.forEach(mode -> byId.put(mode.id(), mode));
        Map<String, Map<Subject, Map<String, List<Conclusion>>>> grouped = new TreeMap<>();
        for (Conclusion conclusion : firing.conclusions()) {
            if (byId.containsKey(conclusion.failureMode())) {
                grouped.computeIfAbsent(conclusion.failureMode(), id -> new TreeMap<>())
                        .computeIfAbsent(topology.resolve(conclusion.subject()), subject -> new TreeMap<>())
                        .computeIfAbsent(conclusion.rule(), rule -> new ArrayList<>())
                        .add(conclusion);
            }
        }
        Map<String, List<Finding>> findings = new TreeMap<>();
        grouped.forEach((id, subjects) -> subjects.forEach((subject, byRule) -> {
            Footprint print = new Footprint();
            print.add(topology.footprint(subject));
            byRule.values()
                    .forEach(conclusions -> conclusions.forEach(
                            conclusion -> conclusion.facts().forEach(fact -> print.add(topology.footprint(fact)))));
            findings.computeIfAbsent(id, key -> new ArrayList<>())
                    .add(new Finding(java.util.Objects.requireNonNull(byId.get(id)), subject, byRule, print));
        }));
        return findings;
    }

    private static String verdict(FactBase base, List<Diagnosis> diagnoses, Set<String> ruledOut) {
        if (!diagnoses.isEmpty()) {
            return "findings";
        }
        boolean somethingRead =
                base.of(Coverage.class).stream().anyMatch(coverage -> coverage.captured() && coverage.count() > 0);
        return somethingRead && !ruledOut.isEmpty() ? "healthy" : "undecidable";
    }

    private static Report.Capture capture(FactBase base) {
        return new Report.Capture(
                base.sources(),
                base.files().stream()
                        .map(dev.meshdx.facts.CapturedFile::format)
                        .filter(format -> !format.isEmpty())
                        .distinct()
                        .sorted()
                        .toList(),
                base.clusters(),
                base.time(),
                base.timeFrom(),
                base.of(MeshInstall.class).stream()
                        .map(mesh -> new Report.Mesh(
                                mesh.cluster(), mesh.kind(), mesh.version(), mesh.revision(), mesh.namespace()))
                        .toList(),
                base.of(Coverage.class),
                base.files());
    }
}
