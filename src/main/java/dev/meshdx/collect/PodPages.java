package dev.meshdx.collect;

import io.fabric8.kubernetes.client.LocalPortForward;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Takes the pages of one pod: through a port-forward, or where that is not allowed through the API server's proxy. */
final class PodPages {

    private final ApiServer api;
    private final Clockwork clockwork;
    private final Staging staging;
    private final Rights rights;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    PodPages(ApiServer api, Clockwork clockwork, Staging staging, Rights rights) {
        this.api = api;
        this.clockwork = clockwork;
        this.staging = staging;
        this.rights = rights;
    }

    /**
     * Takes pages.
     *
     * @param before whether they are the earlier sample of two
     */
    void take(MeshPod pod, List<PodPage> pages, boolean before, Outcome outcome) throws FullDiskException {
        Map<Integer, List<PodPage>> byPort = new TreeMap<>();
        pages.forEach(page ->
                byPort.computeIfAbsent(page.port(), port -> new ArrayList<>()).add(page));
        for (Map.Entry<Integer, List<PodPage>> port : byPort.entrySet()) {
            if (rights.portForward()) {
                throughForward(pod, port.getKey(), port.getValue(), before, outcome);
            } else {
                throughProxy(pod, port.getValue(), before, outcome);
            }
        }
    }

    private void throughForward(MeshPod pod, int port, List<PodPage> pages, boolean before, Outcome outcome)
            throws FullDiskException {
        if (!clockwork.awaitTurn()) {
            pages.forEach(page -> outcome.problems().put(page.file(pod, before), clockwork.whyOver()));
            return;
        }
        try (LocalPortForward forward = api.client()
                .pods()
                .inNamespace(pod.namespace())
                .withName(pod.name())
                .portForward(port, InetAddress.getLoopbackAddress(), 0)) {
            String broken = "";
            for (PodPage page : pages) {
                String file = page.file(pod, before);
                if (broken.isEmpty()) {
                    broken = fetch(forward, page, file, outcome);
                }
                if (!broken.isEmpty()) {
                    outcome.problems().put(file, broken);
                }
            }
        } catch (FullDiskException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            pages.forEach(
                    page -> outcome.problems().putIfAbsent(page.file(pod, before), "port-forward: " + e.getMessage()));
        }
    }

    /** Fetches one page; the result says why no other page of this port can be had, empty when they can. */
    private String fetch(LocalPortForward forward, PodPage page, String file, Outcome outcome)
            throws FullDiskException {
        Duration limit = clockwork.call();
        String host = InetAddress.getLoopbackAddress().getHostAddress();
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://" + host + ":" + forward.getLocalPort() + page.path()))
                .timeout(limit)
                .build();
        Watchdog.Watch watch = api.watch(forward, limit);
        try {
            HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream in = response.body()) {
                if (response.statusCode() == 200 || page.anyStatus()) {
                    keep(page, file, in, outcome);
                } else {
                    outcome.problems().put(file, "status " + response.statusCode());
                }
            }
            return "";
        } catch (FullDiskException e) {
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        } catch (IOException e) {
            return "port-forward to " + page.port() + ": " + why(forward, e);
        } finally {
            watch.close();
        }
    }

    private static String why(LocalPortForward forward, IOException error) {
        return forward.getServerThrowables().stream()
                .map(Throwable::getMessage)
                .filter(message -> message != null && !message.isBlank())
                .findFirst()
                .orElse(error.getMessage() == null ? "no answer" : error.getMessage());
    }

    private void throughProxy(MeshPod pod, List<PodPage> pages, boolean before, Outcome outcome)
            throws FullDiskException {
        for (PodPage page : pages) {
            String file = page.file(pod, before);
            if (!page.outside() || !rights.podProxy()) {
                outcome.problems().put(file, "forbidden: create pods/portforward");
                continue;
            }
            try {
                api.get(
                        "/api/v1/namespaces/" + pod.namespace() + "/pods/" + pod.name() + ":" + page.port() + "/proxy"
                                + page.path(),
                        in -> {
                            keep(page, file, in, outcome);
                            return true;
                        });
            } catch (FullDiskException e) {
                throw e;
            } catch (IOException e) {
                outcome.problems().put(file, e instanceof Refused refused ? refused.reason() : e.getMessage());
            }
        }
    }

    private void keep(PodPage page, String file, InputStream in, Outcome outcome) throws IOException {
        Redactions redactions = new Redactions();
        RedactedCopy copy = new RedactedCopy(redactions);
        boolean[] any = {true};
        staging.write(file, path -> any[0] = page.json() ? copy.json(in, path) : copy.text(in, path) > 0);
        outcome.files().put(file, api.now());
        redactions.counts().forEach((sort, count) -> outcome.redacted().merge(sort, count, Long::sum));
        if (!any[0]) {
            outcome.problems().put(file, "empty answer");
        }
    }
}
