package dev.meshdx.capture;

import dev.meshdx.facts.Origin;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/**
 * One proxy of the capture.
 *
 * @param cluster cluster
 * @param namespace namespace, empty when unknown
 * @param pod pod, empty when unknown
 * @param workload workload
 * @param component component of a mesh, as in {@link dev.meshdx.facts.Pod#component()}
 * @param place folder of its files where the pod is unknown, so that unknown proxies stay apart; else empty
 */
record ProxyKey(String cluster, String namespace, String pod, String workload, String component, String place)
        implements Comparable<ProxyKey> {

    private static final Comparator<ProxyKey> ORDER = Comparator.comparing(ProxyKey::cluster)
            .thenComparing(ProxyKey::namespace)
            .thenComparing(ProxyKey::pod)
            .thenComparing(ProxyKey::place)
            .thenComparing(ProxyKey::workload)
            .thenComparing(ProxyKey::component);

    static ProxyKey of(Owner owner, String path) {
        String place = owner.pod().isEmpty() ? path.substring(0, Math.max(0, path.lastIndexOf('/'))) : "";
        return new ProxyKey(
                owner.cluster(), owner.namespace(), owner.pod(), owner.workload(), owner.component(), place);
    }

    @Override
    public int compareTo(ProxyKey other) {
        return ORDER.compare(this, other);
    }

    /** Finds the proxy that a file belongs to, once per file. */
    static final class Finder {

        private final Inventory inventory;
        private final Map<String, ProxyKey> byPath = new HashMap<>();

        Finder(Inventory inventory) {
            this.inventory = inventory;
        }

        ProxyKey of(Origin origin) {
            return byPath.computeIfAbsent(origin.file(), path -> ProxyKey.of(inventory.ownerOf(path), path));
        }

        /** The proxy that a control plane lists; one that names none belongs to the pod of the file. */
        ProxyKey of(IstiodEvidence.ListedProxy listed) {
            if (listed.pod().isEmpty()) {
                return of(listed.origin());
            }
            String home = inventory.clusterOf(listed.origin().file());
            boolean remote = !listed.clusterId().isEmpty()
                    && !inventory.pods(listed.clusterId()).isEmpty();
            String cluster = remote ? listed.clusterId() : home;
            Owner owner = inventory.owner(cluster, listed.namespace(), listed.pod(), "istio-proxy");
            return ProxyKey.of(owner, listed.origin().file());
        }
    }
}
