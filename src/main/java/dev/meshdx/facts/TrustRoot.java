package dev.meshdx.facts;

import java.util.List;

/**
 * One distinct root of trust and who trusts it: derived from all root certificates and trust anchors of a cluster.
 * Two facts of the same mesh mean that not everybody trusts the same root.
 *
 * @param cluster cluster that the fact was captured from
 * @param mesh istio, linkerd, consul or gloo
 * @param key fingerprint, else serial number
 * @param serial serial number
 * @param subjectName subject, when known
 * @param expired expired at capture time
 * @param proxies proxies that trust it
 * @param objects Secrets, ConfigMaps and control planes that hold it
 * @param holder one holder, as namespace/name
 * @param holders at most 20 holders, as namespace/name
 * @param totalProxies proxies of the mesh whose roots were captured
 * @param origin where the fact was read
 */
public record TrustRoot(
        String cluster,
        String mesh,
        String key,
        String serial,
        String subjectName,
        boolean expired,
        int proxies,
        int objects,
        String holder,
        List<String> holders,
        int totalProxies,
        Origin origin)
        implements Fact {
    public TrustRoot {
        holders = List.copyOf(holders);
    }

    @Override
    public Subject subject() {
        return new Subject(cluster, "", "Mesh", mesh);
    }

    @Override
    public String detail() {
        return mesh + " " + key;
    }
}
