package dev.meshdx.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.meshdx.capture.Captures;
import dev.meshdx.facts.Coverage;
import dev.meshdx.facts.FactBase;
import dev.meshdx.facts.MetricSeries;
import dev.meshdx.facts.ProxyStats;
import dev.meshdx.facts.Selection;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectorTest {

    private static final String JWT =
            "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJzeXN0ZW06YWRtaW4ifQ.c2lnbmF0dXJlLW9mLXRoZS10b2tlbg";
    private static final String KEY = "-----BEGIN PRIVATE KEY-----\nMIIEvQplantedkey\n-----END PRIVATE KEY-----\n";
    private static final String CERTIFICATE =
            "-----BEGIN CERTIFICATE-----\nMIIBpubliccert\n-----END CERTIFICATE-----\n";

    /** Each is planted somewhere, and none may be in the archive. */
    private static final List<String> PLANTED = List.of(
            JWT,
            "MIIEvQplantedkey",
            "env-pa55word",
            "kubeconfig-t0ken",
            "url-pa55word",
            "applied-secret",
            "aGVhZGVyOmNyZWQ=",
            "cm-client-key-data",
            "arg-pa55word",
            "opaque-s3cret",
            "log-bearer-123456789",
            "kubeconfig-token");

    @TempDir
    Path folder;

    private FakeCluster cluster;

    @BeforeEach
    void start() throws IOException {
        cluster = new FakeCluster();
        for (ApiKind kind : ApiKind.wanted(Set.of())) {
            if (kind.group().isEmpty() || kind.group().equals("apps")) {
                cluster.list(kind.path("v1", ""), kind.kind());
            }
        }
        cluster.list("/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases", "Lease");
    }

    @AfterEach
    void stop() throws IOException {
        cluster.close();
    }

    @Test
    void writesListsInTheShapeOfKubectlAndReadsThemBack() throws IOException {
        cluster.list("/api/v1/pods", "Pod", pod("shop", "cart-1", 0), pod("shop", "cart-2", 0));
        cluster.list("/api/v1/namespaces", "Namespace", "{\"metadata\":{\"name\":\"shop\",\"uid\":\"1\"}}");
        FactBase facts = read(collect());
        assertThat(coverage(facts, "Pod").state()).isEqualTo("complete");
        assertThat(coverage(facts, "Pod").count()).isEqualTo(2);
        assertThat(facts.timeFrom()).isEqualTo("manifest of the capture");
        assertThat(facts.time())
                .isBetween(Instant.parse("2026-12-01T04:59:50Z"), Instant.parse("2026-12-01T05:01:00Z"));
    }

    @Test
    void aForbiddenKindIsNotCapturedAndAnEmptyOneIsAbsent() throws IOException {
        cluster.list("/api/v1/pods", "Pod", pod("shop", "cart-1", 0));
        cluster.on("/api/v1/secrets", call -> FakeCluster.status(403, FakeCluster.error("secrets is forbidden")));
        FactBase facts = read(collect(Set.of("VirtualService")));
        assertThat(coverage(facts, "Secret").state()).isEqualTo("absent");
        assertThat(coverage(facts, "Service").complete()).isTrue();
        assertThat(coverage(facts, "VirtualService").complete())
                .as("no such resource")
                .isTrue();
        assertThat(facts.files()).anySatisfy(file -> assertThat(file.reason()).contains("Secret: forbidden"));
    }

    @Test
    void asksNothingThatTheReviewDenies() throws IOException {
        cluster.on(
                Rights.REVIEWS,
                call -> FakeCluster.status(
                        200, "{\"status\":{\"allowed\":" + !call.body().contains("\"secrets\"") + "}}"));
        collect();
        assertThat(cluster.calls()).noneMatch(call -> call.path().startsWith("/api/v1/secrets"));
        assertThat(manifest().path("coverage").toString()).contains("forbidden: list secrets");
    }

    @Test
    void onlyReads() throws IOException {
        meshOfOne();
        collect();
        assertThat(cluster.calls()).isNotEmpty().allSatisfy(call -> {
            boolean review = call.path().equals(Rights.REVIEWS);
            boolean forward = call.path().contains("/portforward?");
            assertThat(call.verb()).isIn(review || forward ? List.of("create", "get") : List.of("get", "list"));
        });
        assertThat(cluster.calls()).anyMatch(call -> call.path().contains("/portforward?"));
    }

    @Test
    void goesThroughAllPagesAndKeepsMemoryFlat() throws IOException {
        int pages = 20;
        cluster.on("/api/v1/pods", call -> {
            int page = call.path().contains("continue=")
                    ? Integer.parseInt(call.path().replaceAll(".*continue=(\\d+)", "$1"))
                    : 0;
            List<String> items = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                items.add("{\"metadata\":{\"name\":\"p-" + page + "-" + i
                        + "\",\"namespace\":\"shop\"},\"spec\":{\"containers\":[]}}");
            }
            return FakeCluster.status(
                    200,
                    "{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"metadata\":{\"continue\":\""
                            + (page + 1 < pages ? page + 1 : "") + "\"},\"items\":[" + String.join(",", items) + "]}");
        });
        assertThat(coverage(read(collect()), "Pod").count()).isEqualTo(pages * 500);
    }

    @Test
    void takesAPageBackThatBreaksOffAndAsksAgain() throws IOException {
        AtomicInteger tries = new AtomicInteger();
        String whole = "{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"metadata\":{},\"items\":[" + pod("shop", "a", 0)
                + "," + pod("shop", "b", 0) + "]}";
        cluster.on(
                "/api/v1/pods",
                call -> tries.incrementAndGet() < 3 ? FakeCluster.cut(whole) : FakeCluster.status(200, whole));
        assertThat(coverage(read(collect()), "Pod").count()).isEqualTo(2);
        assertThat(tries).hasValue(3);
    }

    @Test
    void beginsAgainWhenTheListExpires() throws IOException {
        AtomicInteger expired = new AtomicInteger();
        cluster.on("/api/v1/pods", call -> {
            boolean second = call.path().contains("continue=");
            if (second && expired.getAndIncrement() == 0) {
                return FakeCluster.status(410, FakeCluster.error("The provided continue parameter is too old"));
            }
            return FakeCluster.status(
                    200,
                    "{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"metadata\":{\"continue\":\"" + (second ? "" : "x")
                            + "\"},\"items\":[" + pod("shop", second ? "b" : "a", 0) + "]}");
        });
        FactBase facts = read(collect());
        assertThat(coverage(facts, "Pod").complete()).isTrue();
        assertThat(coverage(facts, "Pod").count()).isEqualTo(2);
    }

    @Test
    void keepsThePagesBeforeOneThatFails() throws IOException {
        cluster.on(
                "/api/v1/pods",
                call -> call.path().contains("continue=")
                        ? FakeCluster.status(500, FakeCluster.error("etcd is away"))
                        : FakeCluster.status(
                                200,
                                "{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"metadata\":{\"continue\":\"x\"},\"items\":["
                                        + pod("shop", "a", 0) + "]}"));
        FactBase facts = read(collect());
        assertThat(coverage(facts, "Pod").state()).isEqualTo("partial");
        assertThat(coverage(facts, "Pod").count()).isEqualTo(1);
        assertThat(manifest().path("coverage").toString()).contains("after 1 objects: status 500: etcd is away");
    }

    @Test
    void waitsAsLongAsTheServerAsks() throws IOException {
        List<Long> times = new ArrayList<>();
        cluster.on("/api/v1/pods", call -> {
            times.add(System.nanoTime());
            return times.size() == 1
                    ? FakeCluster.status(429, FakeCluster.error("slow down"), "Retry-After: 1")
                    : FakeCluster.status(200, "{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"items\":[]}");
        });
        assertThat(coverage(read(collect()), "Pod").complete()).isTrue();
        assertThat(Duration.ofNanos(times.get(1) - times.get(0))).isGreaterThan(Duration.ofMillis(900));
    }

    @Test
    void endsACallThatDripsAndGoesOn() throws IOException {
        cluster.on("/api/v1/configmaps", call -> FakeCluster.drip());
        Request request = request(
                Set.of(), new Pace(8, 1000, Duration.ofMillis(300), Duration.ofSeconds(60), Duration.ZERO, 1000));
        FactBase facts = read(new Collector(request, message -> {}).collect());
        assertThat(coverage(facts, "ConfigMap").state()).isEqualTo("absent");
        assertThat(manifest().path("coverage").toString()).contains("no whole answer within 0.3 s");
        assertThat(coverage(facts, "Service").complete()).isTrue();
    }

    @Test
    void nothingSecretLeavesTheCluster() throws IOException {
        meshOfOne();
        String data = Base64.getEncoder().encodeToString((CERTIFICATE + KEY).getBytes(StandardCharsets.UTF_8));
        cluster.list(
                "/api/v1/secrets",
                "Secret",
                "{\"metadata\":{\"name\":\"cacerts\",\"namespace\":\"istio-system\"},\"type\":\"Opaque\",\"data\":{\"tls.pem\":\""
                        + data + "\",\"password\":\"" + base64("opaque-s3cret") + "\"}}");
        cluster.list(
                "/api/v1/configmaps",
                "ConfigMap",
                "{\"metadata\":{\"name\":\"kubeconfig\",\"namespace\":\"shop\",\"annotations\":{"
                        + "\"kubectl.kubernetes.io/last-applied-configuration\":\"{applied-secret}\"}},\"data\":{\"config\":"
                        + "\"users:\\n- name: a\\n  user:\\n    token: kubeconfig-t0ken\\n    client-key-data: cm-client-key-data\\n\","
                        + "\"url\":\"postgres://app:url-pa55word@db:5432/x\",\"key\":"
                        + ApiServer.JSON.writeValueAsString(KEY) + "}}");
        Collected collected = collect();
        Map<String, String> files = files(collected.output());
        for (String secret : PLANTED) {
            assertThat(files)
                    .allSatisfy((path, text) ->
                            assertThat(text).as(path).doesNotContain(secret).doesNotContain(base64(secret)));
        }
        assertThat(files.get("kubernetes/secrets.json")).contains(base64(CERTIFICATE));
        assertThat(collected.redacted())
                .containsKeys(
                        "secret-data",
                        "environment-value",
                        "last-applied-configuration",
                        "private-key",
                        "token",
                        "url-credentials");
        assertThat(files.get("namespaces/shop/pods/cart-1/istio-proxy.log"))
                .contains("GET /cart")
                .contains("UF");
    }

    @Test
    void pagesOfAProxyComeThroughAPortForwardTwiceWhereTheyCount() throws IOException {
        meshOfOne();
        Selection wanted = new Selection(Set.of("server.live"), Set.of("envoy_server_total_connections"), List.of());
        FactBase facts = Captures.open(List.of(collect().output().toString()), wanted, message -> {});
        assertThat(facts.facts()).hasAtLeastOneElementOfType(ProxyStats.class);
        assertThat(facts.facts())
                .filteredOn(MetricSeries.class::isInstance)
                .singleElement()
                .satisfies(fact -> {
                    MetricSeries series = (MetricSeries) fact;
                    assertThat(series.samples()).isEqualTo(2);
                    assertThat(series.growthRatio()).isEqualTo(2);
                    assertThat(series.pod()).isEqualTo("cart-1");
                });
    }

    @Test
    void aDamagedForwardIsAProblemOfThatProxyOnly() throws IOException {
        cluster.list("/api/v1/pods", "Pod", pod("shop", "cart-1", 0));
        collect();
        assertThat(manifest().path("problems").toString())
                .contains("namespaces/shop/pods/cart-1/istio-proxy-stats.txt");
        assertThat(manifest().path("complete").asBoolean()).isTrue();
    }

    @Test
    void whatIsStoppedIsAValidCaptureAndResumeAsksForTheRest() throws IOException {
        Collector[] running = new Collector[1];
        cluster.on("/api/v1/pods", call -> {
            running[0].stop();
            return FakeCluster.status(200, "{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"items\":[]}");
        });
        running[0] = new Collector(request(Set.of(), pace()), message -> {});
        Collected collected = running[0].collect();
        assertThat(collected.unfinished()).isEqualTo("the run was stopped");
        assertThat(manifest().path("complete").asBoolean()).isFalse();
        assertThat(read(collected).files())
                .anySatisfy(file -> assertThat(file.reason()).contains("not finished"));

        Request first = request(Set.of(), pace());
        Request again = new Request(
                first.kubeconfig(), "", first.scope(), first.pace(), first.output(), true, Optional.empty(), "test");
        Collected resumed = new Collector(again, message -> {}).collect();
        assertThat(resumed.unfinished()).isEmpty();
        assertThat(coverage(read(resumed), "Secret").complete()).isTrue();
        assertThat(cluster.calls())
                .filteredOn(call -> call.path().startsWith("/api/v1/pods?"))
                .hasSize(1);
        assertThat(folder.resolve("capture.tar.gz.partial")).doesNotExist();
    }

    @Test
    void aNamespaceIsCompleteAndTheRestOfTheClusterUnknown() throws IOException {
        cluster.list("/api/v1/namespaces/shop/pods", "Pod", pod("shop", "cart-1", 0));
        cluster.list("/api/v1/namespaces/shop/services", "Service");
        Request all = request(Set.of(), pace());
        Scope shop = new Scope(List.of("shop"), Set.of(), Duration.ofHours(1), 1);
        FactBase facts = read(new Collector(
                        new Request(
                                all.kubeconfig(), "", shop, all.pace(), all.output(), false, Optional.empty(), "test"),
                        message -> {})
                .collect());
        assertThat(coverage(facts, "Service").state()).isEqualTo("partial");
        assertThat(facts.facts())
                .anyMatch(fact -> fact instanceof Coverage coverage
                        && coverage.kind().equals("Service")
                        && coverage.namespace().equals("shop")
                        && coverage.complete());
        assertThat(cluster.calls()).noneMatch(call -> call.path().startsWith("/api/v1/pods"));
    }

    @Test
    void aFullDiskEndsTheRunAndSaysHowToGoOn() {
        Path disk = folder.resolve("full");
        assertThatThrownBy(() -> Staging.toDisk(disk, new OutputStream() {
                            @Override
                            public void write(int value) throws IOException {
                                throw new IOException("No space left on device");
                            }
                        })
                        .write(new byte[10]))
                .isInstanceOf(FullDiskException.class);
        Clockwork clockwork = new Clockwork(pace());
        Staging staging = Staging.open(folder.resolve("a.partial"), false);
        Task task = new Task("t", "", outcome -> {
            throw new FullDiskException(disk.toString(), new IOException("No space left on device"));
        });
        assertThatThrownBy(() -> new Tasks(staging, clockwork, pace(), message -> {}).run("tasks", List.of(task)))
                .isInstanceOf(CollectException.class)
                .hasMessageContaining("No space left on device")
                .hasMessageContaining("--resume");
        assertThat(clockwork.over()).isTrue();
    }

    @Test
    void aCertificateThatNobodySignedIsRefused() throws Exception {
        Path store = folder.resolve("server.p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process made = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "a",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        store.toString())
                .start();
        assertThat(made.waitFor(60, TimeUnit.SECONDS)).isTrue();
        KeyStore keys = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "changeit".toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.start();
        Path kubeconfig = cluster.kubeconfig(folder);
        Files.writeString(
                kubeconfig,
                Files.readString(kubeconfig)
                        .replaceAll(
                                "http://127.0.0.1:\\d+",
                                "https://127.0.0.1:" + server.getAddress().getPort()));
        assertThatThrownBy(() -> new Collector(request(Optional.of(kubeconfig), "", "a.tar.gz"), m -> {}).collect())
                .isInstanceOf(CollectException.class)
                .hasMessageContaining("is not trusted")
                .hasMessageContaining("certificate-authority");
        server.stop(0);
    }

    @Test
    void saysWhatToTryWhenThereIsNoCluster() throws IOException {
        Path kubeconfig = cluster.kubeconfig(folder);
        assertThatThrownBy(() ->
                        new Collector(request(Optional.of(folder.resolve("none")), "", "a.tar.gz"), m -> {}).collect())
                .isInstanceOf(CollectException.class)
                .hasMessageContaining("cannot read the kubeconfig");
        assertThatThrownBy(() -> new Collector(request(Optional.of(kubeconfig), "moon", "a.tar.gz"), m -> {}).collect())
                .hasMessageContaining("no context 'moon'")
                .hasMessageContaining("lab");
        assertThatThrownBy(() ->
                        new Collector(request(Optional.of(kubeconfig), "", "no/such/folder.tar.gz"), m -> {}).collect())
                .hasMessageContaining("cannot write into");
        cluster.on("/version", call -> FakeCluster.status(401, FakeCluster.error("Unauthorized")));
        assertThatThrownBy(() -> new Collector(request(Optional.of(kubeconfig), "", "a.tar.gz"), m -> {}).collect())
                .hasMessageContaining("token may have expired");
        assertThat(folder.resolve("a.tar.gz")).doesNotExist();
        assertThat(folder.resolve("a.tar.gz.partial")).doesNotExist();
    }

    /** A pod with a proxy whose admin port answers what Envoy answered, with secrets planted. */
    @Test
    void kindsThatTheClusterServesSomewhereAreFoundThereAndOthersAreAbsent() throws IOException {
        cluster.on(
                "/apis",
                "{\"groups\":[{\"name\":\"gloo.solo.io\",\"preferredVersion\":{\"version\":\"v1\"}},"
                        + "{\"name\":\"shop.example.com\",\"preferredVersion\":{\"version\":\"v1\"}}]}");
        cluster.on(
                "/apis/gloo.solo.io/v1",
                "{\"resources\":[{\"name\":\"upstreams\",\"kind\":\"Upstream\",\"namespaced\":true},"
                        + "{\"name\":\"upstreams/status\",\"kind\":\"Upstream\",\"namespaced\":true}]}");
        cluster.list(
                "/apis/gloo.solo.io/v1/upstreams",
                "Upstream",
                "{\"metadata\":{\"name\":\"cart\",\"namespace\":\"gloo-system\"},\"status\":{}}");
        collect(Set.of("Upstream", "AuthConfig", "proxy-stats"));
        JsonNode coverage = manifest().path("coverage");
        assertThat(coverage.findValuesAsText("kind"))
                .contains("Upstream", "AuthConfig")
                .doesNotContain("proxy-stats");
        for (JsonNode covered : coverage) {
            if (covered.path("kind").asText().equals("Upstream")) {
                assertThat(covered.path("count").asInt()).isEqualTo(1);
            } else if (covered.path("kind").asText().equals("AuthConfig")) {
                assertThat(covered.path("state").asText()).isEqualTo("complete");
                assertThat(covered.path("count").asInt()).isZero();
            }
        }
        assertThat(cluster.calls()).noneMatch(call -> call.path().startsWith("/apis/shop.example.com"));
    }

    @Test
    void aGroupThatDoesNotTellItsKindsLeavesThemUnknown() throws IOException {
        cluster.on("/apis", "{\"groups\":[{\"name\":\"gloo.solo.io\",\"preferredVersion\":{\"version\":\"v1\"}}]}");
        cluster.on("/apis/gloo.solo.io/v1", call -> FakeCluster.status(403, FakeCluster.error("no")));
        collect(Set.of("Upstream"));
        assertThat(manifest().path("coverage").findValuesAsText("kind")).doesNotContain("Upstream");
        assertThat(manifest().path("problems").path("/apis/gloo.solo.io/v1").asText())
                .contains("forbidden");
    }

    @Test
    void theControllersOfLinkerdAreAskedWhereTheyServeMetrics() throws IOException {
        cluster.list(
                "/api/v1/pods",
                "Pod",
                "{\"metadata\":{\"name\":\"linkerd-identity-7c9d-x2x\",\"namespace\":\"linkerd\",\"labels\":{"
                        + "\"linkerd.io/control-plane-component\":\"identity\"}},\"spec\":{\"containers\":[{\"name\":\"identity\","
                        + "\"image\":\"controller:edge-25.8.1\",\"ports\":[{\"name\":\"admin-http\",\"containerPort\":9990}]}]},"
                        + "\"status\":{\"phase\":\"Running\",\"containerStatuses\":[{\"name\":\"identity\",\"ready\":true}]}}");
        HttpServer admin = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        admin.createContext("/metrics", exchange -> {
            byte[] page = "# TYPE issuer_cert_ttl_seconds gauge\nissuer_cert_ttl_seconds 3600\n"
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        admin.start();
        cluster.forward(9990, admin.getAddress().getPort());
        Selection wanted = new Selection(Set.of(), Set.of("issuer_cert_ttl_seconds"), List.of());
        FactBase facts = Captures.open(List.of(collect().output().toString()), wanted, message -> {});
        assertThat(facts.of(MetricSeries.class)).singleElement().satisfies(series -> {
            assertThat(series.samples()).isEqualTo(2);
            assertThat(series.pod()).isEqualTo("linkerd-identity-7c9d-x2x");
        });
        assertThat(manifest().path("mesh").toString()).contains("controller:edge-25.8.1");
        admin.stop(0);
    }

    private void meshOfOne() throws IOException {
        cluster.list("/api/v1/pods", "Pod", pod("shop", "cart-1", 1));
        cluster.on(
                "/api/v1/namespaces/shop/pods/cart-1/log",
                call -> FakeCluster.status(
                        200,
                        "[2026-12-01T04:59:00.000Z] \"GET /cart HTTP/1.1\" 503 UF - \"-\" 0 91 3 - \"-\" \"curl/8\" \"id\" \"cart\" \"10.0.0.1:80\"\n"
                                + "authorization: Bearer " + JWT + "\nheader Authorization: Basic aGVhZGVyOmNyZWQ=\n"
                                + "using bearer log-bearer-123456789\n" + KEY));
        HttpServer admin = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        AtomicInteger connections = new AtomicInteger(2);
        Map<String, String> pages = Map.of(
                "/ready", "LIVE\n",
                "/server_info",
                        "{\"version\":\"x/1.35.0/Clean/RELEASE/BoringSSL\",\"state\":\"LIVE\",\"uptime_current_epoch\":\"3600s\","
                                + "\"node\":{\"id\":\"sidecar~10.0.0.2~cart-1.shop~shop.svc.cluster.local\"}}",
                "/memory", "{\"allocated\":\"1000\",\"heap_size\":\"2000\"}",
                "/certs", "{\"certificates\":[]}",
                "/clusters", "cart::default_priority::max_connections::1024\n",
                "/stats",
                        "cluster.outbound|80||cart.shop.svc.cluster.local.upstream_cx_total: 5\nserver.live: 1\nserver.uptime: 9\n",
                "/config_dump",
                        "{\"configs\":[{\"@type\":\"type.googleapis.com/envoy.admin.v3.SecretsConfigDump\",\"dynamic_active_secrets\":"
                                + "[{\"name\":\"default\",\"secret\":{\"tls_certificate\":{\"private_key\":{\"inline_string\":\"opaque-s3cret\"}}}}],"
                                + "\"request_headers_to_add\":[{\"header\":{\"key\":\"authorization\",\"value\":\"Basic aGVhZGVyOmNyZWQ=\"}}]}]}");
        admin.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            String page = path.equals("/stats/prometheus")
                    ? "# TYPE envoy_server_total_connections gauge\nenvoy_server_total_connections{} "
                            + connections.getAndAdd(2) + "\n"
                    : pages.get(path);
            byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        admin.start();
        cluster.forward(15000, admin.getAddress().getPort());
        cluster.forward(15020, admin.getAddress().getPort());
    }

    private static String pod(String namespace, String name, int restarts) {
        return "{\"metadata\":{\"name\":\"" + name + "\",\"namespace\":\"" + namespace
                + "\"},\"spec\":{\"containers\":[{\"name\":\"istio-proxy\","
                + "\"image\":\"istio/proxyv2:1.28.0\",\"args\":[\"--db-password\",\"arg-pa55word\"],"
                + "\"env\":[{\"name\":\"ANY\",\"value\":\"env-pa55word\"}]}]},\"status\":{\"phase\":\"Running\","
                + "\"containerStatuses\":[{\"name\":\"istio-proxy\",\"ready\":true,\"restartCount\":" + restarts
                + "}]}}";
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private Collected collect() throws IOException {
        return collect(Set.of());
    }

    private Collected collect(Set<String> kinds) throws IOException {
        return new Collector(request(kinds, pace()), message -> {}).collect();
    }

    private static Pace pace() {
        return new Pace(8, 1000, Duration.ofSeconds(20), Duration.ofSeconds(120), Duration.ofMillis(1100), 1_000_000);
    }

    private Request request(Set<String> kinds, Pace pace) throws IOException {
        Scope scope = new Scope(List.of(), kinds, Duration.ofHours(1), 1);
        return new Request(
                Optional.of(cluster.kubeconfig(folder)),
                "",
                scope,
                pace,
                folder.resolve("capture.tar.gz"),
                false,
                Optional.empty(),
                "test");
    }

    private Request request(Optional<Path> kubeconfig, String context, String output) {
        return new Request(
                kubeconfig,
                context,
                new Scope(List.of(), Set.of(), Duration.ofHours(1), 1),
                pace(),
                folder.resolve(output),
                false,
                Optional.empty(),
                "test");
    }

    private static FactBase read(Collected collected) {
        return Captures.open(List.of(collected.output().toString()), Selection.NONE, message -> {});
    }

    private static Coverage coverage(FactBase facts, String kind) {
        return facts.facts().stream()
                .filter(fact -> fact instanceof Coverage coverage
                        && coverage.kind().equals(kind)
                        && coverage.namespace().isEmpty())
                .map(Coverage.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private JsonNode manifest() throws IOException {
        return ApiServer.JSON.readTree(files(folder.resolve("capture.tar.gz")).get("meshdx-capture.json"));
    }

    /** Files of the archive by their path in it. */
    private Map<String, String> files(Path archive) throws IOException {
        Path target = Files.createTempDirectory(folder, "unpacked");
        try {
            Process tar = new ProcessBuilder(
                            "tar", "xzf", archive.toString(), "-C", target.toString(), "--strip-components=1")
                    .start();
            assertThat(tar.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(tar.exitValue()).isZero();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        Map<String, String> files = new TreeMap<>();
        try (var walk = Files.walk(target)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                files.put(target.relativize(file).toString(), Files.readString(file));
            }
        }
        return files;
    }
}
