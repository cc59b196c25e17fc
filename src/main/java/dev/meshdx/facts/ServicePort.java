package dev.meshdx.facts;

/**
 * One port of a Service.
 *
 * @param cluster cluster that the fact was captured from
 * @param namespace namespace
 * @param service name of the Service
 * @param name port name, may be empty
 * @param port port number of the Service
 * @param targetPort number or name of the container port
 * @param protocol TCP, UDP or SCTP
 * @param appProtocol declared application protocol: appProtocol, else the prefix of the port name; empty when undeclared
 * @param origin where the fact was read
 */
public record ServicePort(
        String cluster,
        String namespace,
        String service,
        String name,
        int port,
        String targetPort,
        String protocol,
        String appProtocol,
        Origin origin)
        implements Fact {
    @Override
    public Subject subject() {
        return Subject.of(cluster, namespace, "Service", service);
    }

    @Override
    public String detail() {
        return port + " " + name;
    }
}
