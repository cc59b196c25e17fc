package dev.meshdx.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleTestsTest {

    private static final String KILLED = """
              - name: killed
                facts:
                  - ContainerState: { namespace: shop, pod: cart-1, workload: cart, role: proxy, lastReason: OOMKilled, restartCount: 3 }
                expect: [{ subject: shop/cart }]
            """;

    @TempDir
    Path folder;

    private SitePack pack;

    @BeforeEach
    void newPack() throws IOException {
        pack = SitePack.in(folder);
    }

    @Test
    void anUnknownFieldIsNamedWithItsLineAndTheFieldThatWasMeant() throws IOException {
        CaseResult result = pack.cases("""
                  - name: misspelt
                    facts:
                      - ContainerState: { namespace: shop,
                                          restartCounts: 3 }
                """).runOne();
        assertThat(result.problems())
                .singleElement()
                .asString()
                .contains(".test.yaml:5: ContainerState has no field 'restartCounts'; did you mean 'restartCount'?");
    }

    @Test
    void anUnknownTypeIsNamed() throws IOException {
        CaseResult result = pack.cases("  - facts: [{ ContainerStat: {} }]\n").runOne();
        assertThat(result.problems())
                .singleElement()
                .asString()
                .contains(".test.yaml:2: unknown fact type ContainerStat; did you mean 'ContainerState'?");
    }

    @Test
    void aValueOfTheWrongKindIsRefused() throws IOException {
        CaseResult result = pack.cases("  - facts: [{ ContainerState: { restartCount: often } }]\n")
                .runOne();
        assertThat(result.problems()).singleElement().asString().endsWith(":2: 'often' is no whole number");
    }

    @Test
    void aTimeThatIsNoneIsRefused() throws IOException {
        CaseResult result = pack.cases("  - facts: [{ ContainerState: { lastFinishedAt: yesterday } }]\n")
                .runOne();
        assertThat(result.problems()).singleElement().asString().contains(":2: 'yesterday' is no time; write");
    }

    @Test
    void aKnownGapIsReportedAndDoesNotFail() throws IOException {
        CaseResult result = pack.cases("  - name: gap\n    todo: true\n    expect: [{ subject: shop/cart }]\n")
                .runOne();
        assertThat(result.outcome()).isEqualTo("todo");
        assertThat(result.problems()).first().asString().startsWith("expected, not found");
        assertThat(result.problems()).anyMatch(line -> line.startsWith("  falls short at line "));
    }

    @Test
    void aKnownGapThatIsClosedFails() throws IOException {
        CaseResult result = pack.cases(KILLED + "    todo: true\n").runOne();
        assertThat(result.passed()).isFalse();
        assertThat(result.problems()).containsExactly("passes; remove todo: true");
    }

    @Test
    void whatIsNotExpectedFailsUnlessTheCaseSaysSo() throws IOException {
        String two = KILLED.replace(
                "    expect",
                "      - ContainerState: { namespace: shop, pod: web-1, workload: web, role: proxy, lastReason: OOMKilled, restartCount: 3 }\n    expect");
        assertThat(pack.cases(two).runOne().problems())
                .singleElement()
                .asString()
                .startsWith("found, not expected");
        assertThat(pack.cases(two + "    only: false\n").runOne().problems()).isEmpty();
    }

    @Test
    void aNearMissOfARuleFailsWhenTheRuleFires() throws IOException {
        CaseResult result =
                pack.cases(KILLED + "    near: " + SitePack.ID + "\n").runOne();
        assertThat(result.problems()).containsExactly("rule " + SitePack.ID + " fired, expected to stay quiet");
    }

    @Test
    void eachChangeUnderQuietIsANearMissOfItsOwn() throws IOException {
        var results = pack.cases(KILLED + """
                    quiet:
                      proxy-out-of-memory:
                        - { ContainerState.restartCount: 2 }
                        - { ContainerState.restartCount: 4 }
                """).run();
        assertThat(results.get(1).name()).isEqualTo("killed, but ContainerState.restartCount: 2");
        assertThat(results.get(1).problems()).isEmpty();
        assertThat(results.get(2).problems()).containsExactly("rule proxy-out-of-memory fired, expected to stay quiet");
        assertThat(results.get(2).where()).endsWith(".test.yaml:9");
    }

    @Test
    void aChangeOfAFactThatIsNotThereIsRefused() throws IOException {
        var results = pack.cases(KILLED + "  - { name: other, like: killed, but: { Pod.phase: Pending } }\n")
                .run();
        assertThat(results.get(1).problems()).singleElement().asString().endsWith(":6: the case has no fact Pod");
    }

    @Test
    void objectsGoThroughTheReadersAndTheClockIsGiven() throws IOException {
        CaseResult result = pack.cases("""
                  - name: the pod as kubectl prints it
                    now: 2026-03-01T12:00:00Z
                    objects:
                      - apiVersion: v1
                        kind: Pod
                        metadata: { name: cart-1, namespace: shop, creationTimestamp: "2026-03-01T10:00:00Z" }
                        spec:
                          containers: [{ name: cart }, { name: istio-proxy, image: "istio/proxyv2:1.25.0" }]
                        status:
                          phase: Running
                          containerStatuses:
                            - name: istio-proxy
                              ready: true
                              restartCount: 5
                              state: { running: { startedAt: "2026-03-01T11:00:00Z" } }
                              lastState: { terminated: { reason: OOMKilled, exitCode: 137 } }
                    expect: [{ summary: killed 5 times }]
                """).runOne();
        assertThat(result.problems()).isEmpty();
        assertThat(result.factTypes()).contains("Pod", "ContainerState");
    }

    @Test
    void aClockBeforeTheCapturedTextsIsRefused() throws IOException {
        CaseResult result = pack.cases("""
                  - name: too early
                    now: 2020-03-01T12:00:00Z
                    objects:
                      - { apiVersion: v1, kind: Pod, metadata: { name: a, namespace: b, creationTimestamp: "2026-03-01T10:00:00Z" } }
                """).runOne();
        assertThat(result.problems())
                .singleElement()
                .asString()
                .contains(":3: the captured texts are newer: they go up to 2026-03-01T10:00:00Z");
    }

    @Test
    void filesGoThroughTheReaders() throws IOException {
        CaseResult result = pack.cases("""
                  - name: statistics
                    files:
                      shop/web-1/stats.txt: |
                        server.live: 1
                        cluster.outbound|80||cart.shop.svc.cluster.local.upstream_cx_total: 7
                        cluster.outbound|80||cart.shop.svc.cluster.local.upstream_rq_total: 9
                """).runOne();
        assertThat(result.problems()).isEmpty();
        assertThat(result.factTypes()).contains("UpstreamCluster");
    }

    @Test
    void aFileThatNoReaderKnowsIsAMistake() throws IOException {
        CaseResult result =
                pack.cases("  - { name: a, files: { notes.txt: hello } }\n").runOne();
        assertThat(result.problems()).singleElement().asString().contains(":2: notes.txt is unrecognised");
    }

    @Test
    void aWholeCaptureSpeaksForItself() throws IOException {
        Path sample = Path.of("facts-samples/circuit-breaker-overflow").toAbsolutePath();
        assertThat(pack.cases("  - { name: sample, capture: " + sample + ", expect: none }\n")
                        .runOne()
                        .problems())
                .isEmpty();
        assertThat(pack.cases("  - { name: sample, capture: " + sample + ", absent: [Pod] }\n")
                        .runOne()
                        .problems())
                .singleElement()
                .asString()
                .contains("a whole capture says everything itself");
        assertThat(pack.cases("  - { name: sample, capture: nowhere }\n")
                        .runOne()
                        .problems())
                .singleElement()
                .asString()
                .contains("there is no capture");
    }

    @Test
    void anUnknownKeyIsRefused() throws IOException {
        assertThat(pack.cases("  - { name: a, expcet: none }\n").runOne().problems())
                .singleElement()
                .asString()
                .contains("unknown key 'expcet'; did you mean 'expect'?");
    }

    @Test
    void aFileThatIsNoYamlFailsAlone() throws IOException {
        Files.writeString(pack.file(".test.yaml"), "cases: [");
        assertThat(pack.runOne().problems()).singleElement().asString().contains(".test.yaml: ");
    }
}
