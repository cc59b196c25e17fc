package dev.meshdx.audit;

import dev.meshdx.diagnosis.Report;
import dev.meshdx.report.Phrases;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The result of an audit; every format is a rendering of it. The rows hold everything, the other views are made from them.
 *
 * @param tool what ran
 * @param compared whether there was a baseline, so that states are new, still, gone and not-judged instead of found
 * @param rows all rows in {@link AuditRow#ORDER}
 */
public record AuditReport(Report.Tool tool, boolean compared, List<AuditRow> rows) {

    public AuditReport {
        List<AuditRow> sorted = new ArrayList<>(rows);
        sorted.sort(AuditRow.ORDER);
        rows = List.copyOf(sorted);
    }

    /**
     * A failure mode and whom it hits.
     *
     * @param id failure mode
     * @param title its title
     * @param severity the highest severity it was found with
     * @param clusters the clusters that it hits, by name
     * @param roots how many findings of it nothing else explains
     * @param since earliest moment of all its findings, empty when unknown
     */
    public record Cause(String id, String title, String severity, Map<String, Hit> clusters, int roots, String since) {

        /** How many findings per state. */
        public Map<String, Integer> states() {
            Map<String, Integer> states = new TreeMap<>();
            clusters.values()
                    .forEach(hit -> hit.states().forEach((state, count) -> states.merge(state, count, Integer::sum)));
            return states;
        }

        /** How many clusters have it now. */
        public long present() {
            return clusters.values().stream().filter(hit -> hit.present() > 0).count();
        }
    }

    /**
     * What a failure mode does to one cluster.
     *
     * @param states how many findings per state
     * @param since earliest moment, empty when unknown
     * @param certainty highest certainty
     */
    public record Hit(Map<String, Integer> states, String since, double certainty) {

        /** How many findings are there now, without the accepted ones. */
        public int present() {
            return states.entrySet().stream()
                    .filter(state -> !AuditRow.UNCOUNTED.contains(state.getKey()))
                    .mapToInt(Map.Entry::getValue)
                    .sum();
        }
    }

    /** The rows of one kind of record. */
    public List<AuditRow> of(String record) {
        return rows.stream().filter(row -> row.record().equals(record)).toList();
    }

    /** All clusters, sorted. */
    public List<String> clusters() {
        TreeSet<String> names = new TreeSet<>();
        rows.stream().map(AuditRow::cluster).filter(name -> !name.isEmpty()).forEach(names::add);
        return List.copyOf(names);
    }

    /** The causes: those that are there now first, by severity, then by how many clusters have them, then by id. */
    public List<Cause> causes() {
        List<Cause> causes = new ArrayList<>();
        by(of("finding"), AuditRow::id).forEach((id, found) -> causes.add(cause(id, found)));
        causes.sort(Comparator.comparing((Cause cause) -> cause.present() == 0)
                .thenComparingInt(cause -> -AuditRow.SEVERITIES.indexOf(cause.severity()))
                .thenComparingLong(cause -> -cause.present())
                .thenComparing(Cause::id));
        return causes;
    }

    private static Cause cause(String id, List<AuditRow> found) {
        Map<String, Hit> clusters = new LinkedHashMap<>();
        by(found, AuditRow::cluster).forEach((cluster, rows) -> {
            Map<String, Integer> states = new TreeMap<>();
            rows.forEach(row -> states.merge(row.state(), 1, Integer::sum));
            clusters.put(
                    cluster,
                    new Hit(
                            states,
                            since(rows),
                            rows.stream().mapToDouble(AuditRow::certainty).max().orElse(0)));
        });
        AuditRow worst = found.stream()
                .max(Comparator.comparingInt(row -> AuditRow.SEVERITIES.indexOf(row.severity())))
                .orElseThrow();
        int roots = (int) found.stream()
                .filter(row -> row.present() && row.role().equals("root"))
                .count();
        return new Cause(id, worst.title(), worst.severity(), clusters, roots, since(found));
    }

    private static String since(List<AuditRow> rows) {
        return rows.stream()
                .map(AuditRow::since)
                .filter(since -> !since.isEmpty())
                .min(Comparator.naturalOrder())
                .orElse("");
    }

    /** What could not be judged: captures per failure mode, the failure mode that most captures leave open first. */
    public Map<String, List<AuditRow>> undecided() {
        Map<String, List<AuditRow>> sorted = new LinkedHashMap<>();
        by(of("undecided"), AuditRow::id).entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<String, List<AuditRow>> entry) ->
                                -entry.getValue().size())
                        .thenComparing(Map.Entry::getKey))
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }

    /** The certificates, the one that ends first in front. */
    public List<AuditRow> certificates() {
        return of("certificate").stream()
                .sorted(Comparator.comparingLong(AuditRow::days).thenComparing(AuditRow.ORDER))
                .toList();
    }

    /** The accepted findings, by failure mode. */
    public List<AuditRow> accepted() {
        return of("finding").stream()
                .filter(row -> row.state().equals("accepted"))
                .sorted(Comparator.comparing(AuditRow::id).thenComparing(AuditRow.ORDER))
                .toList();
    }

    /** How many certificates end how soon; each band is there, the first to end in front. */
    public Map<String, Integer> certificateBands() {
        Map<String, Integer> bands = new LinkedHashMap<>();
        List.of("ended", "0 to 7 days", "8 to 30 days", "31 to 90 days", "more than 90 days")
                .forEach(band -> bands.put(band, 0));
        of("certificate").forEach(row -> bands.merge(band(row.days()), 1, Integer::sum));
        return bands;
    }

    private static String band(long days) {
        if (days < 0) {
            return "ended";
        }
        if (days <= 7) {
            return "0 to 7 days";
        }
        if (days <= 30) {
            return "8 to 30 days";
        }
        return days <= 90 ? "31 to 90 days" : "more than 90 days";
    }

    /**
     * A version of a mesh in use.
     *
     * @param mesh kind of mesh
     * @param version version, empty when unknown
     * @param until end of its support, empty when unknown
     * @param ended whether that was over when a capture was taken
     * @param clusters who runs it, sorted
     */
    public record Version(String mesh, String version, String until, boolean ended, List<String> clusters) {

        /** What is known of its support. */
        public String support() {
            return until.isEmpty() ? "end of support unknown" : (ended ? "support ended " : "supported until ") + until;
        }
    }

    /** The versions in use, by mesh and version. */
    public List<Version> versions() {
        return by(of("mesh"), row -> row.id() + '\0' + row.version()).values().stream()
                .map(rows -> new Version(
                        rows.get(0).id(),
                        rows.get(0).version(),
                        rows.get(0).until(),
                        rows.stream().anyMatch(row -> row.days() < 0),
                        rows.stream().map(AuditRow::cluster).distinct().sorted().toList()))
                .toList();
    }

    /** The result in one sentence. */
    public String headline() {
        int present =
                (int) causes().stream().filter(cause -> cause.present() > 0).count();
        List<AuditRow> captures = of("capture");
        return Phrases.count(present, "cause") + " in " + Phrases.count(captures.size(), "capture") + ": "
                + counts(captureStates()).replace("findings", "with findings");
    }

    /** How many captures per state. */
    public Map<String, Integer> captureStates() {
        Map<String, Integer> states = new TreeMap<>();
        of("capture").forEach(row -> states.merge(row.state(), 1, Integer::sum));
        return states;
    }

    /** {@code 3 new, 2 still}. */
    static String counts(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .map(count -> count.getValue() + " " + count.getKey())
                .collect(Collectors.joining(", "));
    }

    private static Map<String, List<AuditRow>> by(List<AuditRow> rows, Function<AuditRow, String> key) {
        Map<String, List<AuditRow>> groups = new TreeMap<>();
        rows.forEach(row -> groups.computeIfAbsent(key.apply(row), name -> new ArrayList<>())
                .add(row));
        return groups;
    }
}
