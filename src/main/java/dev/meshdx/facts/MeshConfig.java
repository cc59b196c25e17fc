package dev.meshdx.facts;

import java.util.List;

/**
 * The mesh configuration that istiod reads (ConfigMap istio, key mesh).
 *
 * @param cluster cluster that the fact was captured from
 * @param namespace namespace
 * @param name name of the ConfigMap
 * @param outboundMode ALLOW_ANY, REGISTRY_ONLY or empty when unset
 * @param accessLogFile access log path, empty when unset
 * @param trustDomain trust domain, empty when unset
 * @param unknownKeys top-level keys that MeshConfig does not have
 * @param error why the text does not parse, empty when it does
 * @param origin where the fact was read
 */
public record MeshConfig(
        String cluster,
        String namespace,
        String name,
        String outboundMode,
        String accessLogFile,
        String trustDomain,
        List<String> unknownKeys,
        String error,
        Origin origin)
        implements Fact {
    public MeshConfig {
        unknownKeys = List.copyOf(unknownKeys);
    }

    @Override
    public Subject subject() {
        return Subject.of(cluster, namespace, "ConfigMap", name);
    }
}
