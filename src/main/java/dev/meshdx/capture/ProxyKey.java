package dev.meshdx.capture;

import dev.meshdx.facts.Origin;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

    // A record's own equals and hashCode are linked at run time, which every short run would wait for.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ProxyKey that
                && pod.equals(that.pod)
                && namespace.equals(that.namespace)
                && workload.equals(that.workload)
                && component.equals(that.component)
                && place.equals(that.place)
                && cluster.equals(that.cluster);
    }

    @Override
    public int hashCode() {
        int hash = pod.hashCode();
        hash = 31 * hash + namespace.hashCode();
        hash = 31 * hash + workload.hashCode();
        hash = 31 * hash + component.hashCode();
        hash = 31 * hash + place.hashCode();
        hash = 31 * hash + cluster.hashCode();
        return hash;
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
