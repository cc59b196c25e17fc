package dev.meshdx.capture;

/** Host names as meshes resolve them. */
final class HostNames {

    /** Cluster domain that is assumed; captures do not tell it reliably. */
    static final String SUFFIX = ".svc.cluster.local";

    private HostNames() {}

    /** The host of a Service. */
    static String ofService(String namespace, String service) {
        return service + "." + namespace + SUFFIX;
    }

    /** A short host as seen from a namespace; hosts with dots stand for themselves, but for service.namespace.svc. */
    static String full(String host, String namespace) {
        if (host.isEmpty() || host.startsWith("*")) {
            return host;
        }
        if (!host.contains(".")) {
            return ofService(namespace, host);
        }
        return host.endsWith(".svc") && host.split("\\.").length == 3 ? host + ".cluster.local" : host;
    }

    /** Namespace of a cluster-local host, empty for any other host. */
    static String namespaceOf(String host) {
        String[] parts = host.split("\\.");
        return host.endsWith(SUFFIX) && parts.length == 5 ? parts[1] : "";
    }

    /** Service name of a cluster-local host, empty for any other host. */
    static String serviceOf(String host) {
        return namespaceOf(host).isEmpty() ? "" : host.substring(0, host.indexOf('.'));
    }

    /** Whether a pattern such as {@code *.example.com} or {@code *} covers the host. */
    static boolean covers(String pattern, String host) {
        return pattern.equals("*")
                || pattern.equals(host)
                || pattern.startsWith("*.") && host.endsWith(pattern.substring(1));
    }
}
