package dev.meshdx.capture;

import dev.meshdx.facts.Origin;
import java.util.List;

/** Raw records of what control planes and istioctl say. */
final class IstiodEvidence {

    private IstiodEvidence() {}

    /**
     * A proxy in a list of connected proxies.
     *
     * @param source syncz, proxy-status or connections
     * @param clusterId identity of its cluster as the control plane knows it, empty when not printed
     * @param istiod control-plane instance, empty when not printed
     * @param namespace namespace, empty when only the file can tell
     * @param pod pod, empty when only the file can tell
     * @param nodeType sidecar, router, waypoint, ztunnel or empty
     * @param version version of the proxy, empty when not printed
     * @param syncs state per resource type, empty when the list has none
     */
    record ListedProxy(
            Origin origin,
            String source,
            String clusterId,
            String istiod,
            String namespace,
            String pod,
            String nodeType,
            String version,
            List<TypeSync> syncs) {}

    /** State of one resource type, in the words of {@link dev.meshdx.facts.ProxySync}. */
    record TypeSync(String type, String state, long ageSeconds, String rejection) {}

    /**
     * A list of connected proxies was read to its end.
     *
     * @param wholeControlPlane it speaks for all instances of the control plane, not for one
     */
    record ProxyList(Origin origin, boolean wholeControlPlane) {}

    /** A message of istioctl analyze. */
    record AnalyzeMessage(
            Origin origin, String code, String level, String kind, String namespace, String name, String message) {
        AnalyzeMessage {
            message = Redaction.masked(message);
        }
    }
}
