package dev.meshdx.checklist;

import dev.meshdx.diagnosis.Report;
import dev.meshdx.diagnosis.Report.Diagnosis;
import dev.meshdx.facts.Certificate;
import dev.meshdx.facts.ContainerState;
import dev.meshdx.facts.Coverage;
import dev.meshdx.facts.Fact;
import dev.meshdx.facts.FactBase;
import dev.meshdx.facts.MeshInstall;
import dev.meshdx.facts.Pod;
import dev.meshdx.facts.PolicyBlock;
import dev.meshdx.facts.Proxy;
import dev.meshdx.facts.ProxyMemory;
import dev.meshdx.facts.ProxySync;
import dev.meshdx.facts.ResponseFlagCount;
import dev.meshdx.facts.ServiceEndpoints;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What a capture shows to the questions of the checklist, in a few words each; empty when it shows nothing. */
final class Observations {

    private static final long MEBIBYTE = 1_048_576;
    private static final int LONG_MS = 5_000;

    private final FactBase base;
    private final Report report;

    Observations(FactBase base, Report report) {
        this.base = base;
        this.report = report;
    }

    String of(String name) {
        return switch (name) {
            case "meshes" -> meshes();
            case "coverage" -> coverage();
            case "time" -> base.timeFrom().equals("unknown") ? "" : base.time() + ", " + base.timeFrom();
            case "sidecars" -> sidecars();
            case "controlPlane" -> controlPlane();
            case "certificates" -> certificates();
            case "failures" ->
                calls(
                        "failing requests",
                        call -> call.code() >= 500 || call.code() == 0 && failed(call),
                        ResponseFlagCount::direction);
            case "viaUpstream" ->
                calls(
                        "requests answered with an error by the application",
                        call -> call.code() >= 500 && call.details().equals("via_upstream"),
                        ResponseFlagCount::direction);
            case "transport" ->
                calls(
                        "failed connections",
                        call -> call.flag().equals("UF") || call.flag().equals("UC"),
                        call -> call.transportFailure().isEmpty() ? call.reason() : call.transportFailure());
            case "durations" ->
                calls(
                        "requests longer than 5 s",
                        call -> call.medianDurationMs() >= LONG_MS,
                        call -> call.medianDurationMs() / 1_000 + " s");
            case "forbidden" -> calls("requests with 403", call -> call.code() == 403, ResponseFlagCount::details);
            case "unauthorised" -> calls("requests with 401", call -> call.code() == 401, ResponseFlagCount::details);
            case "grpc" -> calls("requests", call -> call.paths() > 0, ResponseFlagCount::direction);
            case "sync" -> counted(ProxySync.class, "states of configuration", ProxySync::state);
            case "versions" -> counted(Proxy.class, "proxies by version", Proxy::version);
            case "endpoints" -> endpoints();
            case "oom" -> killed();
            case "scope" -> counted("findings by layer", report.diagnoses(), Diagnosis::layer);
            case "newest" ->
                base.of(Pod.class).stream()
                        .max(Comparator.comparing(Pod::createdAt))
                        .map(pod -> "newest pod " + pod.namespace() + "/" + pod.name() + ", created " + pod.createdAt())
                        .orElse("");
            case "onset" ->
                base.of(ResponseFlagCount.class).stream()
                        .filter(Observations::failed)
                        .min(Comparator.comparing(ResponseFlagCount::first))
                        .filter(call -> call.first().getEpochSecond() > 0)
                        .map(call -> "first failing request at " + call.first())
                        .orElse("");
            case "policies" ->
                counted(
                        PolicyBlock.class,
                        "paths that policies close",
                        block -> block.getClass().getSimpleName());
            case "memory" ->
                base.of(ProxyMemory.class).stream()
                        .max(Comparator.comparingLong(Observations::bytes))
                        .map(memory -> "largest proxy " + memory.namespace() + "/" + memory.pod() + " with "
                                + bytes(memory) / MEBIBYTE + " MiB")
                        .orElse("");
            case "roots" -> {
                long roots =
                        report.diagnoses().stream().filter(Diagnosis::isRoot).count();
                yield roots == 0
                        ? "nothing found"
                        : roots + " root cause" + (roots == 1 ? "" : "s") + " of "
                                + report.diagnoses().size() + " findings";
            }
            default -> "";
        };
    }

    private String meshes() {
        return base.of(MeshInstall.class).stream()
                .map(mesh -> mesh.kind() + (mesh.version().isEmpty() ? "" : " " + mesh.version()))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private String coverage() {
        List<Coverage> all = base.of(Coverage.class);
        long captured = all.stream()
                .filter(Coverage::captured)
                .map(Coverage::kind)
                .distinct()
                .count();
        return all.isEmpty()
                ? ""
                : captured + " of "
                        + all.stream().map(Coverage::kind).distinct().count() + " kinds of evidence captured";
    }

    private String sidecars() {
        List<Pod> pods = base.of(Pod.class);
        long meshed = pods.stream().filter(pod -> !pod.mesh().isEmpty()).count();
        long natives = pods.stream().filter(Pod::nativeSidecar).count();
        return pods.isEmpty()
                ? ""
                : meshed + " of " + pods.size() + " pods in the mesh, " + natives + " with a native sidecar";
    }

    private String controlPlane() {
        List<Pod> pods = base.of(Pod.class).stream()
                .filter(pod -> pod.component().startsWith("istiod")
                        || pod.component().startsWith("linkerd-")
                        || pod.component().startsWith("consul-")
                        || pod.component().startsWith("gloo-"))
                .toList();
        long ready = pods.stream().filter(Pod::ready).count();
        return pods.isEmpty() ? "" : ready + " of " + pods.size() + " control-plane pods ready";
    }

    private String certificates() {
        List<Certificate> all = base.of(Certificate.class);
        long expired = all.stream().filter(Certificate::expired).count();
        return all.isEmpty() ? "" : all.size() + " certificates, " + expired + " expired";
    }

    private String endpoints() {
        List<ServiceEndpoints> all = base.of(ServiceEndpoints.class);
        long none = all.stream().filter(endpoints -> endpoints.ready() == 0).count();
        return all.isEmpty() ? "" : all.size() + " Services, " + none + " without a ready endpoint";
    }

    private String killed() {
        List<ContainerState> all = base.of(ContainerState.class);
        long killed = all.stream()
                .filter(container -> container.lastReason().equals("OOMKilled")
                        || container.reason().equals("OOMKilled"))
                .count();
        return all.isEmpty() ? "" : killed + " of " + all.size() + " containers killed for memory";
    }

    private String calls(String noun, Predicate<ResponseFlagCount> wanted, Function<ResponseFlagCount, String> group) {
        List<ResponseFlagCount> all = base.of(ResponseFlagCount.class);
        if (all.isEmpty()) {
            return "";
        }
        Map<String, Integer> groups = new TreeMap<>();
        int sum = 0;
        for (ResponseFlagCount call : all) {
            if (call.flags().startsWith(call.flag()) && wanted.test(call)) {
                groups.merge(group.apply(call), call.count(), Integer::sum);
                sum += call.count();
            }
        }
        return sum + " " + noun + (sum == 0 ? "" : " " + groups);
    }

    private <T extends Fact> String counted(Class<T> type, String noun, Function<T, String> group) {
        return counted(noun, base.of(type), group);
    }

    private static <T> String counted(String noun, List<T> all, Function<T, String> group) {
        Map<String, Long> groups = all.stream()
                .filter(one -> !group.apply(one).isEmpty())
                .collect(Collectors.groupingBy(group, TreeMap::new, Collectors.counting()));
        return groups.isEmpty() ? "" : noun + " " + groups;
    }

    private static boolean failed(ResponseFlagCount call) {
        return !call.flag().equals("-") && !new TreeSet<>(List.of("DC", "")).contains(call.flag());
    }

    private static long bytes(ProxyMemory memory) {
        return Math.max(memory.allocatedBytes(), memory.residentBytes());
    }
}
