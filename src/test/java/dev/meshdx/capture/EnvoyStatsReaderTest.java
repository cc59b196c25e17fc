package dev.meshdx.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshdx.facts.ProxyStats;
import dev.meshdx.facts.RejectedConfig;
import dev.meshdx.facts.Selection;
import dev.meshdx.facts.UpstreamCluster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EnvoyStatsReaderTest {

    private static final String WEB = "shop/web-7c9d8b5f6c-abcde/istio-proxy";

    private static final String PAGE = """
            cluster_manager.cds.version_text: "2026-05-01T10:00:00Z/7"
            cluster.outbound|80|v1|cart.shop.svc.cluster.local;.upstream_rq_total: 41
            cluster.outbound|80|v1|cart.shop.svc.cluster.local;.upstream_rq_pending_overflow: 6
            cluster.outbound|80||internal.ssl.example.com.ssl.fail_verify_san: 2
            cluster.xds-grpc;.upstream_cx_active: 1
            http.outbound_0.0.0.0_80;.rds.80.update_rejected: 1
            http.inbound_10.1.2.3_80.no_route: 3
            listener.0.0.0.0_15006.ssl.fail_verify_error: 5
            listener_manager.lds.update_rejected: 0
            server.live: 1
            cluster.xds-grpc;.upstream_cx_length_ms: P0(nan,1) P100(nan,2)
            """;

    @Test
    void countsLinesAndClusters() {
        assertThat(Reading.of().read(new EnvoyStatsReader(), WEB, PAGE).facts(new EnvoyCombiner(), ProxyStats.class))
                .singleElement()
                .satisfies(stats -> {
                    assertThat(stats.lines()).isEqualTo(11);
                    assertThat(stats.clusters()).isEqualTo(3);
                    assertThat(stats.complete()).isTrue();
                    assertThat(stats.workload()).isEqualTo("web");
                });
    }

    @Test
    void fillsCountersOfClusters() {
        List<UpstreamCluster> clusters =
                Reading.of().read(new EnvoyStatsReader(), WEB, PAGE).facts(new EnvoyCombiner(), UpstreamCluster.class);

        assertThat(clusters).extracting(UpstreamCluster::name).contains("xds-grpc");
        assertThat(clusters)
                .filteredOn(one -> one.service().equals("cart"))
                .singleElement()
                .satisfies(cart -> {
                    assertThat(cart.subset()).isEqualTo("v1");
                    assertThat(cart.port()).isEqualTo(80);
                    assertThat(cart.serviceNamespace()).isEqualTo("shop");
                    assertThat(cart.stats().rqPendingOverflow()).isEqualTo(6);
                    assertThat(cart.stats().rqTimeout()).isEqualTo(-1);
                    assertThat(cart.origin().line()).isEqualTo(2);
                });
        assertThat(clusters)
                .filteredOn(one -> one.host().equals("internal.ssl.example.com"))
                .singleElement()
                .satisfies(other -> assertThat(other.stats().sslFailVerifySan()).isEqualTo(2));
    }

    @Test
    void reportsRefusedUpdates() {
        assertThat(Reading.of()
                        .read(new EnvoyStatsReader(), WEB, PAGE)
                        .facts(new EnvoyCombiner(), RejectedConfig.class))
                .singleElement()
                .satisfies(refused -> {
                    assertThat(refused.type()).isEqualTo("RDS");
                    assertThat(refused.resource()).isEqualTo("80");
                    assertThat(refused.source()).isEqualTo("stats");
                });
    }

    @Test
    void isIncompleteWithDefaultStatisticsOfIstio() {
        Reading reading = Reading.of().read(new EnvoyStatsReader(), WEB, """
                cluster.xds-grpc;.upstream_cx_active: 1
                cluster.prometheus_stats;.upstream_cx_total: 4
                cluster_manager.active_clusters: 21
                """);

        assertThat(reading.facts(new EnvoyCombiner(), ProxyStats.class).get(0).complete())
                .isFalse();
        assertThat(reading.covered("proxy-stats", WEB)).containsExactly(3, 0);
    }

    @Test
    void keepsSelectedStatisticsWithTheirScope() throws IOException {
        List<EnvoyEvidence.Statistic> kept = selected(PAGE, "no_route", "ssl.fail_verify_error", "server.live");

        assertThat(kept)
                .extracting(EnvoyEvidence.Statistic::scope)
                .containsExactly("http.inbound_10.1.2.3_80", "listener.0.0.0.0_15006", "");
        assertThat(kept).extracting(EnvoyEvidence.Statistic::value).containsExactly(3.0, 5.0, 1.0);
    }

    @Test
    void readsJson() throws IOException {
        List<EnvoyEvidence.Statistic> kept = selected("""
                {"stats":[{"name":"server.live","value":1},{"name":"a.version_text","value":"x"},
                {"histograms":{"supported_quantiles":[0]}}]}
                """, "server.live");

        assertThat(kept)
                .singleElement()
                .satisfies(one -> assertThat(one.origin().pointer()).isEqualTo("/stats/0"));
    }

    @Test
    void reportsWhereJsonWasCut() {
        Reading reading = Reading.of()
                .read(new EnvoyStatsReader(), WEB, "{\"stats\":[{\"name\":\"server.live\",\"value\":1},{\"na");

        assertThat(reading.reason()).contains("stops being JSON");
        assertThat(reading.covered("proxy-stats", WEB)).containsExactly(1, 0);
    }

    @Test
    void readsPrometheusNamesBackToStatistics() {
        Reading reading =
                Reading.ofMetrics("istio_agent_startup_duration_seconds").read(new EnvoyPrometheusReader(), WEB, """
                # TYPE istio_agent_startup_duration_seconds gauge
                istio_agent_startup_duration_seconds 1.5
                istio_requests_total{source="a"} 1
                # TYPE envoy_cluster_upstream_rq counter
                envoy_cluster_upstream_rq{response_code_class="5xx",cluster_name="outbound|80||cart.shop.svc.cluster.local"} 9
                envoy_cluster_ssl_handshake{envoy_cluster_name="outbound|80||cart.shop.svc.cluster.local"} 2
                envoy_cluster_manager_cds_update_rejected{} 1
                """);

        assertThat(reading.facts(new EnvoyCombiner(), UpstreamCluster.class))
                .singleElement()
                .satisfies(cart -> {
                    assertThat(cart.stats().rq5xx()).isEqualTo(9);
                    assertThat(cart.stats().sslHandshake()).isEqualTo(2);
                });
        assertThat(reading.facts(new EnvoyCombiner(), RejectedConfig.class))
                .singleElement()
                .satisfies(refused -> assertThat(refused.type()).isEqualTo("CDS"));
        assertThat(reading.facts(new EnvoyCombiner(), ProxyStats.class).get(0).meshSeries())
                .isEqualTo(1);
        assertThat(reading.evidence().all(RawSample.class)).hasSize(1);
    }

    @Test
    void leavesOtherTextsAlone() {
        assertThat(new EnvoyStatsReader().recognises(Reading.head("apiVersion: v1\nkind: Pod\n")))
                .isFalse();
        assertThat(new EnvoyStatsReader().recognises(Reading.head("2026-05-01 error: 3\n")))
                .isFalse();
        assertThat(new EnvoyStatsReader().recognises(Reading.head(""))).isFalse();
        assertThat(new EnvoyPrometheusReader().recognises(Reading.head("# TYPE pilot_xds gauge\npilot_xds 3\n")))
                .isFalse();
    }

    private static List<EnvoyEvidence.Statistic> selected(String text, String... metrics) throws IOException {
        Evidence evidence = new Evidence(new Selection(Set.of(metrics), Set.of(), List.of()));
        new EnvoyStatsReader().read(new TextFile(new Head(WEB, text)), evidence);
        return evidence.all(EnvoyEvidence.Statistic.class);
    }

    private record TextFile(Head head) implements CaptureFile {
        @Override
        public String path() {
            return head.path();
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(head.text().getBytes(StandardCharsets.UTF_8));
        }
    }
}
