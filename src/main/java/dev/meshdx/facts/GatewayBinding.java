package dev.meshdx.facts;

/**
 * A VirtualService names a Gateway: derived. It takes effect there only where their hosts overlap.
 *
 * @param cluster cluster that the fact was captured from
 * @param namespace namespace of the VirtualService
 * @param name its name
 * @param gatewayNamespace namespace that the Gateway is looked for in
 * @param gateway its name
 * @param found the Gateway was captured
 * @param hostsOverlap one of its hosts covers one of the VirtualService or the other way round; false without the Gateway
 * @param origin where the VirtualService was read
 */
public record GatewayBinding(
        String cluster,
        String namespace,
        String name,
        String gatewayNamespace,
        String gateway,
        boolean found,
        boolean hostsOverlap,
        Origin origin)
        implements Fact {
    @Override
    public Subject subject() {
        return Subject.of(cluster, namespace, "VirtualService", name);
    }

    @Override
    public String detail() {
        return gatewayNamespace + "/" + gateway;
    }
}
