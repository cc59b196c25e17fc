package dev.meshdx.capture;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A format without facts.
 *
 * @param name what it is, as reports print it
 * @param keys keys in snake_case that the JSON object, or the first one of an array, has; empty for texts
 * @param text what its beginning matches
 */
record UnusedFormat(String name, List<String> keys, Pattern text) {

    private static final Pattern ANY = Pattern.compile("");

    /** JSON. An array of texts is what collectors write beside a list that they could not get. */
    static final List<UnusedFormat> JSON = List.of(
            json("an empty answer", "\\s*(?:\\[\\s*]|\\{\\s*})\\s*\\z"),
            json("a list of what a collector could not get", "\\s*\\[\\s*\"(?:[^\"\\\\]|\\\\.)*+\"\\s*[,\\]][^{]*+\\z"),
            keys("a version", "git_version"),
            keys("a version", "client_version"),
            keys("a version of the API server", "info", "string"),
            keys("a list of permissions", "verbs", "api_groups", "resources"),
            keys("a list of served API groups", "versions", "preferred_version"),
            keys("a list of served API resources", "group_version", "resources"),
            keys("a list of served API resources", "name", "singular_name", "namespaced"),
            keys("the copy of a Secret of a support bundle", "secret_exists"),
            keys("the copy of a ConfigMap of a support bundle", "config_map_exists"),
            keys("a goldpinger check", "hosts", "responses"),
            keys("a DNS probe", "kubernetes_cluster_ip", "pod_resolv_conf"),
            keys("a probe of a database", "is_connected"),
            keys("an HTTP probe", "response"),
            keys("statistics of a kubelet", "node", "pods"),
            keys("certificates of a support bundle", "source", "errors"),
            keys("a list of Helm releases", "release_name"),
            keys("the report of an Insights gatherer", "status_reports"),
            keys("conditions of an Insights gatherer", "version", "rules"),
            json(
                    "events of an Insights archive, without their objects",
                    "\\s*\\{\\s*\"items\"\\s*:\\s*\\[\\s*\\{\\s*\"namespace\""),
            json("an empty list of an Insights archive", "\\s*\\{\\s*\"items\"\\s*:\\s*null\\s*,\\s*\"stats\""),
            keys("a certificate request of an Insights archive", "type_meta", "object_meta"),
            keys("alerts of Prometheus", "labels", "ends_at"),
            keys("alerts of Prometheus", "annotations", "starts_at"),
            keys("statistics of Prometheus' storage", "status", "data"),
            keys("what istiod would send in ambient mode", "workloads", "services"),
            keys("what istiod would send in ambient mode", "workloads", "policies"),
            keys("ECDS resources of a proxy", "ecds_filters"),
            keys("a bootstrap file of Envoy", "node", "static_resources"),
            keys("a bootstrap file of Envoy", "application_log_config"),
            keys("output of linkerd viz edges", "src", "dst", "no_tls_reason"),
            keys("output of linkerd viz stat", "rps", "success", "kind"),
            keys("output of linkerd viz stat", "rps", "name", "server"),
            json("output of linkerd viz routes", "\\s*\\{\\s*\"[^\"]+\"\\s*:\\s*\\[\\s*\\{\\s*\"route\"\\s*:"),
            keys("output of linkerd viz tap", "source", "destination", "proxy_direction"),
            keys("output of linkerd diagnostics endpoints", "ip", "port", "pod", "service"),
            keys("output of linkerd multicluster gateways", "cluster_name", "alive"),
            keys("output of linkerd diagnostics profile", "fully_qualified_name"),
            keys("output of linkerd diagnostics policy", "metadata", "protocol", "kind"),
            keys("a manifest of a collection tool", "resources_count"),
            keys("a manifest of a collection tool", "ops", "duration"));

    /** Texts. */
    static final List<UnusedFormat> TEXTS = List.of(
            text("an empty answer", "\\s*null\\s*\\z"),
            text(
                    "a version",
                    "(?i)\\s*(?:client version|server version|control plane version|data plane version|kustomize version"
                            + "|client\\s?version:|server\\s?version:|istio version: |cli version:|istioctl version|linkerd version)"),
            text("a version", "\\s*openshift/must-gather\\s"),
            text("an identifier", "\\s*[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\\s*\\z"),
            text("a version", "\\s*v?\\d+\\.\\d+[-.]\\S+\\s*\\z"),
            text("the context of an istioctl bug-report", "\\s*\\S+\\s*\\Rhttps?://\\S+\\s*\\z"),
            text("a table of kubectl top", "\\s*(?:NAMESPACE +)?(?:POD +)?NAME +CPU\\(cores\\)"),
            text("log levels of istiod", "\\s*ACTIVE SCOPE +DESCRIPTION"),
            text("log levels of a proxy", "\\s*\\S+:\\s*\\Ractive loggers:"),
            text("the state of a process", "Name:\\t\\S+\\RUmask:"),
            text(
                    "what kubectl did",
                    "\\s*\\S+/\\S+ (?:created|configured|unchanged|deleted|patched|restarted|labeled)\\b"),
            text("an answer of consul intention check", "\\s*(?:Allowed|Denied)\\s*\\z"),
            text(
                    "versions of an istioctl bug-report",
                    "\\s*(?:The following Istio control plane|Istio control plane|CLI version)"),
            text("the context of an istioctl bug-report", "\\s*(?:CurrentContext|Cluster endpoint|cluster context)"),
            text(
                    "progress of istioctl bug-report",
                    "\\s*(?:\\p{So}\\p{M}*\\s*)?(?:Target cluster context|Running with the following config)"),
            text("output of istioctl x describe", "\\s*Pod: \\S+\\s*\\R +Pod (?:Revision|Ports|does not)"),
            text("output of istioctl x authz check", "\\s*ACTION +AuthorizationPolicy +RULES"),
            text("output of istioctl x check-inject", "\\s*WEBHOOK +REVISION +INJECTED"),
            text("output of istioctl x injector list", "\\s*NAMESPACE +ISTIO-REVISION +POD-REVISIONS"),
            text("output of istioctl tag list", "\\s*TAG +REVISION +NAMESPACES"),
            text("output of istioctl waypoint", "\\s*No waypoints found\\."),
            text("output of istioctl waypoint", "\\s*(?:NAMESPACE +)?NAME +REVISION +TRAFFIC TYPE +PROGRAMMED"),
            text("output of istioctl waypoint", "\\s*(?:NAMESPACE +)?NAME +STATUS +TYPE +REASON +MESSAGE"),
            text("a table of istioctl proxy-config", "\\s*SERVICE FQDN +PORT +SUBSET"),
            text("a table of istioctl proxy-config", "\\s*ADDRESS(?:ES)? +PORT +MATCH +DESTINATION"),
            text("a table of istioctl proxy-config", "\\s*NAME +(?:VHOST NAME +)?DOMAINS +MATCH +VIRTUAL SERVICE"),
            text("a table of istioctl proxy-config", "\\s*ECDS NAME +TYPE"),
            text(
                    "a table of istioctl proxy-config",
                    "\\s*Istio Version: +\\S+ *\\R(?:Istio Proxy Version: +\\S+ *\\R)?Envoy Version:"),
            text("ECDS resources of a proxy", "\\s*ecdsFilters:"),
            text(
                    "a table of linkerd viz",
                    "\\s*(?:NAMESPACE +)?NAME +(?:APEX +LEAF +WEIGHT +)?(?:STATUS +)?(?:MESHED +)?SUCCESS +RPS"),
            text("a table of linkerd viz", "\\s*ROUTE +SERVICE +(?:EFFECTIVE_)?SUCCESS"),
            text("a table of linkerd viz", "\\s*SRC +DST +SRC_NS +DST_NS"),
            text("output of linkerd viz tap", "\\s*(?:req|rsp|end) +id=\\d+:\\d+ proxy=(?:in|out)"),
            text("a table of linkerd diagnostics endpoints", "\\s*NAMESPACE +IP +PORT +POD +SERVICE"),
            text("a table of linkerd authz", "\\s*ROUTE +SERVER +AUTHORIZATION_?POLICY"),
            text("output of linkerd identity", "\\s*POD \\S+ \\(\\d+ of \\d+\\)"),
            text("output of linkerd multicluster gateways", "\\s*CLUSTER +ALIVE +NUM_SVC"),
            text("a report of linkerd inject", "\\s*(?:\\S+ )?[a-z]+ \"[^\"]+\" (?:un)?injected"),
            text("connections of a host (netstat)", "\\s*(?:Active (?:Internet|UNIX)|Proto +Recv-Q|State +Recv-Q)"),
            text("kernel parameters", "\\s*/proc/sys/\\S+ = "),
            text("a summary of a support bundle", "\\s*=+ Collectors summary =+"),
            text("a DNS probe", "\\s*=== Kubernetes Cluster IP from API Server"),
            text(
                    "a configuration of HAProxy",
                    "(?:\\s*#[^\\n]*+\\n)*+\\s*(?:global|defaults|frontend \\S+|backend \\S+)\\s*\\R +\\w"),
            text("a revocation list", "\\s*-----BEGIN X509 CRL-----"),
            text("a licence", "(?i)\\s*(?:Apache License|MIT License|Copyright |The Universal Permissive License)"),
            text("a page for browsers", "(?i)\\s*<(?:!doctype html|html)"),
            text("messages of a command", "\\s*(?:\\$ \\S.*\\R)?rc=\\d+"));

    /** Whether a file with this beginning and these keys is of the format. */
    boolean fits(Head head, List<String> found) {
        return keys.isEmpty() ? text.matcher(head.text()).lookingAt() : found.containsAll(keys);
    }

    private static UnusedFormat keys(String name, String... keys) {
        return new UnusedFormat(name, List.of(keys), ANY);
    }

    private static UnusedFormat json(String name, String pattern) {
        return new UnusedFormat(name, List.of(), Pattern.compile(pattern));
    }

    private static UnusedFormat text(String name, String pattern) {
        return json(name, pattern);
    }
}
