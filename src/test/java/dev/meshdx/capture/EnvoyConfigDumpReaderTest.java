package dev.meshdx.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshdx.facts.Certificate;
import dev.meshdx.facts.ProxyConfigSize;
import dev.meshdx.facts.ProxyRoute;
import dev.meshdx.facts.RejectedConfig;
import dev.meshdx.facts.UpstreamCluster;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnvoyConfigDumpReaderTest {

    private static final String DUMP = """
            {"configs": [
             {"@type": "type.googleapis.com/envoy.admin.v3.BootstrapConfigDump",
              "bootstrap": {"node": {"id": "sidecar~10.1.1.1~web-7c9d8b5f6c-abcde.shop~shop.svc.cluster.local"}}},
             {"@type": "type.googleapis.com/envoy.admin.v3.ClustersConfigDump",
              "dynamic_active_clusters": [
               {"cluster": {"name": "outbound|80||cart.shop.svc.cluster.local", "type": "EDS",
                 "transport_socket_matches": [{"name": "tlsMode-istio"}, {"name": "tlsMode-disabled"}]}},
               {"cluster": {"name": "outbound|443||api.example.com", "type": "STRICT_DNS",
                 "transport_socket": {"name": "envoy.transport_sockets.tls", "typed_config": {"sni": "api.example.com"}}}}],
              "dynamic_warming_clusters": [{"cluster": {"name": "outbound|81||cart.shop.svc.cluster.local", "type": "EDS"}}]},
             {"@type": "type.googleapis.com/envoy.admin.v3.EndpointsConfigDump",
              "dynamic_endpoint_configs": [{"endpoint_config": {"cluster_name": "outbound|80||cart.shop.svc.cluster.local",
               "endpoints": [{"lb_endpoints": [{"health_status": "HEALTHY"}, {"health_status": "UNHEALTHY"}, {}]}]}}]},
             {"@type": "type.googleapis.com/envoy.admin.v3.ListenersConfigDump",
              "dynamic_listeners": [
               {"name": "virtualInbound", "active_state": {"listener": {}},
                "error_state": {"failed_configuration": {"name": "virtualInbound"}, "details": "unknown filter: 'acme.auth'"}},
               {"error_state": {"failed_configuration": {"name": "virtualInbound"}, "details": "unknown filter: 'acme.auth'"}}]},
             {"@type": "type.googleapis.com/envoy.admin.v3.RoutesConfigDump",
              "dynamic_route_configs": [{"route_config": {"name": "80", "virtual_hosts": [{"name": "cart:80", "domains": ["cart"],
               "routes": [{"match": {"prefix": "/"}, "route": {"weighted_clusters": {"clusters": [
                 {"name": "outbound|80||cart.shop.svc.cluster.local"},
                 {"name": "outbound|80|v9|cart.shop.svc.cluster.local"}]}}}]}]}}]},
             {"@type": "type.googleapis.com/envoy.admin.v3.SecretsConfigDump",
              "dynamic_active_secrets": [
               {"name": "default", "secret": {"tls_certificate": {"certificate_chain": {"inline_bytes": "LEAF"},
                 "private_key": {"inline_bytes": "KEY"}}}},
               {"name": "ROOTCA", "secret": {"validation_context": {"trusted_ca": {"inline_bytes": "ROOT"}}}},
               {"name": "broken", "secret": {"validation_context": {"trusted_ca": {"inline_bytes": "%%%"}}}}]}
            ]}
            """.replace("LEAF", SamplePki.base64(SamplePki.LEAF))
            .replace("ROOT\"", SamplePki.base64(SamplePki.ROOT) + "\"");

    private final Reading reading = Reading.of().read(new EnvoyConfigDumpReader(), "dump", DUMP);

    @Test
    void countsWhatTheProxyHolds() {
        assertThat(reading.facts(new EnvoyCombiner(), ProxyConfigSize.class))
                .singleElement()
                .satisfies(size -> {
                    assertThat(size.pod()).isEqualTo("web-7c9d8b5f6c-abcde");
                    assertThat(size.clusters()).isEqualTo(2);
                    assertThat(size.warmingClusters()).isEqualTo(1);
                    assertThat(size.listeners()).isEqualTo(1);
                    assertThat(size.rejectedListeners()).isEqualTo(1);
                });
        assertThat(reading.covered("config-dump", "dump")).containsExactly(3, 1);
    }

    @Test
    void tellsTlsHostsAndWarmingOfClusters() {
        List<UpstreamCluster> clusters = reading.facts(new EnvoyCombiner(), UpstreamCluster.class);

        assertThat(clusters).extracting(UpstreamCluster::tls).containsExactly("tls", "mtls", "plaintext");
        assertThat(clusters).extracting(UpstreamCluster::warming).containsExactly(false, false, true);
        assertThat(clusters.get(1).hosts().total()).isEqualTo(3);
        assertThat(clusters.get(1).hosts().failedHealthCheck()).isEqualTo(1);
    }

    @Test
    void tellsARejectedListenerOnce() {
        assertThat(reading.facts(new EnvoyCombiner(), RejectedConfig.class))
                .singleElement()
                .satisfies(refused -> {
                    assertThat(refused.resource()).isEqualTo("virtualInbound");
                    assertThat(refused.extension()).isEqualTo("acme.auth");
                });
    }

    @Test
    void findsRoutesToMissingClusters() {
        assertThat(reading.facts(new EnvoyCombiner(), ProxyRoute.class))
                .singleElement()
                .satisfies(route -> {
                    assertThat(route.missingClusters()).containsExactly("outbound|80|v9|cart.shop.svc.cluster.local");
                    assertThat(route.catchAll()).isTrue();
                });
    }

    @Test
    void decodesPublicCertificates() {
        assertThat(reading.facts(new EnvoyCombiner(), Certificate.class))
                .extracting(Certificate::role, Certificate::serial, Certificate::mesh)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("leaf", SamplePki.LEAF_SERIAL, "istio"),
                        org.assertj.core.groups.Tuple.tuple("root", SamplePki.ROOT_SERIAL, "istio"));
    }

    @Test
    void readsLowerCamelCaseAndOldListeners() {
        Reading old = Reading.of().read(new EnvoyConfigDumpReader(), "dump", """
                {"configs": [{"@type": "type.googleapis.com/envoy.admin.v2alpha.ListenersConfigDump",
                  "dynamicActiveListeners": [{"listener": {"name": "a"}}, {"listener": {"name": "b"}}]}]}
                """);

        assertThat(old.facts(new EnvoyCombiner(), ProxyConfigSize.class).get(0).listeners())
                .isEqualTo(2);
    }

    @Test
    void readsEntriesThatWereAskedForAlone() {
        Reading parts =
                Reading.of().read(new EnvoyConfigDumpReader(), "shop/web-7c9d8b5f6c-abcde/config_dump.json", """
                {"configs": [{"@type": "type.googleapis.com/envoy.admin.v3.ListenersConfigDump.DynamicListener",
                 "name": "virtualInbound", "error_state": {"failed_configuration": {"name": "virtualInbound"}, "details": "no such filter"}}]}
                """);

        assertThat(parts.facts(new EnvoyCombiner(), RejectedConfig.class))
                .singleElement()
                .satisfies(rejected -> assertThat(rejected.resource()).isEqualTo("virtualInbound"));
        assertThat(parts.covered("config-dump", "shop/web-7c9d8b5f6c-abcde/config_dump.json"))
                .containsExactly(0, 0);
    }

    @Test
    void aCutDumpProvesNoAbsence() {
        Reading cut = Reading.of()
                .read(new EnvoyConfigDumpReader(), "dump", DUMP.substring(0, DUMP.indexOf("SecretsConfigDump")));

        assertThat(cut.reason()).contains("stops being JSON");
        assertThat(cut.covered("config-dump", "dump")[1]).isZero();
        assertThat(cut.facts(new EnvoyCombiner(), ProxyRoute.class).get(0).missingClusters())
                .isEmpty();
    }

    @Test
    void keepsTheReasonWhyEnvoyCouldNotWriteTheDump() {
        Reading failed = Reading.of()
                .read(new EnvoyConfigDumpReader(), "dump", "Failed to convert protobuf message to JSON string: x\n");

        assertThat(failed.reason()).contains("could not write the dump");
        assertThat(failed.evidence().coverage()).doesNotContainKey("config-dump");
    }

    @Test
    void leavesDumpsOfIstiodAndOfZtunnelAlone() {
        EnvoyConfigDumpReader reader = new EnvoyConfigDumpReader();

        assertThat(reader.recognises(Reading.head("""
                {"configs":[{"@type":"type.googleapis.com/envoy.admin.v3.BootstrapConfigDump"},{"@type":"x.ClustersConfigDump"}]}
                """))).isFalse();
        assertThat(reader.recognises(Reading.head("{\"workloads\":[],\"certificates\":[]}")))
                .isFalse();
    }
}
