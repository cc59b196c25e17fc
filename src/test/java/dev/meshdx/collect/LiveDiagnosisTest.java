package dev.meshdx.collect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.meshdx.cli.Main;
import dev.meshdx.rules.RuleBase;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** The commands that talk to a live cluster, from their arguments to what they print. */
class LiveDiagnosisTest {

    private static final Path ROLE = Path.of("docs/collect-cronjob.yaml");

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private FakeCluster cluster;

    @BeforeEach
    void start() throws IOException {
        cluster = new FakeCluster();
        cluster.list(
                "/api/v1/pods",
                "Pod",
                "{\"metadata\":{\"name\":\"istiod-5d8f9c7b6d-x7k2p\",\"namespace\":\"istio-system\",\"labels\":{\"app\":\"istiod\"}},"
                        + "\"spec\":{\"containers\":[{\"name\":\"discovery\",\"image\":\"istio/pilot:1.28.0\"}]},\"status\":{\"phase\":\"Running\","
                        + "\"containerStatuses\":[{\"name\":\"discovery\",\"ready\":false,\"restartCount\":9,\"state\":{\"waiting\":{\"reason\":"
                        + "\"CrashLoopBackOff\"}},\"lastState\":{\"terminated\":{\"reason\":\"OOMKilled\",\"exitCode\":137}}}]}}");
        cluster.list("/api/v1/namespaces", "Namespace", "{\"metadata\":{\"name\":\"istio-system\",\"uid\":\"1\"}}");
    }

    @AfterEach
    void stop() throws IOException {
        cluster.close();
    }

    @Test
    void liveGivesTheReportOfTheArchiveThatItKeeps() throws IOException {
        String archive = folder.resolve("live.tar.gz").toString();
        int live = run("diagnose", "--live", "--keep", archive, "--kubeconfig", kubeconfig());
        String report = out.toString();
        out.getBuffer().setLength(0);
        int later = run("diagnose", archive);
        assertThat(report).contains("istiod").contains("manifest of the capture");
        assertThat(out.toString()).isEqualTo(report);
        assertThat(later).isEqualTo(live).isEqualTo(1);
    }

    @Test
    void nextFetchesOnlyWhatWouldDecideAndDiagnosesBothTogether() throws IOException {
        Path capture = folder.resolve("first.tar.gz");
        cluster.on(
                Rights.REVIEWS,
                call -> FakeCluster.status(
                        200, "{\"status\":{\"allowed\":" + !call.body().contains("\"events\"") + "}}"));
        run("collect", "-o", capture.toString(), "--kubeconfig", kubeconfig(), "--between", "0s");
        run("next", capture.toString(), "-o", "json");
        Set<String> wanted = new HashSet<>();
        for (JsonNode step : ApiServer.JSON.readTree(out.toString()).path("steps")) {
            wanted.add(step.path("kind").asText());
        }
        cluster.on(Rights.REVIEWS, "{\"status\":{\"allowed\":true}}");
        cluster.calls().clear();
        out.getBuffer().setLength(0);
        Path next = folder.resolve("next.tar.gz");
        int code =
                run("next", "--collect", "--keep", next.toString(), "--kubeconfig", kubeconfig(), capture.toString());
        assertThat(code).isZero();
        assertThat(next).exists();
        assertThat(out.toString()).contains("istiod");
        Set<String> allowed = new HashSet<>(Set.of("pods", "namespaces"));
        for (ApiKind kind : ApiKind.KNOWN) {
            if (wanted.contains(kind.kind())) {
                allowed.add(kind.plural());
            }
        }
        assertThat(cluster.calls())
                .filteredOn(call -> call.verb().equals("list"))
                .isNotEmpty()
                .allSatisfy(call -> assertThat(call.path().replaceAll(".*/([a-z]+)\\?.*", "$1"))
                        .isIn(allowed));
    }

    @Test
    void aFaultOfTheClusterIsAMistakeOfTheUserAndNoDefect() throws IOException {
        cluster.close();
        int code = run(
                "collect",
                "-o",
                folder.resolve("a.tar.gz").toString(),
                "--kubeconfig",
                kubeconfig(),
                "--call-timeout",
                "1s");
        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).contains("cannot reach the API server").contains("kubectl cluster-info");
        assertThat(folder.resolve("a.tar.gz")).doesNotExist();
    }

    @Test
    void anExistingCaptureIsNotOverwritten() throws IOException {
        Path there = Files.writeString(folder.resolve("a.tar.gz"), "precious");
        assertThat(run("collect", "-o", there.toString(), "--kubeconfig", kubeconfig()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("exists already");
        assertThat(there).hasContent("precious");
        assertThat(cluster.calls()).isEmpty();
    }

    @Test
    void theDryRunNamesEveryListThatTheRunAsksFor() throws IOException {
        assertThat(run("collect", "--dry-run", "--kubeconfig", kubeconfig())).isZero();
        Set<String> planned = new HashSet<>(out.toString().lines().toList());
        assertThat(cluster.calls())
                .extracting(FakeCluster.Call::path)
                .allMatch(path -> path.equals("/version") || path.matches("/apis(/[^/]+/[^/]+)?"));
        cluster.calls().clear();
        run("collect", "-o", folder.resolve("a.tar.gz").toString(), "--kubeconfig", kubeconfig(), "--between", "0s");
        assertThat(cluster.calls())
                .filteredOn(call -> call.verb().equals("list"))
                .isNotEmpty()
                .allSatisfy(call ->
                        assertThat(planned).contains("list " + call.path().replaceAll("\\?.*", "")));
    }

    @Test
    void theRoleAllowsEveryKindThatTheRulesNeed() throws IOException {
        assertThat(run("collect", "--rbac")).isZero();
        Set<String> needed = new HashSet<>();
        RuleBase.bundled()
                .failureModes()
                .forEach(mode -> mode.evidence().forEach(rule -> {
                    needed.addAll(rule.guards());
                    rule.needs().forEach(needed::addAll);
                }));
        Set<String> further = FurtherKinds.of(needed);
        assertThat(further).isNotEmpty();
        for (String kind : further) {
            assertThat(FurtherKinds.documented(Set.of(kind)))
                    .as(kind)
                    .isNotEmpty()
                    .allSatisfy((group, plurals) -> {
                        assertThat(FurtherKinds.ask(group)).isTrue();
                        assertThat(out.toString()).contains(group).contains(plurals.get(0));
                    });
        }
    }

    @Test
    void theRoleOfTheCronJobIsTheLeastOne() throws IOException {
        assertThat(run("collect", "--rbac")).isZero();
        Map<String, Set<Object>> least = rules(new Yaml().load(out.toString()));
        Map<String, Set<Object>> documented = new HashMap<>();
        Set<Object> kinds = new HashSet<>();
        for (Object document : new Yaml().loadAll(Files.readString(ROLE))) {
            Map<?, ?> object = (Map<?, ?>) document;
            kinds.add(object.get("kind"));
            if (object.get("kind").equals("ClusterRole")) {
                documented = rules(object);
            }
        }
        assertThat(kinds)
                .contains("CronJob", "ClusterRole", "ClusterRoleBinding", "ServiceAccount", "PersistentVolumeClaim");
        assertThat(documented).isEqualTo(least);
        assertThat(least.values()).allSatisfy(verbs -> assertThat(verbs).isSubsetOf("get", "list", "create"));
        least.values().removeIf(verbs -> !verbs.contains("create"));
        assertThat(least).containsOnlyKeys(" pods/portforward");
    }

    /** Verbs by group and resource. */
    private static Map<String, Set<Object>> rules(Map<?, ?> role) {
        Map<String, Set<Object>> rules = new HashMap<>();
        for (Object each : (List<?>) role.get("rules")) {
            Map<?, ?> rule = (Map<?, ?>) each;
            for (Object group : (List<?>) rule.get("apiGroups")) {
                for (Object resource : (List<?>) rule.get("resources")) {
                    rules.put(group + " " + resource, new HashSet<>((List<?>) rule.get("verbs")));
                }
            }
        }
        return rules;
    }

    private String kubeconfig() throws IOException {
        return cluster.kubeconfig(folder).toString();
    }

    private int run(String... arguments) {
        return Main.run(new PrintWriter(out), new PrintWriter(err), arguments);
    }
}
