package dev.meshdx.collect;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * An API server on a socket, bare enough to misbehave in every way: it answers what a test puts in, records every request, and
 * forwards ports over WebSocket as the kubelet does.
 */
final class FakeCluster implements AutoCloseable {

    /** What goes over the wire: the whole answer, status line and all. */
    interface Answer {
        void write(OutputStream out) throws IOException;
    }

    /** A request: method, path with query, body. */
    record Call(String method, String path, String body) {

        /** The verb that the API server's authorisation would see. */
        String verb() {
            return switch (method) {
                case "GET" -> path.contains("?limit=") ? "list" : "get";
                case "POST" -> "create";
                default -> method;
            };
        }
    }

    private final ServerSocket server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Map<String, Function<Call, Answer>> answers = new ConcurrentHashMap<>();
    private final Set<String> credentials = ConcurrentHashMap.newKeySet();
    private final Map<Integer, Integer> forwards = new ConcurrentHashMap<>();

    FakeCluster() throws IOException {
        on("/version", "{\"gitVersion\":\"v1.32.0\"}");
        on(
                "/apis",
                "{\"kind\":\"APIGroupList\",\"groups\":[" + group("apps", "v1") + ","
                        + group("networking.istio.io", "v1") + "," + group("coordination.k8s.io", "v1") + "]}");
        on(Rights.REVIEWS, "{\"status\":{\"allowed\":true}}");
        Thread thread = new Thread(this::accept, "fake-cluster");
        thread.setDaemon(true);
        thread.start();
    }

    /** Answers a path, without its query, with a JSON body. */
    FakeCluster on(String path, String json) {
        return on(path, call -> status(200, json));
    }

    FakeCluster on(String path, Function<Call, Answer> answer) {
        answers.put(path, answer);
        return this;
    }

    /** A list of one page. */
    FakeCluster list(String path, String kind, String... items) {
        return on(
                path,
                "{\"kind\":\"" + kind
                        + "List\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\"7\"},\"items\":["
                        + String.join(",", items) + "]}");
    }

    /** Connects a port of every pod to a port of this machine. */
    FakeCluster forward(int podPort, int localPort) {
        forwards.put(podPort, localPort);
        return this;
    }

    List<Call> calls() {
        return calls;
    }

    /** All values that came in the header Authorization. */
    Set<String> credentials() {
        return credentials;
    }

    int port() {
        return server.getLocalPort();
    }

    static Answer status(int status, String body, String... headers) {
        return out -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            StringBuilder head = new StringBuilder(
                    "HTTP/1.1 " + status + " X\r\nContent-Length: " + bytes.length
                            + "\r\nConnection: close\r\nContent-Type: application/json\r\nDate: Tue, 01 Dec 2026 05:00:00 GMT\r\n");
            for (String header : headers) {
                head.append(header).append("\r\n");
            }
            out.write(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
            out.write(bytes);
        };
    }

    /** Promises the whole body and gives half of it. */
    static Answer cut(String body) {
        return out -> {
            out.write(("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(body.substring(0, body.length() / 2).getBytes(StandardCharsets.UTF_8));
        };
    }

    /** Gives a byte now and then and never ends. */
    static Answer drip() {
        return out -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n{".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 600; i++) {
                out.write(' ');
                out.flush();
                try {
                    Thread.sleep(100);
                } catch (InterruptedException e) {
                    return;
                }
            }
        };
    }

    static String error(String message) {
        return "{\"kind\":\"Status\",\"message\":\"" + message + "\"}";
    }

    /** Writes a kubeconfig for this cluster. */
    Path kubeconfig(Path folder) throws IOException {
        return Files.writeString(folder.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                current-context: lab
                clusters:
                - name: lab-cluster
                  cluster: {server: "http://127.0.0.1:%d"}
                contexts:
                - name: lab
                  context: {cluster: lab-cluster, user: me}
                users:
                - name: me
                  user: {token: kubeconfig-token}
                """.formatted(server.getLocalPort()));
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private static String group(String name, String version) {
        return "{\"name\":\"" + name + "\",\"preferredVersion\":{\"groupVersion\":\"" + name + "/" + version
                + "\",\"version\":\"" + version + "\"}}";
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread thread = new Thread(() -> serve(socket), "fake-cluster-call");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket;
                InputStream in = new BufferedInputStream(socket.getInputStream());
                OutputStream out = socket.getOutputStream()) {
            String[] request = line(in).split(" ");
            String key = "";
            int length = 0;
            for (String header = line(in); !header.isEmpty(); header = line(in)) {
                String lower = header.toLowerCase(Locale.ROOT);
                length = lower.startsWith("content-length:")
                        ? Integer.parseInt(header.substring(15).trim())
                        : length;
                if (lower.startsWith("authorization:")) {
                    credentials.add(header.substring(14).trim());
                }
                key = lower.startsWith("sec-websocket-key:")
                        ? header.substring(18).trim()
                        : key;
            }
            Call call = new Call(request[0], request[1], new String(in.readNBytes(length), StandardCharsets.UTF_8));
            calls.add(call);
            String path = call.path().replaceAll("\\?.*", "");
            if (path.endsWith("/portforward") && !answers.containsKey(path)) {
                PortForwardSocket.serve(in, out, key, forwards.getOrDefault(port(call), 0));
                return;
            }
            answers.getOrDefault(
                            path, missing -> status(404, error("the server could not find the requested resource")))
                    .apply(call)
                    .write(out);
            out.flush();
        } catch (IOException e) {
            // the client has gone
        }
    }

    private static int port(Call call) {
        return Integer.parseInt(call.path().replaceAll(".*ports=(\\d+).*", "$1"));
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.write(next);
        }
        return line.toString(StandardCharsets.US_ASCII).strip();
    }

    /** The answer to a WebSocket's key (RFC 6455, 1.3). */
    static String accept(String key) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-1")
                    .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(sum);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
