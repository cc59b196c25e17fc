package dev.meshdx.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshdx.facts.Certificate;
import dev.meshdx.facts.Fact;
import dev.meshdx.facts.ForeignRoot;
import dev.meshdx.facts.Origin;
import dev.meshdx.facts.TrustRoot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** /certs, PEM files and secret tables, and what follows for trust. */
class CertificateReadersTest {

    private static final String WEB = "shop/web-7c9d8b5f6c-abcde/istio-proxy";

    private static final String PAIR = """
            {"ca_cert": [{"path": "\\u003cinline\\u003e", "serial_number": "00AB", "subject_alt_names": [],
               "days_until_expiration": "3000", "valid_from": "2020-01-01T00:00:00Z", "expiration_time": "2030-01-01T00:00:00Z"}],
             "cert_chain": [{"serial_number": "7f", "days_until_expiration": "0",
               "subject_alt_names": [{"uri": "spiffe://test.local/ns/shop/sa/web"}],
               "valid_from": "2026-05-01T00:00:00Z", "expiration_time": "2026-05-02T00:00:00Z"}]}
            """;

    @Test
    void tellsARepeatedPairOnceAndJudgesItAtCaptureTime() {
        List<Certificate> certificates = Reading.of()
                .read(new EnvoyCertsReader(), WEB, "{\"certificates\": [" + PAIR + "," + PAIR + "]}")
                .facts(new EnvoyCombiner(), Certificate.class);

        assertThat(certificates).hasSize(2);
        assertThat(certificates)
                .filteredOn(one -> one.role().equals("leaf"))
                .singleElement()
                .satisfies(leaf -> {
                    assertThat(leaf.expired()).isFalse();
                    assertThat(leaf.remainingHours()).isEqualTo(12);
                    assertThat(leaf.remainingFraction()).isEqualTo(0.5);
                    assertThat(leaf.trustDomain()).isEqualTo("test.local");
                });
        assertThat(certificates)
                .filteredOn(one -> one.role().equals("root"))
                .singleElement()
                .satisfies(root -> assertThat(root.serial()).isEqualTo("ab"));
    }

    @Test
    void aProxyWithoutCertificatesIsCovered() {
        Reading reading = Reading.of().read(new EnvoyCertsReader(), WEB, "{\"certificates\": []}");

        assertThat(reading.covered("certs", WEB)).containsExactly(0, 1);
    }

    @Test
    void readsPemAndPassesKeysOver() {
        List<Certificate> certificates = Reading.of()
                .read(
                        new PemReader(),
                        "chain.pem",
                        SamplePki.LEAF + "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n"
                                + SamplePki.ROOT)
                .facts(new EnvoyCombiner(), Certificate.class);

        assertThat(certificates).extracting(Certificate::role).containsExactlyInAnyOrder("leaf", "root");
        assertThat(certificates).extracting(Certificate::holderKind).containsOnly("File");
        assertThat(certificates.toString()).doesNotContain("c2VjcmV0");
    }

    @Test
    void reportsBrokenPem() {
        Reading reading = Reading.of()
                .read(new PemReader(), "x.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");

        assertThat(reading.reason()).startsWith("1 certificate blocks");
        assertThat(new PemReader().recognises(Reading.head("data: |\n  -----BEGIN CERTIFICATE-----\n")))
                .isFalse();
        assertThat(new PemReader().recognises(Reading.head("-----BEGIN PRIVATE KEY-----\n")))
                .isFalse();
    }

    @Test
    void readsTheSecretTable() {
        List<Certificate> certificates =
                Reading.of().read(new SecretTableReader(), WEB, """
                        RESOURCE NAME                TYPE           STATUS      VALID CERT     SERIAL NUMBER        NOT AFTER                NOT BEFORE
                        kubernetes://gone                           WARMING     false
                        default                      Cert Chain     ACTIVE      false          0a0b                 2026-05-01T11:00:00Z     2026-05-01T10:00:00Z
                        ROOTCA                       CA             ACTIVE      true           99                   2036-05-01T11:00:00Z     2026-05-01T10:00:00Z
                        """).facts(new EnvoyCombiner(), Certificate.class);

        assertThat(certificates).extracting(Certificate::serial).containsExactlyInAnyOrder("a0b", "99");
        assertThat(certificates)
                .filteredOn(Certificate::expired)
                .extracting(Certificate::role)
                .containsExactly("leaf");
    }

    @Test
    void readsTheSecretJson() {
        Reading reading =
                Reading.of().read(new SecretTableReader(), WEB, """
                {"dynamicActiveSecrets": [{"name": "ROOTCA",
                  "secret": {"validationContext": {"trustedCa": {"inlineBytes": "%s"}}}}]}
                """.formatted(SamplePki.base64(SamplePki.ROOT)));

        assertThat(reading.facts(new EnvoyCombiner(), Certificate.class)).hasSize(1);
    }

    @Test
    void tellsEveryRootAndWhoTrustsIt() {
        List<Fact> facts = new ArrayList<>();
        facts.add(root("a", "Proxy", "web", "1"));
        facts.add(root("a", "Proxy", "cart", "2"));
        facts.add(root("a", "ConfigMap", "istio-ca-root-cert", "2"));
        facts.add(root("b", "Proxy", "web", "3"));

        List<Fact> trust = TrustCombiner.trustRoots(facts, Reading.NOW);

        assertThat(trust.stream().filter(TrustRoot.class::isInstance).map(TrustRoot.class::cast))
                .extracting(
                        TrustRoot::cluster,
                        TrustRoot::serial,
                        TrustRoot::proxies,
                        TrustRoot::objects,
                        TrustRoot::totalProxies)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("a", "1", 1, 0, 2),
                        org.assertj.core.groups.Tuple.tuple("a", "2", 1, 1, 2),
                        org.assertj.core.groups.Tuple.tuple("b", "3", 1, 0, 1));
        assertThat(trust.stream().filter(ForeignRoot.class::isInstance)).hasSize(3);
    }

    private static Certificate root(String cluster, String kind, String holder, String serial) {
        Instant begin = Reading.NOW.minus(Duration.ofDays(1));
        Instant end = Reading.NOW.plus(Duration.ofDays(9));
        return new Certificate(
                cluster,
                "shop",
                holder,
                kind,
                holder,
                "root",
                "istio",
                "",
                "",
                serial,
                "",
                List.of(),
                "",
                begin,
                end,
                false,
                false,
                216,
                0.9,
                Origin.DERIVED);
    }
}
