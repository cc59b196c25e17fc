package dev.meshdx.capture;

import dev.meshdx.facts.RouteDestination;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Destinations of VirtualServices and of Gateway API routes as facts. */
final class RouteFacts {

    private static final Set<String> GATEWAY_ROUTES = Set.of("HTTPRoute", "GRPCRoute", "TCPRoute", "TLSRoute");

    private final String cluster;
    private final KubeIndex index;
    private final Predicate<String> knownHost;

    /**
     * @param knownHost whether a Service or ServiceEntry has that full host
     */
    RouteFacts(String cluster, KubeIndex index, Predicate<String> knownHost) {
        this.cluster = cluster;
        this.index = index;
        this.knownHost = knownHost;
    }

    void add(Consumer<? super RouteDestination> facts) {
        index.of(cluster, "VirtualService").forEach(object -> virtualService(object, facts));
        GATEWAY_ROUTES.stream()
                .sorted()
                .forEach(kind -> index.of(cluster, kind).forEach(object -> gatewayRoute(object, facts)));
    }

    private void virtualService(KubeObject object, Consumer<? super RouteDestination> facts) {
        List<String> hosts = object.spec().texts("hosts").stream()
                .map(host -> HostNames.full(host, object.namespace()))
                .toList();
        for (String protocol : new String[] {"http", "tls", "tcp"}) {
            List<Tree> routes = object.spec().items(protocol);
            boolean last = !routes.isEmpty() && matchesAll(routes.get(routes.size() - 1), "match");
            for (Tree route : routes) {
                Route common = new Route(object, hosts, matchesAll(route, "match"), last, fault(route.at("fault")));
                List<Tree> destinations = route.items("route");
                for (Tree destination : destinations) {
                    facts.accept(istio(common, route, destination, destinations.size()));
                }
                Tree mirror = route.at("mirror");
                if (mirror.exists()) {
                    facts.accept(istio(common, route, Tree.map(List.of("destination"), List.of(mirror)), 2));
                }
            }
        }
    }

    private RouteDestination istio(Route common, Tree route, Tree entry, int siblings) {
        Tree destination = entry.at("destination");
        String host = HostNames.full(destination.text("host"), common.owner.namespace());
        return fact(
                common,
                host,
                destination.text("subset"),
                destination.number(0, "port", "number"),
                entry.number(siblings == 1 ? 100 : 0, "weight"),
                Quantities.durationMs(route.text("timeout")),
                route.number(-1, "retries", "attempts"));
    }

    private void gatewayRoute(KubeObject object, Consumer<? super RouteDestination> facts) {
        List<Tree> rules = object.spec().items("rules");
        boolean last = !rules.isEmpty() && matchesAll(rules.get(rules.size() - 1), "matches");
        for (Tree rule : rules) {
            Route common = new Route(object, object.spec().texts("hostnames"), matchesAll(rule, "matches"), last, "");
            List<Tree> backends = rule.items("backendRefs");
            int total = backends.stream()
                    .mapToInt(backend -> backend.number(1, "weight"))
                    .sum();
            for (Tree backend : backends) {
                String kind = backend.text("kind");
                if (kind.isEmpty() || kind.equals("Service")) {
                    facts.accept(backend(common, rule, backend, total));
                }
            }
        }
    }

    private RouteDestination backend(Route common, Tree rule, Tree backend, int total) {
        String namespace = backend.text("namespace");
        String host =
                HostNames.ofService(namespace.isEmpty() ? common.owner.namespace() : namespace, backend.text("name"));
        int weight = total == 0 ? 0 : (int) Math.round(100.0 * backend.number(1, "weight") / total);
        return fact(
                common,
                host,
                "",
                backend.number(0, "port"),
                weight,
                Quantities.durationMs(rule.text("timeouts", "request")),
                rule.number(-1, "retry", "attempts"));
    }

    private RouteDestination fact(
            Route common, String host, String subset, int port, int weight, long timeoutMs, int attempts) {
        return new RouteDestination(
                cluster,
                common.owner.namespace(),
                common.owner.name(),
                common.owner.kind(),
                common.hosts,
                host,
                subset,
                port,
                weight,
                timeoutMs,
                attempts,
                common.matchesAll,
                common.lastMatchesAll,
                common.fault,
                knownHost.test(host),
                common.owner.origin());
    }

    private static String fault(Tree fault) {
        return fault.has("abort") ? "abort" : fault.has("delay") ? "delay" : "";
    }

    /** Several matches are alternatives, so one without a condition is enough. */
    private static boolean matchesAll(Tree route, String key) {
        List<Tree> matches = route.items(key);
        return matches.isEmpty() || matches.stream().anyMatch(RouteFacts::unconditional);
    }

    private static boolean unconditional(Tree match) {
        if (match.size() == 0) {
            return true;
        }
        boolean istio = match.size() == 1 && match.text("uri", "prefix").equals("/");
        Tree path = match.at("path");
        boolean gateway = match.size() == 1
                && path.text("value").equals("/")
                && (path.text("type").isEmpty() || path.text("type").equals("PathPrefix"));
        return istio || gateway;
    }

    /** What all destinations of a route share. */
    private record Route(
            KubeObject owner, List<String> hosts, boolean matchesAll, boolean lastMatchesAll, String fault) {}
}
