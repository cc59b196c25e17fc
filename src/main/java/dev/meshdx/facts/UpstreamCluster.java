package dev.meshdx.facts;

/**
 * An upstream cluster of one proxy: what /clusters, /stats and /config_dump say of it, merged. Clusters without hosts,
 * limits, traffic or failure of interest are left out when a proxy has more than 500.
 *
 * @param cluster cluster that the fact was captured from
 * @param namespace namespace of the proxy that calls
 * @param pod name of the proxy that calls, empty when the capture does not tell
 * @param workload workload that owns the proxy that calls (pod name without its generated suffixes when no owner was captured)
 * @param name Envoy cluster name
 * @param direction outbound, inbound or other
 * @param port port, 0 when the name has none
 * @param subset subset, empty when none
 * @param host destination host, empty when the name has none
 * @param service Service name of the host, empty when it is not a cluster-local name
 * @param serviceNamespace its namespace
 * @param type EDS, STRICT_DNS, LOGICAL_DNS, STATIC, ORIGINAL_DST or empty
 * @param tls mtls, tls, plaintext, or empty when config_dump was not captured
 * @param warming listed as warming in config_dump
 * @param hosts hosts
 * @param limits circuit breakers
 * @param stats counters
 * @param origin where the fact was read
 */
public record UpstreamCluster(
        String cluster,
        String namespace,
        String pod,
        String workload,
        String name,
        String direction,
        int port,
        String subset,
        String host,
        String service,
        String serviceNamespace,
        String type,
        String tls,
        boolean warming,
        HostHealth hosts,
        PoolLimits limits,
        UpstreamStats stats,
        Origin origin)
        implements Fact {
    @Override
    public Subject subject() {
        return service.isEmpty() ? client() : Subject.of(cluster, serviceNamespace, "Service", service);
    }

    /** The workload whose proxy made or took the call. */
    public Subject client() {
        return Subject.workload(cluster, namespace, workload, pod);
    }

    @Override
    public String detail() {
        return namespace + "/" + pod + " " + name;
    }
}
