package dev.meshdx.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshdx.facts.CapturedFile;
import dev.meshdx.facts.Coverage;
import dev.meshdx.facts.FactBase;
import dev.meshdx.facts.MetricSample;
import dev.meshdx.facts.Pod;
import dev.meshdx.facts.ProxySync;
import dev.meshdx.facts.ResponseFlagCount;
import dev.meshdx.facts.Selection;
import dev.meshdx.facts.ToolFinding;
import dev.meshdx.facts.UpstreamCluster;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The layouts of collection tools, a small sample each: whose the files are, when they were taken, what they hold. */
class CaptureFormatsTest {

    private static final Path FORMATS = Path.of("src/test/resources/dev/meshdx/capture/formats");
    private static final String POD = "cart-6f7c9d8b5c-x7k2p";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "istioctl-bug-report",
                "must-gather",
                "troubleshoot",
                "troubleshoot-2022",
                "kubectl-gather",
                "cluster-info-dump",
                "cluster-info-stream",
                "velero",
                "insights-archive",
                "check-reports"
            })
    void everyFileIsReadOrKnown(String format) {
        assertThat(open(format).files())
                .isNotEmpty()
                .allSatisfy(file -> assertThat(file.state())
                        .as("%s: %s", file.path(), file.reason())
                        .isIn("read", "not-needed"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "istioctl-bug-report",
                "must-gather",
                "troubleshoot",
                "troubleshoot-2022",
                "cluster-info-dump",
                "cluster-info-stream"
            })
    void anAccessLogBelongsToItsPod(String format) {
        assertThat(open(format).of(ResponseFlagCount.class)).anySatisfy(calls -> {
            assertThat(calls.namespace()).isEqualTo("shop");
            assertThat(calls.pod()).isEqualTo(POD);
            assertThat(calls.flag()).isEqualTo("UF");
            assertThat(calls.count()).isEqualTo(3);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "istioctl-bug-report, 2026-05-01T10:00:05Z, newest log line",
        "must-gather, 2026-05-01T10:03:21.500Z, timestamp of the capture",
        "troubleshoot, 2026-05-01T10:00:00Z, newest node heartbeat",
        "kubectl-gather, 2026-05-01T10:00:02Z, newest log line",
        "cluster-info-stream, 2026-05-01T10:00:00Z, newest node heartbeat",
        "velero, 2026-05-01T08:01:00Z, newest pod condition"
    })
    void timeIsThatOfTheCapture(String format, String time, String from) {
        assertThat(open(format).time()).hasToString(time);
        assertThat(open(format).timeFrom()).isEqualTo(from);
    }

    @ParameterizedTest
    @CsvSource({
        "istioctl-bug-report, VirtualService, complete",
        "must-gather, VirtualService, complete",
        "must-gather, Service, complete",
        "must-gather, Pod, partial",
        "troubleshoot, VirtualService, complete",
        "troubleshoot, DestinationRule, absent",
        "velero, VirtualService, complete",
        "kubectl-gather, Pod, complete",
        "cluster-info-dump, Pod, complete",
        "cluster-info-dump, VirtualService, absent",
        "insights-archive, Pod, partial"
    })
    void whatWasListedWholeIsComplete(String format, String kind, String state) {
        assertThat(open(format).of(Coverage.class).stream()
                        .filter(coverage -> coverage.kind().equals(kind)
                                && coverage.namespace().isEmpty()))
                .isNotEmpty()
                .extracting(Coverage::state)
                .containsOnly(state);
    }

    @Test
    void clustersOfKubectlGatherStayApart() {
        assertThat(open("kubectl-gather").clusters()).containsExactly("east", "west");
        assertThat(open("kubectl-gather").of(ResponseFlagCount.class))
                .extracting(ResponseFlagCount::cluster)
                .containsOnly("east");
    }

    @ParameterizedTest
    @ValueSource(strings = {"istioctl-bug-report", "must-gather"})
    void proxiesOfIstiodAreKnown(String format) {
        assertThat(open(format).of(ProxySync.class)).extracting(ProxySync::pod).contains(POD);
        assertThat(open(format).of(UpstreamCluster.class))
                .anySatisfy(cluster -> assertThat(cluster.pod()).isEqualTo(POD));
    }

    @Test
    void objectsOfVeleroCountOnceAndKeepNoSecret() {
        FactBase base = open("velero");
        assertThat(base.of(Pod.class)).hasSize(2);
        assertThat(base.facts().toString()).doesNotContain("aHVudGVyMg==");
    }

    @Test
    void internalTypesOfAnOldKubectlAreNamed() {
        CapturedFile file = open("cluster-info-legacy").files().get(0);
        assertThat(file.state()).isEqualTo("partly-read");
        assertThat(file.reason()).contains("old kubectl");
    }

    @Test
    void resultsOfOtherToolsAreFindings() {
        assertThat(open("troubleshoot").of(ToolFinding.class))
                .extracting(ToolFinding::tool, ToolFinding::code, ToolFinding::level, ToolFinding::message)
                .contains(org.assertj.core.groups.Tuple.tuple(
                        "troubleshoot",
                        "node.resources",
                        "error",
                        "Node memory: 2 GiB are less than the required 8 GiB"));
        assertThat(open("check-reports").of(ToolFinding.class))
                .extracting(finding -> finding.tool() + " " + finding.level() + " " + finding.code())
                .contains(
                        "glooctl-check error Upstreams",
                        "glooctl-check info Pods",
                        "meshctl-check error Gloo deployment status",
                        "meshctl-check warning Agents registered against mgmt server",
                        "consul-troubleshoot error Envoy has 3 rejected configurations",
                        "consul-troubleshoot info Certificates are valid");
    }

    @Test
    void anEjectedHostOfAnEndpointTableIsEjected() {
        assertThat(open("check-reports").of(UpstreamCluster.class))
                .singleElement()
                .satisfies(cluster -> {
                    assertThat(cluster.hosts().total()).isEqualTo(2);
                    assertThat(cluster.hosts().ejected()).isEqualTo(1);
                });
    }

    @Test
    void anInstantQueryIsASample() {
        assertThat(open("check-reports").of(MetricSample.class)).anySatisfy(sample -> {
            assertThat(sample.name()).isEqualTo("pilot_xds");
            assertThat(sample.value()).isEqualTo(7);
            assertThat(sample.pod()).isEqualTo("istiod-7d9f8c6b5-q4w8z");
        });
    }

    private static FactBase open(String format) {
        Selection selection = new Selection(Set.of(), Set.of("pilot_xds"), List.of());
        return Captures.open(List.of(FORMATS.resolve(format).toString()), selection, message -> {});
    }
}
