package dev.meshdx.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshdx.facts.Certificate;
import dev.meshdx.facts.Resource;
import java.util.List;
import org.junit.jupiter.api.Test;

class ZtunnelConfigReaderTest {

    private static final String PATH = "istio-system/ztunnel-bcdfg/dump";

    private static List<Resource> resources(String text) {
        return Reading.of().read(new ZtunnelConfigReader(), PATH, text).facts(new ZtunnelCombiner(), Resource.class);
    }

    @Test
    void readsTablesWhereTitlesHaveTwoWords() {
        assertThat(resources("""
                        NAMESPACE POD NAME    ADDRESS  NODE WAYPOINT PROTOCOL
                        store     web-1-abcde 10.1.1.1 n1   None     HBONE
                        """)).hasSize(1).first().satisfies(workload -> {
            assertThat(workload.kind()).isEqualTo("ZtunnelWorkload");
            assertThat(workload.name()).isEqualTo("web-1-abcde");
            assertThat(workload.field("protocol")).isEqualTo("HBONE");
            assertThat(workload.field("ztunnel")).isEqualTo("ztunnel-bcdfg");
        });
    }

    @Test
    void readsSeveralTablesOfOneFile() {
        assertThat(resources("""

                        NAMESPACE SERVICE NAME SERVICE VIP WAYPOINT ENDPOINTS
                        store     web          10.96.0.1   way      0/2

                        NAMESPACE POLICY NAME ACTION SCOPE
                        store     nobody      Deny   Namespace
                        """))
                .extracting(
                        Resource::kind, resource -> resource.field("endpoints"), resource -> resource.field("action"))
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("ZtunnelPolicy", "", "Deny"),
                        org.assertj.core.groups.Tuple.tuple("ZtunnelService", "0/2", ""));
    }

    @Test
    void readsDumps() {
        List<Resource> facts = resources("""
                {"workloads":[{"uid":"u","workloadIps":["10.1.1.1"],"name":"web","namespace":"store","protocol":"TCP"}],
                 "services":[{"name":"web","namespace":"store","hostname":"web.store","vips":["/10.96.0.1"],
                   "endpoints":{"a":{"workloadUid":"u","status":"Healthy"},"b":{"workloadUid":"v","status":"Unhealthy"}}}],
                 "policies":[{"name":"p","namespace":"store","scope":"Namespace","action":"Allow","rules":[],"dryRun":true}],
                 "certificates":[{"identity":"spiffe://d/ns/store/sa/web","state":"Unavailable: refused","certChain":[]}],
                 "workloadState":{"x":{"state":"Up","info":{"name":"web","namespace":"store"}}}}
                """);

        assertThat(facts)
                .extracting(Resource::kind)
                .containsExactlyInAnyOrder(
                        "ZtunnelWorkload", "ZtunnelService", "ZtunnelPolicy", "ZtunnelCertificate", "ZtunnelProxy");
        assertThat(facts)
                .filteredOn(fact -> fact.kind().equals("ZtunnelService"))
                .hasSize(1)
                .first()
                .satisfies(service -> {
                    assertThat(service.field("endpoints")).isEqualTo("1/2");
                    assertThat(service.field("vip")).isEqualTo("10.96.0.1");
                });
        assertThat(facts)
                .filteredOn(fact -> fact.kind().equals("ZtunnelPolicy"))
                .hasSize(1)
                .first()
                .satisfies(policy -> {
                    assertThat(policy.field("rules")).isEqualTo("0");
                    assertThat(policy.field("dryRun")).isEqualTo("true");
                });
        assertThat(facts)
                .filteredOn(fact -> fact.kind().equals("ZtunnelCertificate"))
                .hasSize(1)
                .first()
                .satisfies(certificate -> {
                    assertThat(certificate.field("status")).isEqualTo("Unavailable");
                    assertThat(certificate.field("message")).isEqualTo("refused");
                });
    }

    @Test
    void readsOlderDumpsThatAreKeyedByAddress() {
        assertThat(
                        resources(
                                "{\"workloads\":{\"net/10.1.1.1\":{\"workloadIps\":[\"10.1.1.1\"],\"name\":\"web\",\"namespace\":\"store\"}}}"))
                .hasSize(1)
                .first()
                .satisfies(workload -> assertThat(workload.origin().pointer()).isEqualTo("/workloads/net~110.1.1.1"));
    }

    @Test
    void judgesCertificatesAtCaptureTime() {
        List<Certificate> facts =
                Reading.of().read(new ZtunnelConfigReader(), PATH, """
                        CERTIFICATE NAME           TYPE STATUS    VALID CERT SERIAL NUMBER NOT AFTER            NOT BEFORE
                        spiffe://d/ns/store/sa/web Leaf Available true       00ab          2026-05-01T18:00:00Z 2026-04-30T18:00:00Z
                        spiffe://d/ns/store/sa/web Root Available true       00cd          2026-05-01T11:00:00Z 2025-05-01T11:00:00Z
                        spiffe://d/ns/store/sa/api NA   Unavailable false    NA            NA                   NA
                        """).facts(new ZtunnelCombiner(), Certificate.class);

        assertThat(facts).extracting(Certificate::role).containsExactly("leaf", "root");
        assertThat(facts.get(0).remainingHours()).isEqualTo(6);
        assertThat(facts.get(0).remainingFraction()).isEqualTo(0.25);
        assertThat(facts.get(0).serial()).isEqualTo("ab");
        assertThat(facts.get(0).trustDomain()).isEqualTo("d");
        assertThat(facts.get(1).expired()).isTrue();
    }

    @Test
    void joinsTheFormsOfOneObject() {
        assertThat(Reading.of()
                        .read(
                                new ZtunnelConfigReader(),
                                "istio-system/ztunnel-bcdfg/a.txt",
                                "NAMESPACE POLICY NAME ACTION SCOPE\nstore     p           Allow  Namespace\n")
                        .read(
                                new ZtunnelConfigReader(),
                                "istio-system/ztunnel-bcdfg/b.json",
                                "[{\"name\":\"p\",\"namespace\":\"store\",\"scope\":\"Namespace\",\"action\":\"Allow\",\"rules\":[]}]")
                        .facts(new ZtunnelCombiner(), Resource.class))
                .hasSize(1)
                .first()
                .satisfies(policy -> assertThat(policy.field("rules")).isEqualTo("0"));
    }

    @Test
    void leavesOtherTablesAlone() {
        assertThat(new ZtunnelConfigReader().recognises(Reading.head("NAMESPACE   NAME   READY\nx   y   1/1\n")))
                .isFalse();
        assertThat(new ZtunnelConfigReader().recognises(Reading.head("{\"workloads\": 3}")))
                .isFalse();
    }
}
