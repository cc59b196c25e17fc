package dev.meshdx.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.meshdx.facts.ToolFinding;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnalyzeReaderTest {

    @Test
    void readsLogLines() {
        assertThat(findings("""
                2026-05-01T11:00:00Z	warn	client rate limited
                Error [IST0101] (VirtualService shop/cart) Referenced host not found: "cart"
                Warning [IST0103] (Pod shop/web shop.yaml:12) The pod is missing the Istio proxy.
                Info [IST0102] (Namespace shop) The namespace is not enabled for Istio injection.
                Error: Analyzers found issues when analyzing all namespaces.
                """))
                .extracting(
                        ToolFinding::code,
                        ToolFinding::level,
                        ToolFinding::kind,
                        ToolFinding::namespace,
                        ToolFinding::name)
                .containsExactly(
                        tuple("IST0101", "error", "VirtualService", "shop", "cart"),
                        tuple("IST0103", "warning", "Pod", "shop", "web"),
                        tuple("IST0102", "info", "Namespace", "", "shop"));
    }

    @Test
    void readsJsonBehindLogLines() {
        assertThat(findings("""
                2026-05-01T11:00:00Z	warn	client rate limited
                [{"code": "IST0173", "level": "Error", "message": "m ", "origin": "DestinationRule shop/cart", "reference": "x:3"}]
                """)).singleElement().satisfies(one -> {
            assertThat(one.name()).isEqualTo("cart");
            assertThat(one.message()).isEqualTo("m");
            assertThat(one.origin().pointer()).isEqualTo("/0");
        });
    }

    @Test
    void readsYaml() {
        assertThat(findings("""
                - code: IST0101
                  level: Error
                  message: m
                  origin: VirtualService shop/cart
                """)).hasSize(1);
    }

    @Test
    void coversARunWithoutFindings() {
        Reading reading = Reading.of()
                .read(new AnalyzeReader(), "a", "✔ No validation issues found when analyzing all namespaces.\n");

        assertThat(reading.covered("istioctl-analyze", "a")).containsExactly(0, 1);
    }

    @Test
    void reportsCutJson() {
        Reading reading = Reading.of().read(new AnalyzeReader(), "a", "[{\"code\": \"IST0101\", \"level\": \"Er");

        assertThat(reading.reason()).contains("stops being JSON");
        assertThat(reading.covered("istioctl-analyze", "a")).containsExactly(0, 0);
    }

    @Test
    void leavesOtherTextsAlone() {
        assertThat(new AnalyzeReader().recognises(Reading.head("Error: unable to reach the cluster\n")))
                .isFalse();
        assertThat(new AnalyzeReader().recognises(Reading.head("[]"))).isFalse();
    }

    private static List<ToolFinding> findings(String text) {
        return Reading.of().read(new AnalyzeReader(), "a", text).facts(new IstiodCombiner(), ToolFinding.class);
    }
}
