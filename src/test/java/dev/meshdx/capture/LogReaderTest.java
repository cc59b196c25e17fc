package dev.meshdx.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshdx.facts.LogSignature;
import dev.meshdx.facts.RejectedConfig;
import dev.meshdx.facts.Signature;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogReaderTest {

    private static final Signature LOST = new Signature(
            "lost", List.of("istio-proxy"), "stream closed", "closed: (?<code>\\d+), (?<why>.*)", "connected again");

    private static final String ROLE =
            "2026-05-01T10:00:00.5Z\tinfo\tProxy role\tips=[10.1.2.3] type=sidecar id=shop-7c9d8b5f6c-abcde.store domain=x\n";

    private static LogSignature only(Reading reading) {
        List<LogSignature> facts = reading.facts(new LogCombiner(), LogSignature.class);
        assertThat(facts).hasSize(1);
        return facts.get(0);
    }

    @Test
    void countsASignatureAndKeepsTheGroupsOfItsLastMatch() {
        LogSignature fact = only(
                Reading.of(LOST)
                        .read(
                                new LogReader(),
                                "logs/any.txt",
                                ROLE
                                        + "2026-05-01T10:00:01Z\twarning\tenvoy config x.cc:1\tstream closed: 14, refused\tthread=1\n"
                                        + "2026-05-01T10:00:09.25Z\twarning\tenvoy config x.cc:1\tstream closed: 16, denied\n"));

        assertThat(fact.count()).isEqualTo(2);
        assertThat(fact.value("code")).isEqualTo("16");
        assertThat(fact.first()).isEqualTo(Instant.parse("2026-05-01T10:00:01Z"));
        assertThat(fact.last()).isEqualTo(Instant.parse("2026-05-01T10:00:09.250Z"));
        assertThat(fact.origin().line()).isEqualTo(3);
        assertThat(fact.recovered()).isFalse();
    }

    @Test
    void takesTheOwnerFromTheAgentsFirstLines() {
        LogSignature fact = only(Reading.of(LOST)
                .read(new LogReader(), "x", ROLE + "2026-05-01T10:00:01Z\twarn\txdsproxy\tstream closed: 1, x\n"));

        assertThat(fact.namespace()).isEqualTo("store");
        assertThat(fact.pod()).isEqualTo("shop-7c9d8b5f6c-abcde");
        assertThat(fact.container()).isEqualTo("istio-proxy");
    }

    @Test
    void knowsThatATroubleIsOver() {
        String log = ROLE + "2026-05-01T10:00:01Z\twarn\txdsproxy\tstream closed: 1, x\n"
                + "2026-05-01T10:00:05Z\tinfo\txdsproxy\tconnected again\n";

        assertThat(only(Reading.of(LOST).read(new LogReader(), "x", log)).recovered())
                .isTrue();
        assertThat(only(Reading.of(LOST)
                                .read(new LogReader(), "x", log + "2026-05-01T10:00:06Z\twarn\tstream closed: 2, y\n"))
                        .recovered())
                .isFalse();
    }

    @Test
    void staysQuietInTheLogOfAnotherProcess() {
        assertThat(Reading.of(LOST)
                        .read(
                                new LogReader(),
                                "store/shop-7c9d8b5f6c-abcde/shop",
                                "2026-05-01T10:00:01Z stream closed: 1, x\n")
                        .facts(new LogCombiner(), LogSignature.class))
                .isEmpty();
    }

    @Test
    void readsLinesThatContinueAnEntry() {
        Signature signature = new Signature("why", List.of(), "second part", "update (?<word>\\w+):", "");

        LogSignature fact = only(
                Reading.of(signature)
                        .read(
                                new LogReader(),
                                "x",
                                ROLE
                                        + "2026-05-01T10:00:01Z\twarning\tenvoy config x.cc:1\tupdate failed: first part\nsecond part\n\tthread=9\n"));

        assertThat(fact.value("word")).isEqualTo("failed");
        assertThat(fact.last()).isEqualTo(Instant.parse("2026-05-01T10:00:01Z"));
    }

    @Test
    void readsLinkerdTextWithoutInventingTimes() {
        Signature signature = new Signature("failfast", List.of("linkerd-proxy"), "entering failfast", "", "");

        LogSignature fact = only(Reading.of(signature)
                .read(
                        new LogReader(),
                        "store/shop-7c9d8b5f6c-abcde/linkerd-proxy",
                        "[     0.000451s]  INFO ThreadId(01) linkerd2_proxy: release 2.300.0\n"
                                + "[    16.379884s]  WARN ThreadId(01) outbound: linkerd_stack: entering failfast\n"));

        assertThat(fact.first()).isEqualTo(Instant.EPOCH);
        assertThat(fact.count()).isEqualTo(1);
    }

    @Test
    void rendersJsonAsTheTextThatSignaturesAreWrittenFor() {
        Signature signature = new Signature(
                "connect", List.of("linkerd-proxy"), "Failed to connect error=", "error=(?<error>.*)", "");

        LogSignature fact = only(
                Reading.of(signature)
                        .read(
                                new LogReader(),
                                "x",
                                "{\"timestamp\":\"2026-05-01T10:00:01.5Z\",\"level\":\"WARN\",\"fields\":{\"message\":\"Failed to connect\","
                                        + "\"error\":\"connect timed out\"},\"target\":\"linkerd_reconnect\",\"spans\":[{\"name\":\"proxy\"}]}\n"));

        assertThat(fact.value("error")).isEqualTo("connect timed out");
        assertThat(fact.last()).isEqualTo(Instant.parse("2026-05-01T10:00:01.500Z"));
    }

    @Test
    void addsTheFieldsOfZtunnelAccessLines() {
        Signature signature = new Signature("denied", List.of("ztunnel"), "policy rejection", "", "");
        String text =
                "2026-05-01T10:00:01Z\terror\taccess\tconnection complete\tsrc.workload=\"cart-1\" dst.service=\"pay\" "
                        + "bytes_sent=0 error=\"closed due to policy rejection: a=\\\"b\\\"\"\n";
        String json =
                "{\"level\":\"error\",\"time\":\"2026-05-01T10:00:01Z\",\"scope\":\"access\",\"message\":\"connection complete\","
                        + "\"src.workload\":\"cart-1\",\"dst.service\":\"pay\",\"error\":\"closed due to policy rejection\"}\n";

        assertThat(only(Reading.of(signature).read(new LogReader(), "ztunnel.txt", text))
                        .values())
                .containsEntry("src_workload", "cart-1")
                .containsEntry("dst_service", "pay")
                .containsEntry("bytes_sent", "0");
        assertThat(only(Reading.of(signature).read(new LogReader(), "ztunnel.json", json))
                        .value("src_workload"))
                .isEqualTo("cart-1");
    }

    @Test
    void keepsTheLogsOfSeveralContainersApart() {
        Signature signature = new Signature("boom", List.of(), "boom", "", "");
        String blocks = """
                ==== START logs for container app of pod store/shop-7c9d8b5f6c-abcde ====
                2026-05-01T10:00:01Z boom
                ==== END logs for container app of pod store/shop-7c9d8b5f6c-abcde ====
                ==== START logs for container app of pod store/cart-7c9d8b5f6c-fghij ====
                2026-05-01T10:00:01Z boom
                ==== END logs for container app of pod store/cart-7c9d8b5f6c-fghij ====
                """;
        String prefixed =
                "[pod/shop-7c9d8b5f6c-abcde/app] 2026-05-01T10:00:01Z boom\n[pod/cart-7c9d8b5f6c-fghij/app] boom\n";

        for (String text : List.of(blocks, prefixed)) {
            assertThat(Reading.of(signature)
                            .read(new LogReader(), "x", text)
                            .facts(new LogCombiner(), LogSignature.class))
                    .extracting(LogSignature::workload)
                    .containsExactlyInAnyOrder("shop", "cart");
        }
    }

    @Test
    void takesTheMessageOfAFailedCommandForNoLog() {
        Reading reading = Reading.of(LOST)
                .read(new LogReader(), "x", "Error from server (BadRequest): container \"app\" is waiting to start\n");

        assertThat(reading.reason()).contains("not a log");
        assertThat(reading.evidence().coverage()).isEmpty();
    }

    @Test
    void coversTheAccessLogOnlyWhereThereIsOne() {
        Reading without = Reading.of().read(new LogReader(), "x", ROLE);
        without.facts(new LogCombiner(), LogSignature.class);

        assertThat(without.evidence().coverage()).containsOnlyKeys("proxy-log");
        assertThat(without.evidence().observations())
                .containsEntry("newest log line\0x", Instant.parse("2026-05-01T10:00:00.5Z"));
    }

    @Test
    void readsRejectionsOfEnvoyIstiodAndZtunnel() {
        String unknown = "Didn't find a registered implementation for 'acme.x' with type URL: 'acme.X'";
        String envoy = ROLE + "2026-05-01T10:00:01Z\twarning\tenvoy config d.cc:2\tdelta config for "
                + "type.googleapis.com/envoy.config.listener.v3.Listener rejected: Error adding/updating listener(s) virtualInbound: "
                + unknown + "\n\tthread=7\n";
        String istiod =
                "2026-05-01T10:00:01Z\twarn\tdelta\tADS:CDS: ACK ERROR cart-7c9d8b5f6c-fghij.store-12 Internal:bad ring\n";
        String ztunnel = "2026-05-01T10:00:01Z\terror\txds::client:xds{id=1}\tsending response\t"
                + "type_url=\"type.googleapis.com/istio.workload.Address\" type=Nack error=\"bad address\"\n";

        RejectedConfig fromEnvoy = rejection(envoy);
        assertThat(fromEnvoy.type()).isEqualTo("LDS");
        assertThat(fromEnvoy.resource()).isEqualTo("virtualInbound");
        assertThat(fromEnvoy.extension()).isEqualTo("acme.x");
        assertThat(fromEnvoy.reason()).isEqualTo(unknown);
        assertThat(fromEnvoy.pod()).isEqualTo("shop-7c9d8b5f6c-abcde");
        assertThat(rejection(istiod))
                .extracting(
                        RejectedConfig::pod, RejectedConfig::namespace, RejectedConfig::type, RejectedConfig::source)
                .containsExactly("cart-7c9d8b5f6c-fghij", "store", "CDS", "istiod-log");
        assertThat(rejection(ztunnel))
                .extracting(RejectedConfig::type, RejectedConfig::reason)
                .containsExactly("WDS", "bad address");
    }

    private static RejectedConfig rejection(String log) {
        List<RejectedConfig> facts =
                Reading.of().read(new LogReader(), "x", log).facts(new LogCombiner(), RejectedConfig.class);
        assertThat(facts).hasSize(1);
        return facts.get(0);
    }

    @Test
    void leavesOtherTextsAlone() {
        LogReader reader = new LogReader();
        assertThat(reader.recognises(Reading.head("kubectl get pods -A > pods.txt\nkubectl get svc\n")))
                .isFalse();
        assertThat(reader.recognises(Reading.head("{\n  \"kind\": \"List\",\n  \"items\": []\n}\n")))
                .isFalse();
        assertThat(reader.recognises(Reading.head("2026-05-01T10:00:00Z a\0b"))).isFalse();
        assertThat(reader.recognises(Reading.head(""))).isFalse();
    }
}
