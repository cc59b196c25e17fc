package dev.meshdx.facts;

import java.util.List;
import java.util.Map;

/**
 * An AuthorizationPolicy, with its rules flattened.
 *
 * @param cluster cluster that the fact was captured from
 * @param namespace namespace
 * @param name name
 * @param action ALLOW, DENY, AUDIT or CUSTOM
 * @param scope mesh, namespace, workload or target
 * @param selector workload selector
 * @param rules number of rules; 0 with ALLOW denies everything
 * @param principals all source principals
 * @param namespaces all source namespaces
 * @param ports all operation ports
 * @param http some rule uses methods, paths, hosts, request headers or JWT claims
 * @param dryRun annotation istio.io/dry-run is true
 * @param target kind/name of the first targetRef, empty when none
 * @param origin where the fact was read
 */
public record AuthorizationRule(
        String cluster,
        String namespace,
        String name,
        String action,
        String scope,
        Map<String, String> selector,
        int rules,
        List<String> principals,
        List<String> namespaces,
        List<String> ports,
        boolean http,
        boolean dryRun,
        String target,
        Origin origin)
        implements Fact {
    public AuthorizationRule {
        selector = SortedCopy.of(selector);
        principals = List.copyOf(principals);
        namespaces = List.copyOf(namespaces);
        ports = List.copyOf(ports);
    }

    @Override
    public Subject subject() {
        return Subject.of(cluster, namespace, "AuthorizationPolicy", name);
    }
}
