package dev.meshdx.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.meshdx.facts.MetricSample;
import dev.meshdx.facts.MetricSeries;
import dev.meshdx.facts.ProxyMemory;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsReaderTest {

    private static final String PAGE = """
            # HELP inbound_http_errors_total Errors.
            # TYPE inbound_http_errors_total counter
            # UNIT process_resident_memory_bytes bytes
            inbound_http_errors_total{error="a \\"b\\", c}",port="80"} 3 1714557600000
            not_asked_for{x="y"} 1
            process_resident_memory_bytes 2.5e+07
            # EOF
            """;

    private static final String WEB = "store/web-7c9d8b5f6c-abcde/linkerd-proxy";

    @Test
    void keepsOnlyWhatIsAskedFor() {
        List<MetricSample> facts = Reading.ofMetrics("inbound_http_errors_total")
                .read(new MetricsReader(), WEB, PAGE)
                .facts(new MetricsCombiner(), MetricSample.class);

        assertThat(facts).hasSize(1);
        assertThat(facts.get(0).value()).isEqualTo(3);
        assertThat(facts.get(0).label("error")).isEqualTo("a \"b\", c}");
        assertThat(facts.get(0).workload()).isEqualTo("web");
        assertThat(facts.get(0).origin().line()).isEqualTo(4);
    }

    @Test
    void readsTheMemoryOfLinkerdProxies() {
        Reading reading = Reading.ofMetrics().read(new MetricsReader(), WEB, PAGE);
        reading.evidence().add(new ContainerLimit("c", "store", "web-7c9d8b5f6c-abcde", "linkerd-proxy", 50_000_000));

        assertThat(reading.facts(new MetricsCombiner(), ProxyMemory.class))
                .hasSize(1)
                .first()
                .satisfies(memory -> {
                    assertThat(memory.residentBytes()).isEqualTo(25_000_000);
                    assertThat(memory.limitFraction()).isEqualTo(0.5);
                });
        assertThat(reading.covered("proxy-metrics", WEB)).containsExactly(3, 1);
    }

    @Test
    void takesTheContainerOfKubeletMetricsFromTheLabels() {
        String page = """
                # TYPE container_cpu_cfs_periods_total counter
                container_cpu_cfs_periods_total{container="istio-proxy",namespace="store",pod="web-7c9d8b5f6c-abcde"} 9 1714557600000
                """;

        List<MetricSample> facts = Reading.ofMetrics("container_cpu_cfs_periods_total")
                .read(new MetricsReader(), "worker-b.cadvisor.prom", page)
                .facts(new MetricsCombiner(), MetricSample.class);

        assertThat(facts).singleElement().satisfies(sample -> {
            assertThat(sample.namespace()).isEqualTo("store");
            assertThat(sample.pod()).isEqualTo("web-7c9d8b5f6c-abcde");
            assertThat(sample.workload()).isEqualTo("web");
        });
    }

    @Test
    void makesASeriesOfBeforeAndAfter() {
        List<MetricSeries> facts = Reading.ofMetrics("pilot_x")
                .read(
                        new MetricsReader(),
                        "store/web-7c9d8b5f6c-abcde.metrics.txt",
                        "# TYPE pilot_x gauge\npilot_x 6\n")
                .read(
                        new MetricsReader(),
                        "store/web-7c9d8b5f6c-abcde.metrics.before.txt",
                        "# TYPE pilot_x gauge\npilot_x 2\n")
                .facts(new MetricsCombiner(), MetricSeries.class);

        assertThat(facts).hasSize(1).first().satisfies(series -> {
            assertThat(series.first()).isEqualTo(2);
            assertThat(series.last()).isEqualTo(6);
            assertThat(series.growthRatio()).isEqualTo(3);
            assertThat(series.spanHours()).isZero();
        });
    }

    @Test
    void readsRangesOfPrometheus() {
        String json = """
                {"status":"success","data":{"resultType":"matrix","result":[{"metric":{"__name__":"mem","namespace":"store",
                "pod":"web-7c9d8b5f6c-abcde"},"values":[[1714557600,"100"],[1714561200,"150"],[1714564800,"NaN"],[1714568400,"bad"]]}]}}
                """;

        assertThat(Reading.ofMetrics("mem")
                        .read(new QueryRangeReader(), "range.json", json.replace(",[1714564800,\"NaN\"]", ""))
                        .facts(new MetricsCombiner(), MetricSeries.class))
                .hasSize(1)
                .first()
                .satisfies(series -> {
                    assertThat(series.samples()).isEqualTo(2);
                    assertThat(series.slopePerHour()).isCloseTo(50, within(1e-6));
                    assertThat(series.spanHours()).isEqualTo(1);
                    assertThat(series.workload()).isEqualTo("web");
                });
    }

    @Test
    void readsPagesOfSeveralPods() {
        String page =
                "#\n# POD a-7c9d8b5f6c-abcde (1 of 2)\n#\n# TYPE x counter\nx 1\n#\n# POD b-7c9d8b5f6c-abcde (2 of 2)\n#\n"
                        + "# ERROR: no answer\n";

        Reading reading = Reading.ofMetrics("x").read(new MetricsReader(), "metrics.txt", page);

        assertThat(reading.facts(new MetricsCombiner(), MetricSample.class))
                .extracting(MetricSample::workload)
                .containsExactly("a");
        assertThat(reading.reason()).contains("1 pods did not answer");
    }

    @Test
    void skipsMalformedLines() {
        assertThat(PrometheusLine.of("x{a=\"b\" 1")).isEmpty();
        assertThat(PrometheusLine.of("x{a=\"b")).isEmpty();
        assertThat(PrometheusLine.of("x{a=b} 1")).isEmpty();
        assertThat(PrometheusLine.of("x one")).isEmpty();
        assertThat(PrometheusLine.of("x{} +Inf"))
                .get()
                .extracting(PrometheusLine::value)
                .isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(new MetricsReader().recognises(Reading.head("name: value\nother: 1\n")))
                .isFalse();
        assertThat(new MetricsReader()
                        .recognises(Reading.head("Nov 10 14:17:41 a\nNov 10 14:17:42 b\nNov 11 1:1:1 c\nx")))
                .isFalse();
    }
}
