package dev.meshdx.capture;

import java.util.Set;

/**
 * What the name of an Envoy cluster tells: {@code outbound|80|v1|reviews.shop.svc.cluster.local}, the form for SNI
 * routing {@code outbound_.80_.v1_.reviews.shop.svc.cluster.local}, or a Consul target that ends in {@code .consul}.
 *
 * @param direction outbound, inbound or other
 * @param port port, 0 when the name has none
 * @param subset subset, empty when none
 * @param host destination host, empty when the name has none
 * @param service Service of a cluster-local host, else empty
 * @param namespace its namespace
 */
record UpstreamName(String direction, int port, String subset, String host, String service, String namespace) {

    private static final int PARTS = 4;
    private static final Set<String> DIRECTIONS = Set.of("outbound", "inbound", "inbound-vip");

    static UpstreamName of(String name) {
        String plain = name.endsWith(";") ? name.substring(0, name.length() - 1) : name;
        String[] parts = plain.contains("|") ? plain.split("\\|", PARTS) : plain.split("_\\.", PARTS);
        if (parts.length < PARTS || !DIRECTIONS.contains(parts[0])) {
            boolean consul = plain.endsWith(".consul");
            return new UpstreamName(consul ? "outbound" : "other", 0, "", consul ? plain : "", "", "");
        }
        String direction = parts[0].startsWith("inbound") ? "inbound" : "outbound";
        String[] labels = parts[3].split("\\.", PARTS);
        boolean local = labels.length > 2 && labels[2].equals("svc");
        return new UpstreamName(
                direction, port(parts[1]), parts[2], parts[3], local ? labels[0] : "", local ? labels[1] : "");
    }

    private static int port(String text) {
        boolean number = !text.isEmpty() && text.length() <= 5 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? Integer.parseInt(text) : 0;
    }
}
