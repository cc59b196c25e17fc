package dev.meshdx.criteria;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshdx.capture.Captures;
import dev.meshdx.criteria.Criterion.State;
import dev.meshdx.facts.FactBase;
import dev.meshdx.facts.Selection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CriteriaTest {

    @TempDir
    private Path folder;

    @Test
    void nothingIsKnownOfAnEmptyCapture() {
        assertThat(Criteria.of(open("empty", "")))
                .allMatch(criterion -> criterion.state() == State.UNKNOWN || criterion.state() == State.NOT_APPLICABLE)
                .hasSize(8);
    }

    @Test
    void controlPlanePassesOrFailsByItsReadyReplicas() {
        assertThat(judge("V1", open("ready", istiod(true, 0))).state()).isEqualTo(State.PASS);
        Criterion failed = judge("V1", open("unready", istiod(false, 0)));
        assertThat(failed.state()).isEqualTo(State.FAIL);
        assertThat(failed.offenders()).anyMatch(offender -> offender.contains("no ready replica"));
    }

    @Test
    void anApplicationAloneSaysNothingOfTheControlPlane() {
        assertThat(judge("V1", open("app", proxied(0, "2026-11-23T12:00:00Z"))).state())
                .isEqualTo(State.UNKNOWN);
    }

    @Test
    void proxyRestartsNeedTwoCaptures() {
        FactBase before = open("before", proxied(1, "2026-11-22T11:00:00Z"));
        FactBase same = open("same", proxied(1, "2026-11-23T12:00:00Z"));
        FactBase more = open("more", proxied(3, "2026-11-23T12:00:00Z"));
        FactBase soon = open("soon", proxied(1, "2026-11-22T12:00:00Z"));
        assertThat(judge("V8", more).state()).isEqualTo(State.UNKNOWN);
        assertThat(judge("V8", before, same).state()).isEqualTo(State.PASS);
        assertThat(judge("V8", before, soon).state()).isEqualTo(State.WARN);
        Criterion failed = judge("V8", before, more);
        assertThat(failed.state()).isEqualTo(State.FAIL);
        assertThat(failed.offenders()).containsExactly("shop/cart-0 istio-proxy: 2 more, OOMKilled");
    }

    @Test
    void latencyIsTheDifferenceBetweenCallerAndServer() {
        String fast = histogram("source", 990, 1000) + histogram("destination", 990, 1000);
        assertThat(judge("V6", open("fast", fast)).state()).isEqualTo(State.PASS);
        String slow = histogram("source", 0, 0) + histogram("destination", 1000, 1000);
        Criterion failed = judge("V6", open("slow", slow));
        assertThat(failed.state()).isEqualTo(State.FAIL);
        assertThat(failed.offenders().get(0)).startsWith("web to cart: ");
        assertThat(judge("V6", open("oneside", histogram("source", 0, 0))).state())
                .isEqualTo(State.UNKNOWN);
    }

    @Test
    void memoryIsJudgedByTwoCapturesAtLeastAnHourApart() {
        FactBase before = open("mem0", memory(100_000_000) + server("2026-11-22T06:00:00Z"));
        FactBase flat = open("mem1", memory(101_000_000) + server("2026-11-22T18:00:00Z"));
        FactBase grown = open("mem2", memory(400_000_000) + server("2026-11-22T18:00:00Z"));
        assertThat(judge("V5", before).state()).isEqualTo(State.UNKNOWN);
        assertThat(judge("V5", before, flat).state()).isEqualTo(State.PASS);
        assertThat(judge("V5", before, grown).state()).isEqualTo(State.FAIL);
    }

    private static Criterion judge(String id, FactBase capture) {
        return find(id, Criteria.of(capture));
    }

    private static Criterion judge(String id, FactBase before, FactBase after) {
        return find(id, Criteria.of(before, after));
    }

    private static Criterion find(String id, List<Criterion> criteria) {
        return criteria.stream()
                .filter(criterion -> criterion.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** A capture of files that stand in the text behind lines "=== name". */
    private FactBase open(String name, String files) {
        try {
            Path capture = Files.createDirectories(folder.resolve(name));
            for (String file : files.split("=== ")) {
                if (!file.isBlank()) {
                    int end = file.indexOf('\n');
                    Path path = capture.resolve(file.substring(0, end));
                    Files.createDirectories(path.getParent());
                    Files.writeString(path, file.substring(end + 1));
                }
            }
            return Captures.open(List.of(capture.toString()), Selection.NONE.with(Criteria.METRICS), message -> {});
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String istiod(boolean ready, int restarts) {
        return """
                === pods.yaml
                apiVersion: v1
                kind: PodList
                items:
                - metadata:
                    name: istiod-5d4c8-x2x7q
                    namespace: istio-system
                    labels: {app: istiod}
                    creationTimestamp: "2026-11-20T12:00:00Z"
                    ownerReferences: [{kind: ReplicaSet, name: istiod-5d4c8}]
                  spec:
                    containers: [{name: discovery}]
                  status:
                    phase: Running
                    conditions: [{type: Ready, status: "%s", lastTransitionTime: "2026-11-20T12:01:00Z"}]
                    containerStatuses:
                    - {name: discovery, ready: %s, restartCount: %d, state: {running: {}}}
                """.formatted(ready ? "True" : "False", ready, restarts);
    }

    private static String proxied(int restarts, String time) {
        return """
                === pods.yaml
                apiVersion: v1
                kind: PodList
                items:
                - metadata:
                    name: cart-0
                    namespace: shop
                    creationTimestamp: "2026-11-20T12:00:00Z"
                  spec:
                    containers: [{name: app}, {name: istio-proxy}]
                  status:
                    phase: Running
                    conditions: [{type: Ready, status: "True", lastTransitionTime: "%s"}]
                    containerStatuses:
                    - {name: app, ready: true, restartCount: 0, state: {running: {}}}
                    - {name: istio-proxy, ready: true, restartCount: %d, state: {running: {}}, lastState: {terminated: {reason: OOMKilled, exitCode: 137, finishedAt: "2026-11-20T13:00:00Z"}}}
                """.formatted(time, restarts);
    }

    private static String histogram(String reporter, int below10, int below500) {
        String name = "istio_request_duration_milliseconds_bucket{reporter=\"" + reporter
                + "\",source_workload=\"web\",destination_workload=\"cart\",le=\"";
        return "=== " + reporter + "/stats_prometheus.txt\n"
                + "# TYPE istio_request_duration_milliseconds histogram\n"
                + name + "10\"} " + below10 + "\n"
                + name + "500\"} " + below500 + "\n"
                + name + "1000\"} 1000\n"
                + name + "+Inf\"} 1000\n";
    }

    private static String memory(long allocated) {
        return "=== proxies/shop/cart-0/memory.json\n{\"allocated\": \"" + allocated
                + "\", \"heap_size\": \"500000000\", \"pageheap_unmapped\": \"0\", \"pageheap_free\": \"0\","
                + " \"total_thread_cache\": \"0\", \"total_physical_bytes\": \"500000000\"}\n";
    }

    private static String server(String time) {
        return "=== proxies/shop/cart-0/istio-proxy.log\n" + time.replace("Z", ".000000Z")
                + "\tinfo\tEnvoy proxy is ready\n";
    }
}
