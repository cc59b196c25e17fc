package dev.meshdx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshdx.cli.Main;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Credentials in every kind of file: no output shows one, and none is written anywhere. */
class PlantedSecretsTest {

    private static final String WORD = "Pl4ntedPassw0rd";
    private static final String JWT =
            "eyJhbGciOiJSUzI1NiIsImtpZCI6IlBsNG50ZWQifQ.eyJzdWIiOiJQbDRudGVkIn0.UGw0bnRlZFNpZw";
    private static final String KEY_BODY = "MIIEvPl4ntedK3yBodyAAAA0123456789abcdef";
    private static final String PEM =
            "-----BEGIN RSA PRIVATE KEY-----\\n" + KEY_BODY + "\\n-----END RSA PRIVATE KEY-----";
    private static final String URL = "https://admin:" + WORD + "@db.example.com:5432/shop";
    private static final String ENCODED = "UGw0bnRlZFBhc3N3MHJk";
    private static final List<String> PLANTED =
            List.of(WORD, KEY_BODY, "UGw0bnRlZFNpZw", ENCODED, "AKIAPL4NTED0PL4NTED0");

    /** A text with one credential of each sort. */
    private static final String ALL = "call of " + URL + " with Authorization: Bearer " + JWT + " and password=" + WORD
            + " token=" + WORD + " key AKIAPL4NTED0PL4NTED0 " + PEM;

    @TempDir
    private Path folder;

    @Test
    void noOutputShowsOne() throws IOException {
        files().forEach(this::write);
        List<List<String>> commands = List.of(
                List.of("diagnose"),
                List.of("diagnose", "--details"),
                List.of("diagnose", "-o", "json"),
                List.of("diagnose", "-o", "short"),
                List.of("facts"),
                List.of("facts", "--coverage"),
                List.of("checklist"),
                List.of("verify"),
                List.of("next"),
                List.of("why", "istiod-bad-mesh-config"),
                List.of("why-not", "istiod-bad-mesh-config"),
                List.of("rules", "facts", "--in"));
        for (List<String> command : commands) {
            String output = run(command);
            assertThat(output).as("output of %s", command).isNotBlank();
            assertThat(PLANTED.stream().filter(output::contains).map(secret -> around(output, secret)))
                    .as("leaks of %s", command)
                    .isEmpty();
        }
    }

    @Test
    void nothingIsWrittenAnywhere() throws IOException {
        files().forEach(this::write);
        List<Path> places = List.of(folder, Path.of(System.getProperty("user.home"), ".cache", "meshdx"));
        List<String> before = contents(places);
        run(List.of("diagnose", "-o", "json"));
        assertThat(contents(places)).isEqualTo(before);
    }

    private static List<String> contents(List<Path> places) throws IOException {
        List<String> contents = new ArrayList<>();
        for (Path place : places) {
            if (Files.isDirectory(place)) {
                try (Stream<Path> files = Files.walk(place)) {
                    for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                        contents.add(file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file));
                    }
                }
            }
        }
        return contents;
    }

    @Test
    void theFactsStillTellWhatIsWrong() throws IOException {
        files().forEach(this::write);
        assertThat(run(List.of("facts"))).contains("[redacted]@db.example.com", "Bearer [redacted]");
    }

    private static String around(String output, String secret) {
        int at = output.indexOf(secret);
        return output.substring(Math.max(0, at - 200), Math.min(output.length(), at + 60));
    }

    private String run(List<String> command) throws IOException {
        List<String> arguments = new ArrayList<>(command);
        arguments.add(folder.toString());
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        PrintStream before = System.out;
        ByteArrayOutputStream direct = new ByteArrayOutputStream();
        System.setOut(new PrintStream(direct, true, StandardCharsets.UTF_8));
        try {
            Main.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments.toArray(new String[0]));
        } finally {
            System.setOut(before);
        }
        return out + err.toString() + direct.toString(StandardCharsets.UTF_8);
    }

    private void write(String path, String text) {
        try {
            Path file = folder.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, String> files() {
        String plain = ALL.replace("\\n", "\n");
        Map<String, String> files = new TreeMap<>();
        files.put("objects.yaml", """
                apiVersion: v1
                kind: List
                items:
                - apiVersion: v1
                  kind: Pod
                  metadata:
                    name: istiod-7d9f8c6b5-q4w8z
                    namespace: istio-system
                    labels: {app: istiod, istio: pilot}
                    annotations: {note: "%1$s", kubectl.kubernetes.io/last-applied-configuration: "%2$s"}
                  spec:
                    nodeName: node-1
                    containers:
                    - name: discovery
                      image: "docker.io/istio/pilot:1.29.0"
                      args: ["--password=%2$s", "--url", "%3$s"]
                      env: [{name: DB_PASSWORD, value: %2$s}]
                  status:
                    phase: Running
                    containerStatuses:
                    - {name: discovery, ready: false, restartCount: 9, state: {waiting: {reason: CrashLoopBackOff, message: "%1$s"}}, lastState: {terminated: {exitCode: 255, reason: Error, message: "%1$s"}}}
                - apiVersion: v1
                  kind: Event
                  metadata: {name: e1, namespace: istio-system}
                  involvedObject: {kind: Pod, name: istiod-7d9f8c6b5-q4w8z, namespace: istio-system}
                  reason: FailedMount
                  type: Warning
                  message: "%1$s"
                  lastTimestamp: "2026-05-01T10:00:00Z"
                - apiVersion: v1
                  kind: Secret
                  metadata: {name: db, namespace: istio-system, annotations: {kubectl.kubernetes.io/last-applied-configuration: "%2$s"}}
                  type: Opaque
                  data: {password: %4$s, tls.crt: %4$s, ca.crt: %4$s}
                  stringData: {password: %2$s}
                - apiVersion: v1
                  kind: ConfigMap
                  metadata: {name: istio, namespace: istio-system}
                  data: {mesh: "defaultConfig:\\n  proxyMetadata: {PASSWORD: %2$s}\\n  bad indentation %2$s: [\\n%2$s", extra: "%1$s"}
                - apiVersion: networking.istio.io/v1alpha3
                  kind: EnvoyFilter
                  metadata: {name: lua, namespace: istio-system}
                  spec: {configPatches: [{applyTo: HTTP_ROUTE, patch: {operation: ADD, value: {password: %2$s, header: "Basic %4$s", url: "%3$s", inlineCode: "%1$s"}}}]}
                - apiVersion: gateway.networking.k8s.io/v1
                  kind: HTTPRoute
                  metadata: {name: web, namespace: istio-system}
                  status: {parents: [{conditions: [{type: Accepted, status: "False", reason: Invalid, message: "%1$s"}]}]}
                """.formatted(ALL, WORD, URL, ENCODED));
        files.put(
                "kubeconfig",
                "apiVersion: v1\nkind: Config\nusers:\n- name: admin\n  user: {token: " + JWT + ", password: " + WORD
                        + ", client-key-data: " + ENCODED + "}\n");
        files.put(
                "remote-secret.json",
                "{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"metadata\":{\"name\":\"istio-remote-secret-west\",\"namespace\":\"istio-system\",\"labels\":{\"istio/multiCluster\":\"true\"}},\"data\":{\"west\":\""
                        + ENCODED + "\"}}\n");
        files.put(
                "istio-system/istiod-7d9f8c6b5-q4w8z/discovery.log",
                "2026-05-01T09:59:00.000000Z\terror\tfailed to read mesh config: " + ALL + "\n"
                        + "2026-05-01T09:59:01.000000Z\twarn\tads\tADS:LDS: ACK ERROR cart-6f7c9d8b5c-x7k2p.shop-3 Internal:Error adding/updating listener(s) 0.0.0.0_80: "
                        + ALL + "\n"
                        + "2026-05-01T09:59:02.000000Z\terror\tFailed to fetch public key from \"" + URL + "\"\n"
                        + plain + "\n");
        files.put(
                "shop/cart-6f7c9d8b5c-x7k2p/istio-proxy.log",
                "[2026-05-01T09:59:10.000Z] \"GET /items?password=" + WORD + "&token=" + JWT
                        + " HTTP/1.1\" 503 UF upstream_reset_before_response_started{" + URL + "} - \"" + URL
                        + "\" 0 91 10001 - \"-\" \"Bearer " + JWT
                        + "\" \"id\" \"admin:" + WORD
                        + "@stock:8080\" \"10.8.1.9:8080\" outbound|8080||stock.shop.svc.cluster.local - 10.8.1.7:8080 10.8.1.5:41234 - default\n"
                        + "2026-05-01T09:59:11.000000Z\twarning\tenvoy config external/envoy/source\tgRPC config for type.googleapis.com/envoy.config.listener.v3.Listener rejected: Error adding/updating listener(s) 0.0.0.0_80: "
                        + ALL + "\n");
        files.put("app/app.log", "plain text " + plain + "\n");
        files.put("key.pem", "-----BEGIN RSA PRIVATE KEY-----\n" + KEY_BODY + "\n-----END RSA PRIVATE KEY-----\n");
        files.put(
                "analyze.json",
                "[{\"code\":\"IST0106\",\"level\":\"Error\",\"origin\":\"VirtualService shop/web\",\"message\":\"" + ALL
                        + "\"}]\n");
        files.put(
                "linkerd-check.json",
                "{\"success\":false,\"categories\":[{\"categoryName\":\"linkerd-identity\",\"checks\":[{\"description\":\"certificate config is valid\",\"result\":\"error\",\"error\":\""
                        + ALL + "\"}]}]}\n");
        files.put(
                "linkerd-check.txt",
                "linkerd-api\n-----------\n× control plane pods are ready\n    " + ALL
                        + "\n    see https://linkerd.io/2/checks/#x for hints\n\nStatus check results are ×\n");
        files.put("glooctl.txt", "Checking Pods... 1 Errors!\n" + ALL + "\n");
        files.put(
                "analysis.json",
                "[{\"name\":\"db\",\"insight\":{\"primary\":\"Database\",\"detail\":\"" + ALL
                        + "\",\"severity\":\"error\"}}]\n");
        files.put(
                "syncz.json",
                "[{\"cluster_id\":\"Kubernetes\",\"proxy\":\"cart-6f7c9d8b5c-x7k2p.shop\",\"proxy_type\":\"Sidecar\",\"istio_version\":\"1.29.0\",\"resources\":{\"type.googleapis.com/envoy.config.listener.v3.Listener\":{\"sent\":\"2026-05-01T09:00:00Z/1\",\"lastError\":\""
                        + ALL + "\"}}}]\n");
        files.put(
                "config_dump.json",
                "{\"configs\":[{\"@type\":\"type.googleapis.com/envoy.admin.v3.ListenersConfigDump\",\"dynamic_listeners\":[{\"name\":\"0.0.0.0_80\",\"error_state\":{\"last_update_attempt\":\"2026-05-01T09:00:00Z\",\"details\":\""
                        + ALL
                        + "\"}}]},{\"@type\":\"type.googleapis.com/envoy.admin.v3.SecretsConfigDump\",\"dynamic_active_secrets\":[{\"name\":\"default\",\"secret\":{\"tls_certificate\":{\"private_key\":{\"inline_string\":\""
                        + PEM + "\"}}}}]}]}\n");
        files.put(
                "events.txt",
                "NAMESPACE   LAST SEEN   TYPE      REASON   OBJECT       MESSAGE\nshop        2m          Warning   Failed   pod/cart-1   "
                        + ALL + "\n");
        files.put(
                "describe.txt",
                "Name:             cart-6f7c9d8b5c-x7k2p\nNamespace:        shop\nNode:             node-1/10.0.0.1\nAnnotations:      note: "
                        + ALL
                        + "\nStatus:           Running\nContainers:\n  cart:\n    Image:          shop/cart:1\n    Args:\n      --password="
                        + WORD
                        + "\n    State:          Waiting\n      Reason:       CrashLoopBackOff\n    Last State:     Terminated\n      Reason:       Error\n      Message:      "
                        + ALL
                        + "\n      Exit Code:    1\n    Ready:          False\n    Restart Count:  4\n    Environment:\n      DB_PASSWORD:  "
                        + WORD
                        + "\nEvents:\n  Type     Reason   Age   From     Message\n  ----     ------   ----  ----     -------\n  Warning  Failed   2m    kubelet  "
                        + ALL + "\n");
        files.put(
                "metrics.txt",
                "# TYPE pilot_total_xds_rejects counter\npilot_total_xds_rejects{url=\"" + URL + "\",type=\"password="
                        + WORD + "\"} 3\n");
        files.put(
                "query.json",
                "{\"status\":\"error\",\"data\":{\"resultType\":\"vector\",\"result\":[]},\"error\":\"" + ALL
                        + "\"}\n");
        files.put(
                "query-ok.json",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{\"__name__\":\"pilot_total_xds_rejects\",\"instance\":\""
                        + URL + "\"},\"value\":[1777629600,\"7\"]}]}}\n");
        files.put(
                "broken.json",
                "{\"kind\":\"List\",\"items\":[{\"kind\":\"Pod\",\"metadata\":{\"name\": " + WORD + "}}]}\n");
        files.put(
                "broken.yaml",
                "kind: Pod\napiVersion: v1\nmetadata:\n  name: x\n data: \"" + ALL + "\n  password: " + WORD + "\n");
        files.put("failed.txt", "Error from server (Forbidden): " + ALL + "\n");
        files.put("proxy-status.json.stderr", "rc=1\nError: " + ALL + "\n");
        return files;
    }
}
