package dev.meshdx.capture;

import java.util.Optional;

/** The process that a log is of, as signatures name it in their sources. */
enum LogSource {
    ISTIO_PROXY("istio-proxy", "proxy-log"),
    ISTIOD("istiod", "control-plane-log"),
    ZTUNNEL("ztunnel", "ztunnel-log"),
    LINKERD_PROXY("linkerd-proxy", "linkerd-proxy-log"),
    LINKERD_CONTROL_PLANE("linkerd-control-plane", "control-plane-log"),
    ISTIO_CNI("istio-cni", "control-plane-log"),
    APPLICATION("application", "application-log");

    private static final String[] CNI = {"\tcni-agent\t", "\tcni-plugin\t", "istio-cni", "install-cni"};
    private static final String[] ZTUNNEL_MARKS = {
        "\tztunnel\t",
        "\taccess\tconnection ",
        "\txds::client",
        "\tstate_manager",
        "\tinpod::",
        "\tproxy::",
        "ztunnel::"
    };
    private static final String[] PROXY_MARKS = {
        "\tProxy role\t",
        "\tenvoy ",
        "\txdsproxy\t",
        "Envoy proxy is ",
        "FLAG: --proxyLogLevel",
        "FLAG: --serviceCluster",
        "[critical][main]",
        "][warning][config]",
        "][info][main]",
        "\tAgent "
    };
    private static final String[] ISTIOD_MARKS = {
        "\tADS:",
        "\tads\tPush ",
        "\tads\tXDS:",
        "\tdelta\t",
        "\tvalidationController\t",
        "\tvalidationServer\t",
        "\trootcertrotator\t",
        "FLAG: --clusterAliases",
        "FLAG: --keepaliveTimeout",
        "FLAG: --registries",
        "Starting istiod",
        "\tinitializing mesh",
        "\tcreate CA KeyCertBundle",
        "failed to create CA KeyCertBundle",
        "\tmodel\t",
        "\tkrt"
    };
    private static final String[] LINKERD_PROXY_MARKS = {
        "linkerd2_proxy", "linkerd_app", "linkerd_reconnect", "linkerd_pool"
    };
    private static final String[] LINKERD_CONTROLLER_MARKS = {
        "linkerd_policy_controller",
        "msg=\"running version edge-",
        "msg=\"running version stable-",
        "msg=\"Issuer cert loaded"
    };

    private final String key;
    private final String evidence;

    LogSource(String key, String evidence) {
        this.key = key;
        this.evidence = evidence;
    }

    String key() {
        return key;
    }

    /** Key of the evidence kind that such a log is. */
    String evidence() {
        return evidence;
    }

    /** The process that must have printed a line; empty when the line could be anybody's. */
    static Optional<LogSource> ofLine(String line) {
        if (isLinkerdProxyLine(line) || containsAny(line, LINKERD_PROXY_MARKS)) {
            return Optional.of(containsAny(line, LINKERD_CONTROLLER_MARKS) ? LINKERD_CONTROL_PLANE : LINKERD_PROXY);
        }
        if (containsAny(line, LINKERD_CONTROLLER_MARKS)) {
            return Optional.of(LINKERD_CONTROL_PLANE);
        }
        if (containsAny(line, ZTUNNEL_MARKS)) {
            return Optional.of(ZTUNNEL);
        }
        if (containsAny(line, PROXY_MARKS)) {
            return Optional.of(ISTIO_PROXY);
        }
        if (containsAny(line, CNI)) {
            return Optional.of(ISTIO_CNI);
        }
        return containsAny(line, ISTIOD_MARKS) ? Optional.of(ISTIOD) : Optional.empty();
    }

    /** The process that runs in a container; empty when neither name nor component tells. */
    static Optional<LogSource> ofOwner(Owner owner) {
        if (owner.container().equals("linkerd-proxy")) {
            return Optional.of(LINKERD_PROXY);
        }
        if (owner.container().equals("istio-proxy")) {
            return Optional.of(owner.component().equals("ztunnel") ? ZTUNNEL : ISTIO_PROXY);
        }
        return switch (owner.component()) {
            case "istiod" -> Optional.of(ISTIOD);
            case "ztunnel" -> Optional.of(ZTUNNEL);
            case "istio-cni" -> Optional.of(ISTIO_CNI);
            case "istio-gateway", "waypoint" -> Optional.of(ISTIO_PROXY);
            case "linkerd-identity", "linkerd-destination", "linkerd-proxy-injector" ->
                Optional.of(LINKERD_CONTROL_PLANE);
            default -> owner.container().isEmpty() ? Optional.empty() : Optional.of(APPLICATION);
        };
    }

    /** {@code [    16.379884s]  WARN ThreadId(01) ...}: seconds since the start of the process. */
    static boolean isLinkerdProxyLine(String line) {
        if (!line.startsWith("[")) {
            return false;
        }
        int end = line.indexOf("s]");
        if (end < 3 || end > 20) {
            return false;
        }
        for (int i = 1; i < end; i++) {
            char c = line.charAt(i);
            if (c != ' ' && c != '.' && !Character.isDigit(c)) {
                return false;
            }
        }
        return true;
    }

    private static boolean containsAny(String line, String[] marks) {
        for (String mark : marks) {
            if (line.contains(mark)) {
                return true;
            }
        }
        return false;
    }
}
