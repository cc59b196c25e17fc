package dev.meshdx.collect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code meshdx collect} as a process of its own, with the signals and the environment that a shell gives it. */
@Timeout(120)
class CollectProcessTest {

    private static final String POD =
            "{\"metadata\":{\"name\":\"cart-1\",\"namespace\":\"shop\"},\"spec\":{},\"status\":{\"phase\":\"Running\"}}";

    @TempDir
    Path folder;

    private FakeCluster cluster;

    @BeforeEach
    void start() throws IOException {
        cluster = new FakeCluster();
        cluster.list("/api/v1/pods", "Pod", POD);
    }

    @AfterEach
    void stop() throws IOException {
        cluster.close();
    }

    @Test
    void anInterruptLeavesAValidCaptureAndResumeTakesTheRest() throws Exception {
        cluster.on("/api/v1/services", call -> FakeCluster.drip());
        String kubeconfig = cluster.kubeconfig(folder).toString();
        Process process = collect(Map.of(), "-o", "c.tar.gz", "--kubeconfig", kubeconfig, "--call-timeout", "60s");
        while (cluster.calls().stream().noneMatch(call -> call.path().startsWith("/api/v1/services?"))
                || !Files.exists(folder.resolve("c.tar.gz.partial/capture/kubernetes/pods.json"))) {
            assertThat(process.isAlive()).isTrue();
            Thread.sleep(50);
        }
        assertThat(new ProcessBuilder("kill", "-INT", String.valueOf(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(manifest("c.tar.gz").path("complete").asBoolean()).isFalse();
        assertThat(unpacked("c.tar.gz", "kubernetes/pods.json")).contains("cart-1");

        cluster.list("/api/v1/services", "Service");
        Process again = collect(Map.of(), "-o", "c.tar.gz", "--kubeconfig", kubeconfig, "--resume");
        assertThat(again.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(again.exitValue()).isZero();
        assertThat(manifest("c.tar.gz").path("complete").asBoolean()).isTrue();
        assertThat(cluster.calls())
                .filteredOn(call -> call.path().startsWith("/api/v1/pods?"))
                .hasSize(1);
    }

    @Test
    void kubeconfigsAreMergedAndAPluginGivesTheCredentials() throws Exception {
        Path plugin = Files.writeString(folder.resolve("login"), """
                #!/bin/sh
                echo '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"from-plugin"}}'
                """);
        Files.setPosixFilePermissions(plugin, PosixFilePermissions.fromString("rwx------"));
        Path contexts = Files.writeString(folder.resolve("contexts"), """
                apiVersion: v1
                kind: Config
                current-context: lab
                contexts:
                - name: lab
                  context: {cluster: lab-cluster, user: me}
                clusters:
                - name: lab-cluster
                  cluster: {server: "http://127.0.0.1:%d"}
                """.formatted(cluster.port()));
        Path users = Files.writeString(folder.resolve("users"), """
                apiVersion: v1
                kind: Config
                users:
                - name: me
                  user:
                    exec:
                      apiVersion: client.authentication.k8s.io/v1
                      command: %s
                      interactiveMode: Never
                """.formatted(plugin));
        Process process = collect(Map.of("KUBECONFIG", contexts + File.pathSeparator + users), "-o", "c.tar.gz");
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(cluster.credentials()).containsExactly("Bearer from-plugin");
        assertThat(manifest("c.tar.gz").path("cluster").path("name").asText()).isEqualTo("lab-cluster");
    }

    @Test
    void namesStayWithTheUser() throws Exception {
        Process process = collect(
                Map.of(),
                "-o",
                "c.tar.gz",
                "--kubeconfig",
                cluster.kubeconfig(folder).toString(),
                "--pseudonymise",
                "names.json");
        String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(said).contains("names.json tells which of");
        assertThat(folder.resolve("names.json"))
                .content()
                .contains("\"cart-1\"")
                .contains("\"shop\"");
        assertThat(unpacked("c.tar.gz", "kubernetes/pods.json"))
                .contains("\"name\":\"n1\"")
                .contains("\"namespace\":\"ns1\"")
                .doesNotContain("cart")
                .doesNotContain("shop");
        assertThat(manifest("c.tar.gz").toString()).doesNotContain("lab-cluster");
        assertThat(folder.resolve("c.tar.gz.partial")).doesNotExist();
    }

    private Process collect(Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                absolute(System.getProperty("java.class.path")),
                "dev.meshdx.cli.Main",
                "collect",
                "--between",
                "0s"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().remove("KUBECONFIG");
        builder.environment().putAll(environment);
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        return builder.start();
    }

    private static String absolute(String classPath) {
        List<String> parts = new ArrayList<>();
        for (String part : classPath.split(File.pathSeparator)) {
            parts.add(Path.of(part).toAbsolutePath().toString());
        }
        return String.join(File.pathSeparator, parts);
    }

    private JsonNode manifest(String archive) throws IOException, InterruptedException {
        return ApiServer.JSON.readTree(unpacked(archive, "meshdx-capture.json"));
    }

    /** A file of an archive by its path below the one folder that archives have. */
    private String unpacked(String archive, String path) throws IOException, InterruptedException {
        Path target = Files.createTempDirectory(folder, "unpacked");
        int exit = new ProcessBuilder(
                        "tar",
                        "xzf",
                        folder.resolve(archive).toString(),
                        "-C",
                        target.toString(),
                        "--strip-components=1")
                .start()
                .waitFor();
        assertThat(exit).isZero();
        return Files.readString(target.resolve(path));
    }
}
