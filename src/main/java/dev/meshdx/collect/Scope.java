package dev.meshdx.collect;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What a capture shall hold.
 *
 * @param namespaces namespaces, empty for all
 * @param kinds kinds of objects that the loaded packs need, beside those that every capture has
 * @param since how far back logs go
 * @param healthyProxies proxies per workload that are asked although nothing is wrong with them; those that look ill always are
 * @param only limits of a run that completes an earlier capture
 */
public record Scope(List<String> namespaces, Set<String> kinds, Duration since, int healthyProxies, Only only) {

    /** All proxies. */
    public static final int ALL_PROXIES = Integer.MAX_VALUE;

    public Scope {
        namespaces = List.copyOf(namespaces);
        kinds = Set.copyOf(kinds);
    }

    /** All of it. */
    public Scope(List<String> namespaces, Set<String> kinds, Duration since, int healthyProxies) {
        this(namespaces, kinds, since, healthyProxies, Only.EVERYTHING);
    }
}
