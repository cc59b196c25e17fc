package dev.meshdx.facts;

import java.util.Arrays;
import java.util.Optional;

/**
 * Kinds of evidence beyond Kubernetes kinds, with the read-only command that captures each. Kubernetes kinds go by their own
 * names ("Pod").
 */
public enum EvidenceKind {
    ACCESS_LOG("access-log", "kubectl logs {pod} -n {namespace} -c istio-proxy --tail=1000"),
    PROXY_LOG("proxy-log", "kubectl logs {pod} -n {namespace} -c istio-proxy --tail=1000"),
    LINKERD_PROXY_LOG("linkerd-proxy-log", "kubectl logs {pod} -n {namespace} -c linkerd-proxy --tail=1000"),
    ZTUNNEL_LOG("ztunnel-log", "kubectl -n {controlPlaneNamespace} logs daemonset/ztunnel --tail=1000"),
    CONTROL_PLANE_LOG(
            "control-plane-log", "kubectl -n {controlPlaneNamespace} logs deployment/{controlPlane} --tail=1000"),
    APPLICATION_LOG("application-log", "kubectl logs {pod} -n {namespace} --tail=1000"),
    PROXY_STATS("proxy-stats", "kubectl exec {pod} -n {namespace} -c istio-proxy -- pilot-agent request GET stats"),
    CLUSTERS("clusters", "kubectl exec {pod} -n {namespace} -c istio-proxy -- pilot-agent request GET clusters"),
    CERTS("certs", "kubectl exec {pod} -n {namespace} -c istio-proxy -- pilot-agent request GET certs"),
    MEMORY("memory", "kubectl exec {pod} -n {namespace} -c istio-proxy -- pilot-agent request GET memory"),
    CONFIG_DUMP(
            "config-dump", "kubectl exec {pod} -n {namespace} -c istio-proxy -- pilot-agent request GET config_dump"),
    SERVER_INFO(
            "server-info", "kubectl exec {pod} -n {namespace} -c istio-proxy -- pilot-agent request GET server_info"),
    READINESS("readiness", "kubectl exec {pod} -n {namespace} -c istio-proxy -- pilot-agent request GET ready"),
    PROXY_SYNC("proxy-sync", "istioctl x internal-debug syncz"),
    ZTUNNEL_CONFIG("ztunnel-config", "istioctl ztunnel-config all -o json"),
    CONTROL_PLANE_METRICS(
            "control-plane-metrics",
            "kubectl get --raw /api/v1/namespaces/{controlPlaneNamespace}/services/istiod:15014/proxy/metrics"),
    PROXY_METRICS("proxy-metrics", "linkerd diagnostics proxy-metrics -n {namespace} {resource}"),
    ISTIOCTL_ANALYZE("istioctl-analyze", "istioctl analyze --all-namespaces -o json"),
    LINKERD_CHECK("linkerd-check", "linkerd check --proxy -o json"),
    CERTIFICATE("certificate", "istioctl proxy-config secret {pod}.{namespace} -o json");

    private final String key;
    private final String command;

    EvidenceKind(String key, String command) {
        this.key = key;
        this.command = command;
    }

    /** The word that stands in {@link Coverage#kind()}. */
    public String key() {
        return key;
    }

    /** The read-only command that captures this kind, with placeholders in braces. */
    public String command() {
        return command;
    }

    /** The evidence kind of that word; empty for a Kubernetes kind. */
    public static Optional<EvidenceKind> of(String key) {
        return Arrays.stream(values()).filter(kind -> kind.key.equals(key)).findFirst();
    }
}
