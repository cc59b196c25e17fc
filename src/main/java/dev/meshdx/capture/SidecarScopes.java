package dev.meshdx.capture;

import dev.meshdx.facts.Fact;
import dev.meshdx.facts.ProxyConfigSize;
import dev.meshdx.facts.SidecarScope;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Marks the proxies that a Sidecar resource applies to; objects and dumps meet only after all combiners ran. */
final class SidecarScopes {

    /** Root namespace of Istio unless MeshConfig names another. */
    private static final String ROOT_NAMESPACE = "istio-system";

    private SidecarScopes() {}

    /** All facts, each {@link ProxyConfigSize} with the right {@code sidecarScoped}. */
    static List<Fact> applied(List<Fact> all) {
        Set<List<String>> scoped = new HashSet<>();
        all.stream()
                .filter(SidecarScope.class::isInstance)
                .map(SidecarScope.class::cast)
                .forEach(scope -> scoped.add(List.of(scope.cluster(), scope.namespace())));
        return all.stream()
                .map(fact -> fact instanceof ProxyConfigSize size ? marked(size, scoped) : fact)
                .toList();
    }

    private static Fact marked(ProxyConfigSize size, Set<List<String>> scoped) {
        boolean applies = scoped.contains(List.of(size.cluster(), size.namespace()))
                || scoped.contains(List.of(size.cluster(), ROOT_NAMESPACE));
        return new ProxyConfigSize(
                size.cluster(),
                size.namespace(),
                size.pod(),
                size.workload(),
                size.clusters(),
                size.listeners(),
                size.warmingClusters(),
                size.rejectedListeners(),
                applies,
                size.origin());
    }
}
