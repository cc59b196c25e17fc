package dev.meshdx.capture;

import dev.meshdx.facts.Fact;
import dev.meshdx.facts.Origin;
import dev.meshdx.facts.ResponseFlagCount;
import dev.meshdx.facts.Service;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Requests that ended alike, with the destination that they were meant for. */
final class AccessLogCombiner implements Combiner {

    private static final Pattern SERVICE_HOST = Pattern.compile("([^.]+)\\.([^.]+)\\.svc(?:\\..+)?");

    @Override
    public void combine(Evidence evidence, Inventory inventory, Consumer<Fact> facts) {
        List<LogSection> sections = new ArrayList<>(evidence.all(LogSection.class));
        sections.sort(Comparator.comparing(LogSection::path));
        Set<List<Object>> seen = new HashSet<>();
        for (LogSection section : sections) {
            Owner owner = LogCombiner.ownerOf(section, inventory);
            List<Outcome> outcomes = new ArrayList<>();
            Set<String> ownIps = ownIps(section, owner, inventory);
            for (RequestCount count : section.requests().counts().values()) {
                Outcome outcome = outcome(count, owner, ownIps, inventory);
                if (seen.add(outcome.copyKey(owner))) {
                    outcomes.add(outcome);
                }
            }
            emit(outcomes, section, owner, facts);
        }
    }

    private static Set<String> ownIps(LogSection section, Owner owner, Inventory inventory) {
        Set<String> ips = new HashSet<>(section.ips());
        if (!owner.namespace().isEmpty()) {
            inventory.pod(owner.cluster(), owner.namespace(), owner.pod()).ifPresent(pod -> ips.add(pod.podIp()));
        }
        ips.remove("");
        return ips;
    }

    private static Outcome outcome(RequestCount count, Owner owner, Set<String> ownIps, Inventory inventory) {
        AccessLine line = count.sample();
        boolean gateway = owner.component().equals("istio-gateway");
        String called = AccessLine.Destination.ofAddress(line.downstreamLocal()).host();
        boolean outbound = line.upstreamCluster().startsWith("outbound|");
        boolean inbound = !gateway && !outbound && (line.inbound() || ownIps.contains(called));
        String direction = gateway ? "gateway" : inbound ? "inbound" : isIstio(line, owner) ? "outbound" : "unknown";
        AccessLine.Destination named = line.destination();
        AccessLine.Destination meant = named.host().isEmpty() ? fallback(line, gateway) : named;
        Optional<Service> service = service(meant.host(), owner, inventory);
        boolean foreign =
                inbound && named.host().isEmpty() && service.isPresent() && !selects(service.get(), owner, inventory);
        AccessLine.Destination destination = foreign ? new AccessLine.Destination(meant.port(), "", "") : meant;
        String[] name = foreign ? new String[] {"", "", ""} : names(destination.host(), service);
        return new Outcome(count, direction, mesh(owner, line), destination, name[0], name[1], name[2]);
    }

    private static boolean isIstio(AccessLine line, Owner owner) {
        return line.upstreamCluster().contains("|")
                || line.upstreamCluster().equals("PassthroughCluster")
                || line.upstreamCluster().equals("BlackHoleCluster")
                || owner.container().equals("istio-proxy")
                || !line.downstreamLocal().equals("-");
    }

    private static String mesh(Owner owner, AccessLine line) {
        if (owner.component().equals("istio-gateway") || owner.component().equals("waypoint")) {
            return owner.component();
        }
        return isIstio(line, owner) ? "istio-sidecar" : "envoy";
    }

    /** Without a cluster the authority tells, and for TCP the address that the client called. */
    private static AccessLine.Destination fallback(AccessLine line, boolean gateway) {
        AccessLine.Destination authority = AccessLine.Destination.ofAddress(line.authority());
        AccessLine.Destination address = AccessLine.Destination.ofAddress(line.downstreamLocal());
        AccessLine.Destination cluster = AccessLine.Destination.ofCluster(line.upstreamCluster());
        if (authority.host().isEmpty()) {
            return gateway ? authority : address;
        }
        int port = authority.port() > 0
                ? authority.port()
                : cluster.port() > 0 ? cluster.port() : gateway ? 0 : address.port();
        return new AccessLine.Destination(port, "", authority.host());
    }

    private static Optional<Service> service(String host, Owner owner, Inventory inventory) {
        if (host.isEmpty()) {
            return Optional.empty();
        }
        boolean address = host.indexOf(':') >= 0 || Character.isDigit(host.charAt(0)) && host.matches("[0-9.]+");
        return address
                ? inventory.serviceByIp(owner.cluster(), host)
                : inventory.serviceByHost(owner.cluster(), host, owner.namespace());
    }

    private static boolean selects(Service service, Owner owner, Inventory inventory) {
        return inventory.podsOf(service).stream()
                .anyMatch(
                        pod -> pod.name().equals(owner.pod()) && pod.namespace().equals(owner.namespace()));
    }

    /** Full host, service and namespace. */
    private static String[] names(String host, Optional<Service> service) {
        Matcher matcher = SERVICE_HOST.matcher(host);
        if (matcher.matches()) {
            return new String[] {host, matcher.group(1), matcher.group(2)};
        }
        return service.map(one -> new String[] {one.host(), one.name(), one.namespace()})
                .orElse(new String[] {host, "", ""});
    }

    private static void emit(List<Outcome> outcomes, LogSection section, Owner owner, Consumer<Fact> facts) {
        Map<String, Integer> totals = new HashMap<>();
        Map<String, Set<String>> successful = new LinkedHashMap<>();
        for (Outcome outcome : outcomes) {
            totals.merge(outcome.destinationKey(), outcome.count().count(), Integer::sum);
            if (outcome.count().sample().succeeded()) {
                successful
                        .computeIfAbsent(outcome.destinationKey(), key -> new HashSet<>())
                        .addAll(outcome.count().paths());
            }
        }
        for (Outcome outcome : outcomes) {
            int total = totals.getOrDefault(
                    outcome.destinationKey(), outcome.count().count());
            Set<String> others = new HashSet<>(successful.getOrDefault(outcome.destinationKey(), Set.of()));
            others.removeAll(outcome.count().paths());
            for (String flag : outcome.count().sample().flags().split(",")) {
                facts.accept(fact(outcome, flag, total, others.size(), section, owner));
            }
        }
    }

    private static ResponseFlagCount fact(
            Outcome outcome, String flag, int total, int otherPathsOk, LogSection section, Owner owner) {
        RequestCount count = outcome.count();
        AccessLine line = count.sample();
        TransportFailure failure = count.failure();
        return new ResponseFlagCount(
                owner.cluster(),
                owner.namespace(),
                owner.pod(),
                owner.workload(),
                outcome.direction(),
                outcome.mesh(),
                line.code(),
                flag,
                line.flags(),
                failure.details(),
                Redaction.masked(failure.reason()),
                failure.key(),
                failure.certificateError(),
                failure.certificateDepth(),
                failure.peerSan(),
                known(line.upstreamCluster()),
                outcome.host(),
                outcome.service(),
                outcome.serviceNamespace(),
                outcome.destination().subset(),
                outcome.destination().port(),
                line.route(),
                count.count(),
                total,
                (double) count.count() / total,
                count.paths().size(),
                otherPathsOk,
                !line.upstreamHost().equals("-"),
                count.shortestMs(),
                count.medianMs(),
                count.longestMs(),
                LogTime.instant(count.first()),
                LogTime.instant(count.last()),
                Origin.line(section.path(), count.line()));
    }

    private static String known(String value) {
        return value.equals("-") ? "" : value;
    }

    private record Outcome(
            RequestCount count,
            String direction,
            String mesh,
            AccessLine.Destination destination,
            String host,
            String service,
            String serviceNamespace) {

        String destinationKey() {
            return direction + " " + host + " " + destination.port();
        }

        /** Equal for the same lines in two files: access log and container log are often captured both. */
        List<Object> copyKey(Owner owner) {
            AccessLine line = count.sample();
            return List.of(
                    owner,
                    line.flags(),
                    line.code(),
                    line.details(),
                    line.transportFailure(),
                    line.upstreamCluster(),
                    line.serverName(),
                    line.route(),
                    line.authority(),
                    line.downstreamLocal(),
                    line.upstreamHost(),
                    count.first(),
                    count.last(),
                    count.count());
        }
    }
}
