package dev.meshdx.rules;

import dev.meshdx.facts.Fact;
import dev.meshdx.facts.Origin;
import dev.meshdx.facts.Parameter;
import dev.meshdx.facts.Signature;
import dev.meshdx.facts.Subject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a site tunes of the packs without a pack of its own: the content of a {@code meshdx.yaml} that passed its checks.
 *
 * @param file path as it was given, empty when there is none
 * @param thresholds other values of parameters, by id
 * @param severities other severities, by failure mode
 * @param suppressions findings that are known and accepted
 * @param signatures further log messages; an id that a pack has adds a message that means the same
 * @param stats further statistics of Envoy that become facts
 * @param metrics further metrics that become facts
 */
public record Site(
        String file,
        Map<String, Threshold> thresholds,
        Map<String, Severity> severities,
        List<Suppression> suppressions,
        List<Signature> signatures,
        Set<String> stats,
        Set<String> metrics) {

    /** Nothing tuned. */
    public static final Site NONE = new Site("", Map.of(), Map.of(), List.of(), List.of(), Set.of(), Set.of());

    public Site {
        thresholds = Map.copyOf(thresholds);
        severities = Map.copyOf(severities);
        suppressions = List.copyOf(suppressions);
        signatures = List.copyOf(signatures);
        stats = Set.copyOf(stats);
        metrics = Set.copyOf(metrics);
    }

    /**
     * Another value of a parameter.
     *
     * @param value value
     * @param line line of the file
     */
    public record Threshold(double value, int line) {}

    /**
     * Another severity of a failure mode.
     *
     * @param word info, low, medium, high or critical
     * @param standard severity that the pack gives it
     */
    public record Severity(String word, String standard) {}

    /**
     * A finding that is known and accepted for a time. Empty parts of the subject mean any; {@code *} stands for any text.
     *
     * @param id failure mode
     * @param cluster cluster
     * @param namespace namespace
     * @param kind kind of the subject
     * @param name name of the subject
     * @param reason why it is accepted
     * @param until last day of the acceptance, UTC
     * @param line line of the file
     */
    public record Suppression(
            String id,
            String cluster,
            String namespace,
            String kind,
            String name,
            String reason,
            LocalDate until,
            int line) {

        /** Whether it is about a finding, whatever the day. */
        public boolean covers(String mode, Subject subject) {
            return id.equals(mode)
                    && fits(cluster, subject.cluster())
                    && fits(namespace, subject.namespace())
                    && fits(kind, subject.kind())
                    && fits(name, subject.name());
        }

        /** Whether its last day is over. */
        public boolean ended(Instant now) {
            return now.atZone(ZoneOffset.UTC).toLocalDate().isAfter(until);
        }

        private static boolean fits(String glob, String text) {
            return glob.isEmpty()
                    || Pattern.matches(
                            Stream.of(glob.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")),
                            text);
        }
    }

    /** Line of the file, as messages name it. */
    public String at(int line) {
        return file + ":" + line;
    }

    /** Everything that it sets, in an order of its own: equal for equal files, wherever they lie. */
    public String content() {
        return new TreeMap<>(thresholds) + "\n" + new TreeMap<>(severities) + "\n" + suppressions + "\n" + signatures
                + "\n" + new TreeSet<>(stats) + "\n" + new TreeSet<>(metrics);
    }

    /** The first suppression of a finding, also one that has ended. */
    public Optional<Suppression> suppression(String mode, Subject subject) {
        return suppressions.stream().filter(each -> each.covers(mode, subject)).findFirst();
    }

    /** The value of a parameter as a fact. */
    Fact parameter(String cluster, String id, double standard) {
        Threshold own = thresholds.get(id);
        return own == null
                ? new Parameter(cluster, id, standard, Origin.DERIVED)
                : new Parameter(cluster, id, own.value(), Origin.line(file, own.line()));
    }
}
