package dev.meshdx.capture;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Turns Prometheus families of Envoy back into its statistics. Envoy replaces every dot by an underscore, so a family
 * is known only by the names that are looked for.
 */
final class EnvoyFamilies {

    private static final String CLUSTER = "envoy_cluster_";
    private static final String LISTENER = "envoy_listener_";
    private static final String HTTP = "envoy_http_";

    /** Families where response codes became labels, and the label of the HTTP family that counts RBAC results. */
    private static final Set<String> CODES =
            Set.of("upstream_rq", "upstream_rq_xx", "downstream_rq", "downstream_rq_xx");

    private final Map<String, String> metrics = new HashMap<>();

    EnvoyFamilies(Set<String> selected) {
        UpstreamCounters.NAMES.forEach(this::add);
        selected.forEach(this::add);
        add("cluster_manager.cds.update_rejected");
        add("listener_manager.lds.update_rejected");
    }

    private void add(String metric) {
        metrics.put(metric.replace('.', '_').replace('-', '_'), metric);
    }

    /** Whether a sample of that family can be of use. */
    boolean mayMatter(String family) {
        return metrics.containsKey(family.substring(prefix(family).length()))
                || family.endsWith("_rq_xx")
                || family.endsWith("stream_rq")
                || family.equals("envoy_http_rbac")
                || family.equals("envoy_http_rds_update_rejected");
    }

    /** The statistic of a sample; its metric keeps the flattened spelling when it is none of those looked for. */
    StatName name(PrometheusLine sample) {
        String prefix = prefix(sample.name());
        String rest = sample.name().substring(prefix.length());
        String scope = scope(prefix, sample.labels());
        if (CODES.contains(rest)) {
            return new StatName(scope, code(rest, sample.labels()));
        }
        if (prefix.equals(HTTP) && rest.equals("rbac")) {
            return new StatName(scope, rbac(sample.labels()));
        }
        if (prefix.equals(HTTP) && rest.equals("rds_update_rejected")) {
            return new StatName(scope, "rds." + label(sample.labels(), "rds_route_config") + ".update_rejected");
        }
        return new StatName(scope, metrics.getOrDefault(rest, rest));
    }

    private static String prefix(String family) {
        for (String prefix : new String[] {CLUSTER, LISTENER, HTTP}) {
            boolean manager = family.startsWith("manager_", prefix.length());
            if (family.startsWith(prefix) && !manager) {
                return prefix;
            }
        }
        return family.startsWith("envoy_") ? "envoy_" : "";
    }

    private static String scope(String prefix, Map<String, String> labels) {
        return switch (prefix) {
            case CLUSTER -> "cluster." + label(labels, "cluster_name");
            case LISTENER -> "listener." + label(labels, "listener_address");
            case HTTP -> "http." + label(labels, "http_conn_manager_prefix");
            default -> "";
        };
    }

    /** A label by the name that Istio gives it, or with the prefix of plain Envoy. */
    private static String label(Map<String, String> labels, String name) {
        String value = labels.get(name);
        return value != null ? value : labels.getOrDefault("envoy_" + name, "");
    }

    private static String code(String family, Map<String, String> labels) {
        String base = family.endsWith("_xx") ? family.substring(0, family.length() - 3) : family;
        String code = label(labels, "response_code");
        String group = label(labels, "response_code_class");
        if (!code.isEmpty()) {
            return base + "_" + code;
        }
        return group.isEmpty() ? family : base + "_" + group.charAt(0) + "xx";
    }

    private static String rbac(Map<String, String> labels) {
        String dry = labels.getOrDefault("authz_dry_run_result", "");
        return dry.isEmpty()
                ? "rbac." + labels.getOrDefault("authz_enforce_result", "")
                : "rbac.istio_dry_run_" + labels.getOrDefault("authz_dry_run_action", "") + "_.shadow_" + dry;
    }
}
