package dev.meshdx.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshdx.facts.HostHealth;
import dev.meshdx.facts.PoolLimits;
import dev.meshdx.facts.Proxy;
import dev.meshdx.facts.ProxyMemory;
import dev.meshdx.facts.UpstreamCluster;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** /memory, /clusters, /server_info and readiness. */
class EnvoyAdminTest {

    private static final String WEB = "shop/web-7c9d8b5f6c-abcde/istio-proxy";

    @Test
    void readsMemoryAgainstTheLimitOfTheContainer() {
        Reading reading = Reading.of().read(new EnvoyMemoryReader(), WEB, """
                {"allocated": "100", "heap_size": "400", "total_physical_bytes": "500"}
                """);
        reading.evidence().add(new ContainerLimit("c", "shop", "web-7c9d8b5f6c-abcde", "istio-proxy", 1000));

        assertThat(reading.facts(new EnvoyCombiner(), ProxyMemory.class))
                .singleElement()
                .satisfies(memory -> {
                    assertThat(memory.allocatedBytes()).isEqualTo(100);
                    assertThat(memory.limitFraction()).isEqualTo(0.5);
                });
    }

    @Test
    void reportsMemoryThatWasCut() {
        Reading reading = Reading.of();
        Head cut = Reading.head("{\"allocated\": \"1\", \"heap_size\": \"4");

        assertThat(new EnvoyMemoryReader().recognises(cut)).isTrue();
        assertThat(reading.read(new EnvoyMemoryReader(), WEB, cut.text()).reason())
                .contains("stops being JSON");
        assertThat(reading.facts(new EnvoyCombiner(), ProxyMemory.class)).isEmpty();
    }

    @Test
    void readsHostsAndLimitsOfClustersAsText() {
        UpstreamCluster cart = Reading.of()
                .read(new EnvoyClustersReader(), WEB, """
                        outbound|80||cart.shop.svc.cluster.local::default_priority::max_connections::7
                        outbound|80||cart.shop.svc.cluster.local::default_priority::max_retries::4294967295
                        outbound|80||cart.shop.svc.cluster.local::high_priority::max_connections::1024
                        outbound|80||cart.shop.svc.cluster.local::added_via_api::true
                        outbound|80||cart.shop.svc.cluster.local::10.0.0.1:80::cx_connect_fail::3
                        outbound|80||cart.shop.svc.cluster.local::10.0.0.1:80::health_flags::/failed_outlier_check
                        outbound|80||cart.shop.svc.cluster.local::[fd00::2]:80::rq_success::5
                        outbound|80||cart.shop.svc.cluster.local::[fd00::2]:80::health_flags::healthy
                        outbound|80||cart.shop.svc.cluster.local::[fd00::2]:80::region::
                        """)
                .facts(new EnvoyCombiner(), UpstreamCluster.class)
                .get(0);

        assertThat(cart.hosts()).isEqualTo(new HostHealth(2, 1, 1, 0, 3, 0, 5));
        assertThat(cart.limits()).isEqualTo(new PoolLimits(7, -1, -1, 4294967295L));
        assertThat(cart.tls()).isEmpty();
    }

    @Test
    void readsHostsAndLimitsOfClustersAsJson() {
        UpstreamCluster cart = Reading.of()
                .read(new EnvoyClustersJsonReader(), WEB, """
                        {"cluster_statuses": [{"name": "outbound|80||cart.shop.svc.cluster.local",
                          "host_statuses": [
                            {"stats": [{"name": "rq_error", "value": "4"}, {"name": "rq_success"}],
                             "health_status": {"eds_health_status": "UNHEALTHY"}},
                            {"stats": [], "health_status": {"eds_health_status": "HEALTHY"}}],
                          "circuit_breakers": {"thresholds": [{"max_connections": 9},
                            {"priority": "HIGH", "max_connections": 1024}]}}]}
                        """)
                .facts(new EnvoyCombiner(), UpstreamCluster.class)
                .get(0);

        assertThat(cart.hosts()).isEqualTo(new HostHealth(2, 1, 0, 1, 0, 4, 0));
        assertThat(cart.limits()).isEqualTo(new PoolLimits(9, -1, -1, -1));
    }

    @Test
    void knowsTheProxyByItsNode() {
        Proxy proxy = Reading.of()
                .read(new EnvoyServerInfoReader(), "unknown", """
                        {"version": "abc/1.34.1/Clean/RELEASE/BoringSSL", "state": "DRAINING",
                         "uptime_current_epoch": "90s",
                         "node": {"id": "router~10.1.1.9~edge-6b7d8f9c5d-x2x2x.gate~gate.svc.cluster.local",
                                  "metadata": {"ISTIO_VERSION": "1.26.2"}}}
                        """)
                .facts(new EnvoyCombiner(), Proxy.class)
                .get(0);

        assertThat(proxy.namespace()).isEqualTo("gate");
        assertThat(proxy.workload()).isEqualTo("edge");
        assertThat(proxy.mesh()).isEqualTo("istio-gateway");
        assertThat(proxy.version()).isEqualTo("1.26.2");
        assertThat(proxy.state()).isEqualTo("DRAINING");
        assertThat(proxy.ip()).isEqualTo("10.1.1.9");
    }

    @Test
    void addsUptimeToTheStartInTheSameFolder() {
        Reading reading = Reading.of()
                .read(new EnvoyServerInfoReader(), "web/server_info", """
                        {"version": "v", "state": "LIVE", "uptime_current_epoch": "90s"}
                        """)
                .read(new EnvoyConfigDumpReader(), "web/config_dump", """
                        {"configs": [{"@type": "type.googleapis.com/envoy.admin.v3.BootstrapConfigDump",
                          "bootstrap": {"node": {"id": "x"}}, "last_updated": "2026-05-01T10:00:00Z"}]}
                        """);

        assertThat(reading.evidence().observations())
                .containsEntry("uptime of a proxy", Instant.parse("2026-05-01T10:01:30Z"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "LIVE~true~LIVE",
                "PRE_INITIALIZING~false~PRE_INITIALIZING",
                "200~true~''",
                "503 ~false~''",
                "000~false~''",
                "OK~true~''",
                "not ready, pending: state manager~false~''",
                "$ curl -si localhost:4191/ready|ready||200~true~''",
                "HTTP/1.1 503 Service Unavailable|content-length: 0||~false~''",
            })
    void readsReadiness(String answer, String ready, String state) {
        Proxy proxy = Reading.of()
                .read(new ReadinessReader(), "shop/web-7c9d8b5f6c-abcde/istio-proxy.ready", answer.replace('|', '\n'))
                .facts(new EnvoyCombiner(), Proxy.class)
                .get(0);

        assertThat(proxy.ready()).isEqualTo(ready);
        assertThat(proxy.state()).isEqualTo(state);
    }

    @Test
    void oneProbeThatSaysNoCounts() {
        Proxy proxy = Reading.of()
                .read(new ReadinessReader(), WEB + "/15021", "503")
                .read(new ReadinessReader(), WEB + "/admin", "LIVE")
                .facts(new EnvoyCombiner(), Proxy.class)
                .get(0);

        assertThat(proxy.ready()).isEqualTo("false");
        assertThat(proxy.state()).isEqualTo("LIVE");
        assertThat(proxy.readyMessage()).isEqualTo("status 503");
    }

    @Test
    void livenessIsNotReadiness() {
        Proxy proxy = Reading.of()
                .read(new ReadinessReader(), WEB, "$ curl -si localhost:4191/live\nlive\n")
                .facts(new EnvoyCombiner(), Proxy.class)
                .get(0);

        assertThat(proxy.ready()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "LIVE\nand kicking", "42", "200 files copied", "{}"})
    void leavesOtherSmallFilesAlone(String text) {
        assertThat(new ReadinessReader().recognises(Reading.head(text))).isFalse();
    }
}
