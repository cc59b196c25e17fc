package dev.meshdx.facts;

import java.util.List;

/**
 * A log message that a pack wants to know of. Readers test the literal first and the expression only where it occurs.
 *
 * @param id id, unique over all packs
 * @param sources processes whose log may print it: istio-proxy, istiod, ztunnel, linkerd-proxy, linkerd-control-plane,
 *     istio-cni, application; empty for any
 * @param contains text that each matching line contains
 * @param regex expression that must be found in the line, with named groups to keep; empty for the literal alone
 * @param clearedBy text of a later line that says the trouble is over; empty when there is none
 */
public record Signature(String id, List<String> sources, String contains, String regex, String clearedBy) {
    public Signature {
        sources = List.copyOf(sources);
    }
}
