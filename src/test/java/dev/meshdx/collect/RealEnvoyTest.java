package dev.meshdx.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.meshdx.capture.Captures;
import dev.meshdx.facts.CapturedFile;
import dev.meshdx.facts.FactBase;
import dev.meshdx.facts.MetricSeries;
import dev.meshdx.facts.ProxyMemory;
import dev.meshdx.facts.Selection;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Envoy behind the port-forward; it is found as ENVOY or on the PATH, and the test is skipped where there is none. */
class RealEnvoyTest {

    @TempDir
    Path folder;

    @Test
    void everyPageOfItsAdminPortIsCapturedAndRead() throws IOException, InterruptedException {
        Optional<String> envoy = envoy();
        assumeTrue(envoy.isPresent(), "no envoy");
        int port = freePort();
        Path config = Files.writeString(folder.resolve("envoy.yaml"), """
                node: {id: "sidecar~10.0.0.2~cart-1.shop~shop.svc.cluster.local", cluster: cart.shop}
                admin: {address: {socket_address: {address: 127.0.0.1, port_value: %d}}}
                static_resources:
                  clusters:
                  - name: outbound|80||cart.shop.svc.cluster.local
                    type: STATIC
                    load_assignment:
                      cluster_name: cart
                      endpoints: [{lb_endpoints: [{endpoint: {address: {socket_address: {address: 127.0.0.1, port_value: 1}}}}]}]
                """.formatted(port));
        Process process = new ProcessBuilder(
                        envoy.get(), "-c", config.toString(), "--base-id", String.valueOf(port), "-l", "error")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("envoy.log").toFile())
                .start();
        try (FakeCluster cluster = new FakeCluster()) {
            waitFor(port, process);
            cluster.list(
                    "/api/v1/pods",
                    "Pod",
                    "{\"metadata\":{\"name\":\"cart-1\",\"namespace\":\"shop\"},\"spec\":{\"containers\":[{\"name\":\"istio-proxy\"}]},"
                            + "\"status\":{\"phase\":\"Running\",\"containerStatuses\":[{\"name\":\"istio-proxy\",\"ready\":true}]}}");
            cluster.forward(15000, port).forward(15020, port);
            Pace pace = new Pace(
                    4, 1000, Duration.ofSeconds(20), Duration.ofSeconds(90), Duration.ofMillis(1100), 1_000_000);
            Scope scope = new Scope(List.of(), Set.of(), Duration.ofHours(1), 1);
            Path output = folder.resolve("capture.tar.gz");
            new Collector(
                            new Request(
                                    Optional.of(cluster.kubeconfig(folder)),
                                    "",
                                    scope,
                                    pace,
                                    output,
                                    false,
                                    Optional.empty(),
                                    "test"),
                            message -> {})
                    .collect();
            FactBase facts = Captures.open(
                    List.of(output.toString()),
                    new Selection(Set.of(), Set.of("envoy_http_downstream_rq_total"), List.of()),
                    message -> {});
            assertThat(facts.files())
                    .filteredOn(file -> file.path().contains("/istio-proxy-"))
                    .extracting(CapturedFile::format)
                    .contains(
                            "envoy stats",
                            "envoy clusters",
                            "envoy config_dump",
                            "envoy certs",
                            "envoy memory",
                            "envoy server_info");
            assertThat(facts.facts()).hasAtLeastOneElementOfType(ProxyMemory.class);
            assertThat(facts.facts())
                    .filteredOn(MetricSeries.class::isInstance)
                    .singleElement()
                    .satisfies(series -> {
                        assertThat(((MetricSeries) series).pod()).isEqualTo("cart-1");
                        assertThat(((MetricSeries) series).last()).isGreaterThan(((MetricSeries) series).first());
                    });
        } finally {
            process.destroy();
            process.waitFor(10, TimeUnit.SECONDS);
            process.destroyForcibly();
        }
    }

    private static Optional<String> envoy() {
        String named = System.getenv("ENVOY");
        if (named != null) {
            return Optional.of(named);
        }
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> new File(folder, "envoy"))
                .filter(File::canExecute)
                .map(File::getPath)
                .findFirst();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void waitFor(int port, Process process) throws IOException, InterruptedException {
        for (int i = 0; i < 200 && process.isAlive(); i++) {
            try (var socket = new Socket("127.0.0.1", port)) {
                return;
            } catch (IOException e) {
                Thread.sleep(100);
            }
        }
        throw new IOException(Files.readString(folder.resolve("envoy.log")));
    }
}
