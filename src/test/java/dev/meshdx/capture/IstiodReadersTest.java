package dev.meshdx.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.meshdx.facts.Origin;
import dev.meshdx.facts.Pod;
import dev.meshdx.facts.Proxy;
import dev.meshdx.facts.ProxyConnection;
import dev.meshdx.facts.ProxySync;
import dev.meshdx.facts.RejectedConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** syncz, connections and proxy-status. */
class IstiodReadersTest {

    private static final String SYNCZ = """
            [{"proxy": "web-7c9d8b5f6c-abcde.shop", "proxy_type": "sidecar", "istio_version": "1.26.2",
              "cluster_sent": "a", "cluster_acked": "a", "listener_sent": "b", "listener_acked": "a", "route_sent": "",
              "resources": {
               "type.googleapis.com/envoy.config.listener.v3.Listener": {"sent": "b", "acked": "a",
                "sentTime": "2026-05-01T11:59:00Z",
                "lastError": "Error adding/updating listener(s) virtualInbound: unknown filter 'acme.auth'\\n"},
               "type.googleapis.com/envoy.config.endpoint.v3.ClusterLoadAssignment": {"sent": "c"}}},
             {"proxy": "test-1.default", "proxy_type": "sidecar", "istio_version": "65536.65536.65536"}]
            """;

    @Test
    void comparesWhatWasSentWithWhatWasAcknowledged() {
        Reading reading = Reading.of().read(new IstiodSynczReader(), "syncz", SYNCZ);

        assertThat(reading.facts(new IstiodCombiner(), ProxySync.class))
                .extracting(ProxySync::type, ProxySync::state)
                .containsExactly(
                        tuple("CDS", "synced"), tuple("EDS", "stale"), tuple("LDS", "error"), tuple("RDS", "not-sent"));
        assertThat(reading.facts(new IstiodCombiner(), RejectedConfig.class))
                .singleElement()
                .satisfies(refused -> {
                    assertThat(refused.resource()).isEqualTo("virtualInbound");
                    assertThat(refused.reason()).isEqualTo("unknown filter 'acme.auth'");
                    assertThat(refused.extension()).isEqualTo("acme.auth");
                    assertThat(refused.source()).isEqualTo("syncz");
                });
        assertThat(reading.facts(new EnvoyCombiner(), Proxy.class))
                .singleElement()
                .satisfies(proxy -> {
                    assertThat(proxy.workload()).isEqualTo("web");
                    assertThat(proxy.mesh()).isEqualTo("istio-sidecar");
                });
        assertThat(reading.covered("proxy-sync", "syncz")).containsExactly(1, 1);
        assertThat(reading.evidence().observations()).hasSize(1);
    }

    @Test
    void aProxyThatIsNotListedIsNotConnected() {
        List<ProxyConnection> connections = Reading.of()
                .with(pod("web-7c9d8b5f6c-abcde", 3600))
                .with(pod("cart-7c9d8b5f6c-abcde", 3600))
                .with(pod("young-7c9d8b5f6c-abcde", 5))
                .read(new IstiodSynczReader(), "syncz", SYNCZ)
                .facts(new IstiodCombiner(), ProxyConnection.class);

        assertThat(connections)
                .extracting(ProxyConnection::workload, ProxyConnection::listed, ProxyConnection::podAgeSeconds)
                .containsExactlyInAnyOrder(tuple("web", true, 3600L), tuple("cart", false, 3600L));
    }

    @Test
    void aCutListProvesNothing() {
        Reading reading = Reading.of()
                .with(pod("cart-7c9d8b5f6c-abcde", 3600))
                .read(new IstiodSynczReader(), "syncz", SYNCZ.substring(0, SYNCZ.indexOf("{\"proxy\": \"test-1")));

        assertThat(reading.reason()).contains("stops being JSON");
        assertThat(reading.facts(new IstiodCombiner(), ProxyConnection.class)).isEmpty();
    }

    @Test
    void connectionsListProxies() {
        Reading reading =
                Reading.of().with(pod("web-7c9d8b5f6c-abcde", 3600)).read(new IstiodDebugReader(), "connections", """
                        {"totalClients":1,"clients":[{"connectionId":"web-7c9d8b5f6c-abcde.shop-12","connectedAt":"2026-05-01T10:00:00Z"}]}
                        """);

        assertThat(reading.facts(new IstiodCombiner(), ProxyConnection.class))
                .singleElement()
                .satisfies(connection -> assertThat(connection.listed()).isTrue());
    }

    @Test
    void recognisesOtherDebugPagesWithoutTakingFacts() {
        for (String page : List.of(
                "[{\"id\":\"c\",\"secretName\":\"\",\"syncStatus\":\"synced\"}]",
                "[\"adsz\",\"configz\"]",
                "{\"a.b.svc.cluster.local\":{\"b\":{\"Shards\":{}}}}",
                "{\"configs\":[{\"@type\":\"x.BootstrapConfigDump\"},{\"@type\":\"x.ClustersConfigDump\"}]}")) {
            Reading reading = Reading.of().read(new IstiodDebugReader(), "page", page);
            assertThat(reading.evidence().coverage()).isEmpty();
        }
        assertThat(new IstiodDebugReader().recognises(Reading.head("[{\"kind\":\"Pod\",\"apiVersion\":\"v1\"}]")))
                .isFalse();
    }

    @Test
    void readsTheOldTable() {
        assertThat(syncs("""
                NAME                           CLUSTER        CDS        LDS                          EDS           RDS          ECDS     ISTIOD      VERSION
                web-7c9d8b5f6c-abcde.shop      Kubernetes     SYNCED     STALE (Never Acknowledged)   NOT SENT      IGNORED               istiod-1    1.22.0
                """))
                .extracting(ProxySync::type, ProxySync::state)
                .containsExactly(
                        tuple("CDS", "synced"),
                        tuple("ECDS", "unknown"),
                        tuple("EDS", "not-sent"),
                        tuple("LDS", "stale"),
                        tuple("RDS", "ignored"));
    }

    @Test
    void readsAgesBehindLogLines() {
        assertThat(syncs("""
                2026-05-01T11:00:00.1Z	warn	something
                NAME                          CLUSTER        CDS                LDS              ISTIOD       VERSION
                web-7c9d8b5f6c-abcde.shop     Kubernetes     SYNCED (1h2m3s)    ERROR (4s)       istiod-1     1.28.0
                """))
                .extracting(ProxySync::state, ProxySync::ageSeconds, ProxySync::controlPlane)
                .containsExactly(tuple("synced", 3723L, "istiod-1"), tuple("error", 4L, "istiod-1"));
    }

    @Test
    void subscribedTypesTellNoState() {
        assertThat(syncs("""
                NAME                          CLUSTER        ISTIOD       VERSION     SUBSCRIBED TYPES
                web-7c9d8b5f6c-abcde.shop     Kubernetes     istiod-1     1.28.0      2 (CDS,LDS)
                """)).extracting(ProxySync::state).containsExactly("unknown", "unknown");
    }

    @Test
    void comparisonOfOneProxyBelongsToTheOwnerOfTheFile() {
        List<ProxySync> syncs = Reading.of()
                .read(new ProxyStatusTableReader(), "shop/web-7c9d8b5f6c-abcde/x", """
                        Clusters Match
                        --- Istiod Listeners
                        Listeners Don't Match
                        """)
                .facts(new IstiodCombiner(), ProxySync.class);

        assertThat(syncs)
                .extracting(ProxySync::workload, ProxySync::type, ProxySync::state)
                .containsExactly(tuple("web", "CDS", "synced"), tuple("web", "LDS", "stale"));
    }

    @Test
    void aFailedCommandIsNoList() {
        ProxyStatusTableReader reader = new ProxyStatusTableReader();

        assertThat(reader.recognises(Reading.head("Error: failure running port forward process\n")))
                .isFalse();
        assertThat(reader.recognises(Reading.head("NAME   READY   STATUS\nweb    1/1     Running\n")))
                .isFalse();
    }

    @Test
    void readsJsonOfSeveralInstances() {
        String document = """
                {"resources": [{"@type": "type.googleapis.com/envoy.service.status.v3.ClientConfig",
                  "node": {"id": "%s.shop", "metadata": {"ISTIO_VERSION": "1.28.0"}},
                  "genericXdsConfigs": [{"typeUrl": "type.googleapis.com/envoy.config.cluster.v3.Cluster",
                    "configStatus": "ERROR", "errorState": {"details": "bad ring"}}]}],
                 "controlPlane": {"identifier": "{\\"Component\\":\\"istiod\\",\\"ID\\":\\"istiod-1\\"}"}}
                """;
        List<ProxySync> syncs = Reading.of()
                .read(
                        new ProxyStatusJsonReader(),
                        "status",
                        "2026-05-01T11:00:00Z\twarn\tx\n" + document.formatted("web") + document.formatted("cart"))
                .facts(new IstiodCombiner(), ProxySync.class);

        assertThat(syncs).extracting(ProxySync::pod).containsExactly("cart", "web");
        assertThat(syncs).extracting(ProxySync::rejection).containsOnly("bad ring");
        assertThat(syncs).extracting(ProxySync::controlPlane).containsOnly("istiod-1");
    }

    @Test
    void readsYaml() {
        Reading reading = Reading.of().read(new ProxyStatusJsonReader(), "status", """
                resources:
                - '@type': type.googleapis.com/envoy.service.status.v3.ClientConfig
                  genericXdsConfigs:
                  - configStatus: SYNCED
                    typeUrl: type.googleapis.com/envoy.config.listener.v3.Listener
                  node:
                    id: web.shop
                """);

        assertThat(reading.facts(new IstiodCombiner(), ProxySync.class))
                .extracting(ProxySync::type, ProxySync::state)
                .containsExactly(tuple("LDS", "synced"));
    }

    @Test
    void reportsBrokenYaml() {
        Reading reading = Reading.of()
                .read(
                        new ProxyStatusJsonReader(),
                        "status",
                        "resources:\n- '@type': envoy.service.status.v3.ClientConfig\n  x: [\n");

        assertThat(reading.reason()).contains("not YAML");
        assertThat(reading.covered("proxy-sync", "status")).containsExactly(0, 0);
    }

    private static List<ProxySync> syncs(String table) {
        return Reading.of()
                .read(new ProxyStatusTableReader(), "status", table)
                .facts(new IstiodCombiner(), ProxySync.class);
    }

    private static Pod pod(String name, long ageSeconds) {
        return new Pod(
                "c",
                "shop",
                name,
                "Deployment",
                Workloads.ofPod(name),
                "",
                "n1",
                "Running",
                "",
                true,
                false,
                false,
                "10.1.1.1",
                "sa",
                Map.of(),
                Map.of(),
                List.of("app", "istio-proxy"),
                "istio-proxy",
                false,
                "istio-sidecar",
                Reading.NOW.minus(Duration.ofSeconds(ageSeconds)),
                Origin.DERIVED);
    }
}
