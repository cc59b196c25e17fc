package dev.meshdx.facts;

/**
 * Sidecars of a namespace run another version than the injector of its revision would give them now: derived. Pods that name
 * their image themselves do not count.
 *
 * @param cluster cluster that the fact was captured from
 * @param namespace namespace
 * @param revision revision of the injector, empty for the default one
 * @param injected version that the injector gives
 * @param running version of the first such pod
 * @param pod that pod
 * @param pods number of such pods
 * @param origin where that pod was read
 */
public record ProxyImageDrift(
        String cluster,
        String namespace,
        String revision,
        String injected,
        String running,
        String pod,
        int pods,
        Origin origin)
        implements Fact {
    @Override
    public Subject subject() {
        return Subject.of(cluster, namespace, "Namespace", namespace);
    }

    @Override
    public String detail() {
        return running + " " + injected;
    }
}
