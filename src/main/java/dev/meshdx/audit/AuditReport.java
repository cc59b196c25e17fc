package dev.meshdx.audit;

import dev.meshdx.diagnosis.Report;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

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

        /** How many of its findings are in that state. */
        public int count(String state) {
            return clusters.values().stream()
                    .mapToInt(hit -> hit.states().getOrDefault(state, 0))
                    .sum();
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

        /** How many findings are there now. */
        public int present() {
            return states.entrySet().stream()
                    .filter(state ->
                            !state.getKey().equals("gone") && !state.getKey().equals("not-judged"))
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

    /** The causes: by severity, then by how many clusters have them, then by id. */
    public List<Cause> causes() {
        List<Cause> causes = new ArrayList<>();
        by(of("finding"), AuditRow::id).forEach((id, found) -> causes.add(cause(id, found)));
        causes.sort(Comparator.comparingInt((Cause cause) -> -AuditRow.SEVERITIES.indexOf(cause.severity()))
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

    private static Map<String, List<AuditRow>> by(List<AuditRow> rows, Function<AuditRow, String> key) {
        Map<String, List<AuditRow>> groups = new TreeMap<>();
        rows.forEach(row -> groups.computeIfAbsent(key.apply(row), name -> new ArrayList<>())
                .add(row));
        return groups;
    }
}
