package dev.meshdx.authoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.meshdx.facts.MetricSeries;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SeriesNotationTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static MetricSeries series(String values) {
        YamlNode node =
                YamlNode.parse("MetricSeries: { name: memory, step: 5m, values: \"" + values + "\" }", "t.yaml");
        return (MetricSeries) new FactBuilder(NOW, "cluster").build(node);
    }

    @Test
    void aGrowingSeriesIsReducedToItsFeatures() {
        MetricSeries series = series("80+10x17 _");
        assertThat(series.samples()).isEqualTo(18);
        assertThat(series.first()).isEqualTo(80);
        assertThat(series.last()).isEqualTo(250);
        assertThat(series.max()).isEqualTo(250);
        assertThat(series.growthRatio()).isEqualTo(3.125);
        assertThat(series.slopePerHour()).isCloseTo(120, within(1e-9));
        assertThat(series.spanHours()).isCloseTo(85 / 60.0, within(1e-9));
    }

    @Test
    void runsGapsAndFallingSeriesAreKnown() {
        assertThat(series("5x3").samples()).isEqualTo(4);
        assertThat(series("9-3x2").last()).isEqualTo(3);
        assertThat(series("1 _x3 2").spanHours()).isCloseTo(20 / 60.0, within(1e-9));
    }

    @Test
    void whatIsNoSeriesIsRefusedWithItsLine() {
        assertThatThrownBy(() -> series("5 six")).hasMessageStartingWith("t.yaml:1: 'six' is no part of a series");
        assertThatThrownBy(() -> series("5 _")).hasMessageEndingWith("a series needs at least two samples");
        assertThatThrownBy(() -> series("1x99999")).hasMessageContaining("more than 10000 samples");
    }
}
