package dev.meshdx.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshdx.capture.Captures;
import dev.meshdx.facts.Coverage;
import dev.meshdx.facts.Selection;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objects that the client itself created in a mock server come back as facts. */
@EnableKubernetesMockClient(crud = true, https = false)
class CrudClusterTest {

    @SuppressWarnings("unused") // set by the extension
    private KubernetesClient client;

    @TempDir
    Path folder;

    @Test
    void createdObjectsAreCaptured() throws IOException {
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName("shop")
                        .endMetadata()
                        .build())
                .create();
        for (String name : List.of("cart-1", "cart-2", "cart-3")) {
            client.resource(new PodBuilder()
                            .withNewMetadata()
                            .withNamespace("shop")
                            .withName(name)
                            .endMetadata()
                            .withNewSpec()
                            .addNewContainer()
                            .withName("app")
                            .endContainer()
                            .endSpec()
                            .build())
                    .create();
        }
        Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                current-context: mock
                clusters: [{name: mock, cluster: {server: "%s"}}]
                contexts: [{name: mock, context: {cluster: mock, user: mock}}]
                users: [{name: mock, user: {}}]
                """.formatted(client.getMasterUrl()));
        Pace pace = new Pace(4, 1000, Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ZERO, 1000);
        Scope scope = new Scope(List.of(), Set.of(), Duration.ofHours(1), 1);
        Path output = folder.resolve("capture");
        new Collector(
                        new Request(Optional.of(kubeconfig), "", scope, pace, output, false, Optional.empty(), "test"),
                        message -> {})
                .collect();
        assertThat(output).isDirectory();
        assertThat(Captures.open(List.of(output.toString()), Selection.NONE, message -> {})
                        .facts())
                .filteredOn(fact ->
                        fact instanceof Coverage coverage && coverage.kind().equals("Pod"))
                .singleElement()
                .satisfies(fact -> assertThat(((Coverage) fact).count()).isEqualTo(3));
    }
}
