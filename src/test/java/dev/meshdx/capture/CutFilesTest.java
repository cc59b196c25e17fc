package dev.meshdx.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshdx.facts.CapturedFile;
import dev.meshdx.facts.Coverage;
import dev.meshdx.facts.FactBase;
import dev.meshdx.facts.LogSignature;
import dev.meshdx.facts.MeshConfig;
import dev.meshdx.facts.MetricSample;
import dev.meshdx.facts.Pod;
import dev.meshdx.facts.Selection;
import dev.meshdx.facts.Service;
import dev.meshdx.facts.Signature;
import dev.meshdx.facts.UpstreamCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that lost its end is said to be read in part, and what it may lack proves nothing. */
class CutFilesTest {

    private static final String SERVICE =
            "- apiVersion: v1\n  kind: Service\n  metadata:\n    name: %s\n    namespace: shop\n  spec:\n    clusterIP: 10.0.0.1\n";
    private static final String STATUS = """
            NAME                CLUSTER        CDS        ISTIOD                      VERSION
            web-1.shop          Kubernetes     SYNCED     istiod-bdkfqwnh2d-tgzxk     1.31.2
            cart-1.shop         Kubernetes     SYNCED     istiod-bdkfqwnh2d-tgzxk     1.31.2
            """;

    @TempDir
    Path folder;

    @Test
    void leavesOutTheLastItemOfAYamlListThatLacksItsKind() throws IOException {
        String list = "apiVersion: v1\nitems:\n" + SERVICE.formatted("web") + SERVICE.formatted("cart");
        write("services.yaml", list);
        assertThat(open().of(Service.class)).extracting(Service::name).containsExactly("web");
        assertThat(only().state()).isEqualTo("partly-read");
        assertThat(coverage("Service")).isEqualTo("partial");
        write("services.yaml", list + "kind: List\nmetadata:\n  resourceVersion: \"\"\n");
        assertThat(open().of(Service.class)).hasSize(2);
        assertThat(only().state()).isEqualTo("read");
    }

    @Test
    void aProxyStatusThatEndsWithinARowIsNotComplete() throws IOException {
        write("status.txt", STATUS);
        assertThat(coverage("proxy-sync")).isEqualTo("complete");
        write("status.txt", STATUS.substring(0, STATUS.length() - 9));
        assertThat(coverage("proxy-sync")).isEqualTo("partial");
        assertThat(only().state()).isEqualTo("partly-read");
    }

    @Test
    void aProxyStatusWhoseSpacesWereChangedIsNotComplete() throws IOException {
        for (String changed : List.of(STATUS.replace("cart-1.shop", "c.s"), STATUS.replaceAll(" +", " "))) {
            write("status.txt", changed);
            assertThat(coverage("proxy-sync")).isEqualTo("partial");
            assertThat(only().reason()).contains("rows do not stand under the titles");
        }
    }

    @Test
    void metricsThatEndWithinALineAreNotComplete() throws IOException {
        String page = "# TYPE citadel_server_csr_count counter\ncitadel_server_csr_count 12\npilot_info 1\n";
        write("metrics", page);
        assertThat(coverage("control-plane-metrics")).isEqualTo("complete");
        write("metrics", page.substring(0, page.indexOf("2\npilot")));
        assertThat(open().of(MetricSample.class)).isEmpty();
        assertThat(only().reason()).isEqualTo(LineReader.NO_LINE_END);
    }

    @Test
    void statisticsForgetTheClusterThatTheyEndIn() throws IOException {
        String page = """
                cluster.outbound|80||web.shop.svc.cluster.local.upstream_cx_overflow: 5
                cluster.outbound|80||web.shop.svc.cluster.local.upstream_rq_pending_overflow: 7
                cluster.outbound|90||cart.shop.svc.cluster.local.upstream_cx_overflow: 6
                cluster.outbound|90||cart.shop.svc.cluster.local.upstream_rq_pending_overflow: 7
                """;
        write("stats.txt", page);
        assertThat(open().of(UpstreamCluster.class)).hasSize(2);
        write("stats.txt", page.substring(0, page.length() - 4));
        assertThat(open().of(UpstreamCluster.class))
                .extracting(UpstreamCluster::host)
                .containsExactly("web.shop.svc.cluster.local");
        assertThat(coverage("proxy-stats")).isEqualTo("partial");
    }

    @Test
    void aMeshConfigurationThatEndsWithinALineDoesNotFailToParse() throws IOException {
        write(
                "mesh.yaml",
                "accessLogFile: /dev/stdout\ntrustDomain: cluster.local\nrootNamespace: istio-system\nenableP");
        assertThat(open().of(MeshConfig.class)).singleElement().satisfies(config -> {
            assertThat(config.trustDomain()).isEqualTo("cluster.local");
            assertThat(config.error()).isEmpty();
        });
        assertThat(only().state()).isEqualTo("partly-read");
    }

    @Test
    void anAdminPageSaysThatItWasCutWhateverIsMissing() throws IOException {
        write("certs.json", "{\n \"certificates\": []\n");
        assertThat(only().state()).isEqualTo("partly-read");
        Files.delete(folder.resolve("certs.json"));
        write("listeners.json", "{\n \"listener_statuses\": [\n  {\n   \"name\": \"0.0.0.0_15090\"\n  }");
        assertThat(only().state()).isEqualTo("partly-read");
    }

    @Test
    void aTableTellsOnlyOfPodsOfOneContainerThatTheyHaveNoSidecar() throws IOException {
        write("pods.txt", """
                NAMESPACE   NAME                   READY   STATUS    RESTARTS   AGE
                shop        web-7c9d8b5f6c-abcde   2/2     Running   0          1d
                shop        old-7c9d8b5f6c-fghij   1/1     Running   0          1d
                """);
        assertThat(open().of(Pod.class))
                .extracting(Pod::workload, Pod::proxy, Pod::proxied)
                .containsExactlyInAnyOrder(
                        org.assertj.core.api.Assertions.tuple("web", Pod.PROXY_UNKNOWN, false),
                        org.assertj.core.api.Assertions.tuple("old", "", false));
    }

    @Test
    void aLogOfALinkerdProxyTellsItsComponentUnderAnyName() throws IOException {
        write("x0001", """
                [     0.027496s]  INFO ThreadId(01) linkerd2_proxy: Local identity is linkerd-destination.linkerd.serviceaccount.identity.linkerd.cluster.local
                [     6.558695s]  WARN ThreadId(01) linkerd_reconnect: Failed to connect error=invalid peer certificate
                """);
        Signature refused = new Signature("refused", List.of(), "invalid peer certificate", "", "");
        assertThat(Captures.open(
                                List.of(folder.toString()),
                                new Selection(Set.of(), Set.of(), List.of(refused)),
                                m -> {})
                        .of(LogSignature.class))
                .extracting(LogSignature::namespace, LogSignature::component)
                .containsExactly(org.assertj.core.api.Assertions.tuple("linkerd", "linkerd-destination"));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private FactBase open() {
        Selection selection = new Selection(Set.of(), Set.of("citadel_server_csr_count"), List.of());
        return Captures.open(List.of(folder.toString()), selection, message -> {});
    }

    private CapturedFile only() {
        return open().files().get(0);
    }

    private String coverage(String kind) {
        return open().of(Coverage.class).stream()
                .filter(coverage ->
                        coverage.kind().equals(kind) && coverage.namespace().isEmpty())
                .map(Coverage::state)
                .findFirst()
                .orElse("none");
    }
}
