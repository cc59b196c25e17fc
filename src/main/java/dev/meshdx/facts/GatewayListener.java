package dev.meshdx.facts;

import java.util.List;

/**
 * One server of an Istio Gateway or one listener of a Kubernetes Gateway.
 *
 * @param cluster cluster that the fact was captured from
 * @param namespace namespace
 * @param name name of the Gateway
 * @param kind Gateway (Istio) or KubernetesGateway
 * @param listener server or listener name
 * @param port port
 * @param protocol HTTP, HTTPS, TLS, TCP, HBONE
 * @param hosts hosts
 * @param tlsMode TLS mode, empty when none
 * @param credentialName Secret that holds the certificate, empty when none
 * @param credentialFound that Secret was captured
 * @param selectedPods gateway pods that the selector selects, -1 when pods were not captured
 * @param portOnService the Service of those pods exposes the port; true when not captured
 * @param programmed status of the condition Programmed, empty when none
 * @param origin where the fact was read
 */
public record GatewayListener(
        String cluster,
        String namespace,
        String name,
        String kind,
        String listener,
        int port,
        String protocol,
        List<String> hosts,
        String tlsMode,
        String credentialName,
        boolean credentialFound,
        int selectedPods,
        boolean portOnService,
        String programmed,
        Origin origin)
        implements Fact {
    public GatewayListener {
        hosts = List.copyOf(hosts);
    }

    @Override
    public Subject subject() {
        return Subject.of(cluster, namespace, "Gateway", name);
    }

    @Override
    public String detail() {
        return listener + " " + port + " " + hosts;
    }
}
