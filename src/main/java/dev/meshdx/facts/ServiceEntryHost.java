package dev.meshdx.facts;

import java.util.List;

/**
 * One host of a ServiceEntry.
 *
 * @param cluster cluster that the fact was captured from
 * @param namespace namespace
 * @param name name of the ServiceEntry
 * @param host host
 * @param resolution NONE, STATIC, DNS or DNS_ROUND_ROBIN
 * @param addresses addresses that the entry gives, and those that istiod allocated to it
 * @param ports ports as number/protocol
 * @param origin where the fact was read
 */
public record ServiceEntryHost(
        String cluster,
        String namespace,
        String name,
        String host,
        String resolution,
        List<String> addresses,
        List<String> ports,
        Origin origin)
        implements Fact {
    public ServiceEntryHost {
        addresses = List.copyOf(addresses);
        ports = List.copyOf(ports);
    }

    @Override
    public Subject subject() {
        return Subject.of(cluster, namespace, "ServiceEntry", name);
    }

    @Override
    public String detail() {
        return host + " " + resolution + " " + ports;
    }
}
