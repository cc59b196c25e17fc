package dev.meshdx.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshdx.facts.Origin;
import dev.meshdx.facts.ResponseFlagCount;
import dev.meshdx.facts.Service;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccessLogTest {

    private static final String SHOP = "store/shop-7c9d8b5f6c-abcde/istio-proxy";

    private static String line(
            String request, String result, String failure, String numbers, String authority, String host, String tail) {
        return "[2026-05-01T10:00:00.100Z] \"" + request + "\" " + result + " - \"" + failure + "\" " + numbers
                + " \"-\" \"curl/8 (x y)\" \"id-1\" \"" + authority + "\" \"" + host + "\" " + tail + "\n";
    }

    private static List<ResponseFlagCount> facts(String log) {
        return Reading.of().read(new LogReader(), SHOP, log).facts(new AccessLogCombiner(), ResponseFlagCount.class);
    }

    private static final String CART =
            "outbound|80|v2|cart.store.svc.cluster.local 10.1.1.1:50 10.96.0.7:80 10.1.1.1:60 - default";

    private static String cart(String path, String result, String failure) {
        return line("GET " + path + " HTTP/1.1", result, failure, "0 5 12 -", "cart", "10.1.2.2:80", CART);
    }

    @Test
    void countsEachFlagOfALine() {
        String failed = cart("/a?x=1", "503 URX,UF upstream_reset_before_response_started{connection_timeout}", "-");

        List<ResponseFlagCount> facts = facts(failed + failed + cart("/b", "200 - via_upstream", "-"));

        assertThat(facts).extracting(ResponseFlagCount::flag).containsExactly("URX", "UF", "-");
        ResponseFlagCount first = facts.get(0);
        assertThat(first.flags()).isEqualTo("URX,UF");
        assertThat(first.count()).isEqualTo(2);
        assertThat(first.total()).isEqualTo(3);
        assertThat(first.details()).isEqualTo("upstream_reset_before_response_started");
        assertThat(first.reason()).isEqualTo("connection_timeout");
        assertThat(first.paths()).isEqualTo(1);
        assertThat(first.otherPathsOk()).isEqualTo(1);
        assertThat(first.direction()).isEqualTo("outbound");
        assertThat(first.mesh()).isEqualTo("istio-sidecar");
        assertThat(first.service()).isEqualTo("cart");
        assertThat(first.subset()).isEqualTo("v2");
        assertThat(first.port()).isEqualTo(80);
        assertThat(first.medianDurationMs()).isEqualTo(12);
    }

    @Test
    void takesTransportFailuresApart() {
        String expired =
                "TLS_error:|268435581:SSL_routines:OPENSSL_internal:CERTIFICATE_VERIFY_FAILED:verify_cert_failed:"
                        + "_X509_verify_cert:_certificate_verification_error_at_depth_1:_certificate_has_expired:TLS_error_end";
        String foreign =
                "TLS_error:|268435581:SSL_routines:OPENSSL_internal:CERTIFICATE_VERIFY_FAILED:verify_cert_failed:"
                        + "_SAN_matcher,_certificate_SANs_are_[spiffe://other/ns/a/sa/b]:TLS_error_end";

        TransportFailure first =
                TransportFailure.of("upstream_reset{remote_connection_failure|" + expired + "}", expired);
        TransportFailure second = TransportFailure.of("upstream_reset{remote_connection_failure}", foreign);
        TransportFailure refused = TransportFailure.of(
                "upstream_reset{remote_connection_failure,delayed_connect_error:_111}", "delayed_connect_error:_111");

        assertThat(first)
                .isEqualTo(new TransportFailure(
                        "upstream_reset",
                        "remote_connection_failure",
                        "CERTIFICATE_VERIFY_FAILED",
                        "certificate_has_expired",
                        1,
                        ""));
        assertThat(second.certificateError()).isEqualTo("SAN_matcher");
        assertThat(second.peerSan()).isEqualTo("spiffe://other/ns/a/sa/b");
        assertThat(refused.key()).isEqualTo("Connection_refused");
        assertThat(refused.reason()).isEqualTo("remote_connection_failure");
    }

    @Test
    void keepsTheNameOfAPolicyInNestedBrackets() {
        TransportFailure failure = TransportFailure.of(
                "rbac_access_denied_matched_policy[ns[store]-policy[none-shall-pass]-rule[0]]", "-");

        assertThat(failure.details()).isEqualTo("rbac_access_denied_matched_policy");
        assertThat(failure.reason()).isEqualTo("ns[store]-policy[none-shall-pass]-rule[0]");
    }

    @Test
    void findsTheServiceOfInboundRequestsInTheServerName() {
        ResponseFlagCount fact = facts(line(
                        "GET / HTTP/1.1",
                        "403 - rbac_access_denied_matched_policy[none]",
                        "-",
                        "0 19 0 -",
                        "shop",
                        "-",
                        "inbound|8080|| - 10.1.1.1:8080 10.1.9.9:5 outbound_.80_._.shop.store.svc.cluster.local -"))
                .get(0);

        assertThat(fact.direction()).isEqualTo("inbound");
        assertThat(fact.host()).isEqualTo("shop.store.svc.cluster.local");
        assertThat(fact.port()).isEqualTo(80);
        assertThat(fact.upstreamChosen()).isFalse();
    }

    @Test
    void resolvesTheAddressOfTcpConnectionsWithoutACluster() {
        Service service = new Service(
                "c",
                "store",
                "db",
                "db.store.svc.cluster.local",
                "ClusterIP",
                "10.96.0.9",
                "",
                Map.of(),
                Origin.DERIVED);
        String tcp =
                line("- - -", "0 UH -", "-", "0 0 0 -", "-", "-", "BlackHoleCluster - 10.96.0.9:5432 10.1.1.1:7 - -");

        ResponseFlagCount fact = Reading.of()
                .with(service)
                .read(new LogReader(), SHOP, tcp)
                .facts(new AccessLogCombiner(), ResponseFlagCount.class)
                .get(0);

        assertThat(fact.service()).isEqualTo("db");
        assertThat(fact.host()).isEqualTo("db.store.svc.cluster.local");
        assertThat(fact.port()).isEqualTo(5432);
        assertThat(fact.code()).isZero();
    }

    @Test
    void readsEnvoysOwnAndOlderFormats() {
        String envoy =
                "[2026-05-01T10:00:00.100Z] \"GET /a HTTP/1.1\" 503 UF 0 91 11 - \"-\" \"curl\" \"id\" \"cart:80\" \"10.1.2.2:80\"\n";
        String old =
                "[2026-05-01T10:00:00.100Z] \"GET /a HTTP/1.1\" 503 UF \"-\" \"delayed_connect_error:_111\" 0 91 11 - \"-\" \"curl\" "
                        + "\"id\" \"cart:80\" \"10.1.2.2:80\" outbound|80||cart.store.svc.cluster.local - 10.96.0.7:80 10.1.1.1:60 - default\n";

        assertThat(AccessLogParser.text(envoy.strip())).get().satisfies(access -> {
            assertThat(access.authority()).isEqualTo("cart:80");
            assertThat(access.durationMs()).isEqualTo(11);
            assertThat(access.upstreamCluster()).isEqualTo("-");
        });
        assertThat(facts(old).get(0).transportFailure()).isEqualTo("Connection_refused");
    }

    @Test
    void readsJsonLines() {
        ResponseFlagCount fact = facts(
                        "{\"start_time\":\"2026-05-01T10:00:00.1Z\",\"response_code\":503,\"response_flags\":\"NC\","
                                + "\"response_code_details\":\"cluster_not_found\",\"upstream_cluster\":null,\"authority\":\"cart:80\","
                                + "\"downstream_local_address\":\"10.96.0.7:80\",\"route_name\":\"-\",\"duration\":0,\"path\":\"/x\"}\n")
                .get(0);

        assertThat(fact.flag()).isEqualTo("NC");
        assertThat(fact.host()).isEqualTo("cart");
        assertThat(fact.port()).isEqualTo(80);
        assertThat(fact.upstreamCluster()).isEmpty();
    }

    @Test
    void countsTheSameLinesOfTwoFilesOnce() {
        String log = cart("/a", "503 UF upstream_reset", "-");

        assertThat(Reading.of()
                        .read(new LogReader(), SHOP, log)
                        .read(new LogReader(), SHOP + ".copy", log)
                        .facts(new AccessLogCombiner(), ResponseFlagCount.class))
                .hasSize(1);
    }

    @Test
    void tellsWhichHostsWereCalled() {
        assertThat(Reading.of()
                        .read(new LogReader(), SHOP, cart("/", "200 - via_upstream", "-"))
                        .evidence()
                        .all(CalledHost.class))
                .extracting(CalledHost::host)
                .containsExactly("cart", "10.96.0.7");
    }

    @Test
    void survivesCutLines() {
        String whole = cart("/", "200 - via_upstream", "-").strip();
        for (int length = 0; length < whole.length(); length++) {
            AccessLogParser.text(whole.substring(0, length));
        }
        assertThat(AccessLogParser.text(whole.substring(0, 60))).isEmpty();
    }

    @Test
    void keepsTheMedianOfManyDurations() {
        AccessLine sample = AccessLogParser.text(
                        cart("/", "200 - via_upstream", "-").strip())
                .orElseThrow();
        RequestCount count = new RequestCount(sample, TransportFailure.of("-", "-"), 1);
        for (int i = 1; i <= 10_001; i++) {
            count.add(new AccessLine(LogTime.NONE, "/", 200, "-", "-", "-", i, "-", "-", "-", "-", "-", "-"));
        }
        assertThat(count.medianMs()).isBetween(4_900L, 5_100L);
        assertThat(count.longestMs()).isEqualTo(10_001);
        assertThat(count.first()).isEqualTo(LogTime.NONE);
    }
}
