package dev.meshdx.collect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Calls to the API server: reads only, at the pace of the run, tried again where that may help. Answers come as streams, and a
 * stream that drips too slowly is closed when the time for one call is over.
 */
final class ApiServer implements AutoCloseable {

    private static final int ATTEMPTS = 5;
    private static final int MESSAGE_BYTES = 64 * 1024;
    static final ObjectMapper JSON = new ObjectMapper();

    private final KubernetesClient client;
    private final HttpClient http;
    private final Clockwork clockwork;
    private final String base;
    private final Watchdog watchdog = new Watchdog();
    private volatile Duration ahead = Duration.ZERO;

    ApiServer(KubernetesClient client, Clockwork clockwork) {
        this.client = client;
        this.http = client.getHttpClient();
        this.clockwork = clockwork;
        this.base = client.getMasterUrl().toString().replaceAll("/+$", "");
        clockwork.onStop(watchdog::endSoon);
    }

    /** Reads the body of an answer. It may be called again when the answer was not whole. */
    interface Body<T> {
        T read(InputStream in) throws IOException;
    }

    KubernetesClient client() {
        return client;
    }

    String address() {
        return base;
    }

    /** Now, by the clock of the API server as far as its answers tell. */
    Instant now() {
        return Instant.now().plus(ahead).truncatedTo(ChronoUnit.SECONDS);
    }

    /** A small JSON answer. */
    JsonNode json(String path) throws IOException {
        return get(path, JSON::readTree);
    }

    /**
     * One read.
     *
     * @throws Refused when the server answers that it won't
     * @throws IOException when there is no whole answer after several tries
     */
    <T> T get(String path, Body<T> body) throws IOException {
        return tried(http.newHttpRequestBuilder().uri(base + path).build(), body);
    }

    /** Asks for a review of our own rights; the only calls that are not reads, and they change nothing. */
    JsonNode review(String path, JsonNode question) throws IOException {
        return tried(
                http.newHttpRequestBuilder()
                        .uri(base + path)
                        .post("application/json", question.toString())
                        .build(),
                JSON::readTree);
    }

    private <T> T tried(HttpRequest request, Body<T> body) throws IOException {
        for (int attempt = 1; ; attempt++) {
            if (!clockwork.awaitTurn()) {
                throw new IOException(clockwork.whyOver());
            }
            try {
                return once(request, body);
            } catch (Refused e) {
                if (!e.temporary() || attempt == ATTEMPTS || !clockwork.backOff(attempt, e.retryAfter())) {
                    throw e;
                }
            } catch (FullDiskException | SSLException e) {
                throw e;
            } catch (IOException e) {
                if (attempt == ATTEMPTS || !clockwork.backOff(attempt, Duration.ZERO)) {
                    throw e;
                }
            }
        }
    }

    private <T> T once(HttpRequest request, Body<T> body) throws IOException {
        Duration limit = clockwork.call();
        HttpResponse<InputStream> response = answer(request, limit);
        learnTime(response);
        InputStream in = response.body();
        long begin = System.nanoTime();
        Watchdog.Watch watch = watchdog.watch(in, limit);
        try (in) {
            if (!response.isSuccessful()) {
                throw refused(response);
            }
            return body.read(in);
        } catch (IOException e) {
            if (System.nanoTime() - begin >= limit.toNanos()) {
                throw new IOException("no whole answer within " + limit.toMillis() / 1000.0 + " s", e);
            }
            throw clockwork.stopped() ? new IOException(clockwork.whyOver(), e) : e;
        } finally {
            watch.close();
        }
    }

    /** Closes something when time is up or the run was stopped, unless the watch is closed before. */
    Watchdog.Watch watch(Closeable watched, Duration limit) {
        return watchdog.watch(watched, limit);
    }

    private HttpResponse<InputStream> answer(HttpRequest request, Duration limit) throws IOException {
        CompletableFuture<HttpResponse<InputStream>> answer = http.sendAsync(request, InputStream.class);
        Watchdog.Watch watch = watchdog.watch(() -> answer.cancel(true), limit);
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (CancellationException e) {
            throw new IOException(clockwork.whyOver(), e);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new IOException("no answer within " + limit.toMillis() / 1000.0 + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            throw cause(e);
        } finally {
            watch.close();
        }
    }

    /** The error beneath the wrappers of the client. */
    private static IOException cause(ExecutionException wrapped) {
        IOException found = new IOException(wrapped.getMessage(), wrapped);
        for (@Nullable Throwable each = wrapped.getCause(); each != null; each = each.getCause()) {
            if (each instanceof SSLException tls) {
                return tls;
            }
            if (each instanceof UnresolvedAddressException) {
                return new ConnectException("its name can't be resolved");
            }
            if (each instanceof IOException io) {
                found = io;
            }
        }
        return found;
    }

    private static Refused refused(HttpResponse<InputStream> response) {
        String text = "";
        try {
            byte[] bytes = response.body().readNBytes(MESSAGE_BYTES);
            text = JSON.readTree(bytes).path("message").asText("");
        } catch (IOException e) {
            // the status has to do
        }
        String after = String.valueOf(response.header("Retry-After"));
        return new Refused(
                response.code(), text, Duration.ofSeconds(after.matches("\\d{1,6}") ? Long.parseLong(after) : 0));
    }

    private void learnTime(HttpResponse<?> response) {
        String date = response.header("Date");
        if (date != null) {
            try {
                Instant server = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant();
                ahead = Duration.between(Instant.now(), server);
            } catch (DateTimeParseException e) {
                // a proxy that writes no date we know: our own clock has to do
            }
        }
    }

    @Override
    public void close() {
        watchdog.close();
        client.close();
    }
}
