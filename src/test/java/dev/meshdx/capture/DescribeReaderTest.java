package dev.meshdx.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshdx.facts.ContainerState;
import dev.meshdx.facts.KubeEvent;
import dev.meshdx.facts.Node;
import dev.meshdx.facts.Pod;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DescribeReaderTest {

    private static final String POD = """
            Name:             web-7c9d8b5f6c-abcde
            Namespace:        store
            Service Account:  web
            Node:             n1/10.0.0.1
            Labels:           app=web
                              tier=front
            Annotations:      sidecar.istio.io/inject: true
            Status:           Running
            IP:               10.1.1.1
            Controlled By:    ReplicaSet/web-7c9d8b5f6c
            Init Containers:
              istio-init:
                Image:          proxy:1
                State:          Terminated
                  Reason:       Completed
                  Exit Code:    0
                Ready:          True
                Restart Count:  0
            Containers:
              istio-proxy:
                Image:          proxy:1
                Args:
                  proxy
                  sidecar
                State:          Waiting
                  Reason:       CrashLoopBackOff
                Last State:     Terminated
                  Reason:       OOMKilled
                  Exit Code:    137
                  Started:      Fri, 01 May 2026 10:00:00 +0000
                  Finished:     Fri, 01 May 2026 10:05:00 +0000
                Ready:          False
                Restart Count:  4
                Limits:
                  cpu:     2
                  memory:  128Mi
                Environment:
                  STATE:  x
            Conditions:
              Type    Status
              Ready   False
            Events:
              Type     Reason   Age                From     Message
              ----     ------   ----               ----     -------
              Warning  BackOff  11s (x7 over 36s)  kubelet  Back-off restarting failed container
            """;

    @Test
    void readsLastStatesAndLimits() {
        assertThat(Reading.of().read(new DescribeReader(), "d", POD).facts(new TableCombiner(), ContainerState.class))
                .hasSize(2)
                .last()
                .satisfies(state -> {
                    assertThat(state.container()).isEqualTo("istio-proxy");
                    assertThat(state.role()).isEqualTo("proxy");
                    assertThat(state.state()).isEqualTo("waiting");
                    assertThat(state.reason()).isEqualTo("CrashLoopBackOff");
                    assertThat(state.lastReason()).isEqualTo("OOMKilled");
                    assertThat(state.lastExitCode()).isEqualTo(137);
                    assertThat(state.lastFinishedAt()).isEqualTo(Instant.parse("2026-05-01T10:05:00Z"));
                    assertThat(state.restartCount()).isEqualTo(4);
                    assertThat(state.memoryLimitBytes()).isEqualTo(128L << 20);
                    assertThat(state.cpuLimitMillis()).isEqualTo(2000);
                    assertThat(state.origin().line()).isEqualTo(20);
                });
    }

    @Test
    void readsThePod() {
        assertThat(Reading.of().read(new DescribeReader(), "d", POD).facts(new TableCombiner(), Pod.class))
                .hasSize(1)
                .first()
                .satisfies(pod -> {
                    assertThat(pod.workloadKind()).isEqualTo("Deployment");
                    assertThat(pod.workload()).isEqualTo("web");
                    assertThat(pod.labels()).containsEntry("tier", "front");
                    assertThat(pod.mesh()).isEqualTo("istio-sidecar");
                    assertThat(pod.node()).isEqualTo("n1");
                });
    }

    @Test
    void readsItsEvents() {
        assertThat(Reading.of().read(new DescribeReader(), "d", POD).facts(new TableCombiner(), KubeEvent.class))
                .hasSize(1)
                .first()
                .satisfies(event -> {
                    assertThat(event.reason()).isEqualTo("BackOff");
                    assertThat(event.count()).isEqualTo(7);
                    assertThat(event.objectName()).isEqualTo("web-7c9d8b5f6c-abcde");
                    assertThat(event.origin().line())
                            .isEqualTo(POD.lines().toList().size());
                });
    }

    @Test
    void readsNodes() {
        String node = """
                Name:               n1
                Roles:              <none>
                Labels:             a=b
                Unschedulable:      false
                Conditions:
                  Type            Status  LastHeartbeatTime                 LastTransitionTime                Reason            Message
                  ----            ------  -----------------                 ------------------                ------            -------
                  DiskPressure    True    Fri, 01 May 2026 10:00:00 +0000   Fri, 01 May 2026 09:00:00 +0000   KubeletHasNo      disk is full
                  Ready           True    Fri, 01 May 2026 10:00:00 +0000   Fri, 01 May 2026 09:00:00 +0000   KubeletReady      fine
                System Info:
                  Kubelet Version:            v1.32.3
                """;

        assertThat(Reading.of().read(new DescribeReader(), "d", node).facts(new TableCombiner(), Node.class))
                .hasSize(1)
                .first()
                .satisfies(fact -> {
                    assertThat(fact.diskPressure()).isTrue();
                    assertThat(fact.ready()).isEqualTo("True");
                    assertThat(fact.message()).isEqualTo("disk is full");
                    assertThat(fact.kubeletVersion()).isEqualTo("v1.32.3");
                });
    }

    @Test
    void survivesCutPages() {
        for (int length = 120; length < POD.length(); length += 7) {
            Reading.of()
                    .read(new DescribeReader(), "d", POD.substring(0, length))
                    .facts(new TableCombiner(), Pod.class);
        }
        assertThat(new DescribeReader().recognises(Reading.head("Name: x\n"))).isFalse();
    }
}
