package dev.meshdx.facts;

import java.time.Instant;
import java.util.List;
import java.util.TreeSet;

/**
 * Everything that was read from a capture, in an order that does not depend on the order of its files.
 *
 * @param facts all facts, sorted by type, subject and origin
 * @param time capture time
 * @param timeFrom what the capture time was taken from
 * @param sources the paths that were given
 * @param files what became of each file, sorted by path
 */
public record FactBase(
        List<Fact> facts, Instant time, String timeFrom, List<String> sources, List<CapturedFile> files) {

    public FactBase {
        facts = FactOrder.sorted(facts);
        sources = List.copyOf(sources);
        files = List.copyOf(files);
    }

    /** All facts of one type. */
    public <T extends Fact> List<T> of(Class<T> type) {
        return facts.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** All cluster names, sorted. */
    public List<String> clusters() {
        TreeSet<String> names = new TreeSet<>();
        facts.forEach(fact -> names.add(fact.cluster()));
        return List.copyOf(names);
    }

    /** The facts of one cluster. */
    public List<Fact> of(String cluster) {
        return facts.stream().filter(fact -> fact.cluster().equals(cluster)).toList();
    }
}
