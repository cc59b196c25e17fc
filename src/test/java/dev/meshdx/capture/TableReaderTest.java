package dev.meshdx.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshdx.facts.ContainerState;
import dev.meshdx.facts.KubeEvent;
import dev.meshdx.facts.Node;
import dev.meshdx.facts.Pod;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableReaderTest {

    private static final String PODS = """
            NAMESPACE   NAME                    READY   STATUS             RESTARTS      AGE   IP         NODE   NOMINATED NODE   READINESS GATES
            store       web-7c9d8b5f6c-abcde    1/2     CrashLoopBackOff   5 (72s ago)   11m   10.1.1.1   n1     <none>           <none>
            store       old-7c9d8b5f6c-abcde    0/2     Evicted            0             11m   <none>     n2     <none>           <none>
            """;

    @Test
    void readsPodsWhoseRestartsHoldSpaces() {
        Reading reading = Reading.of().read(new TableReader(), "pods.txt", PODS);
        List<ContainerState> states = reading.facts(new TableCombiner(), ContainerState.class);

        assertThat(states.get(0)).satisfies(state -> {
            assertThat(state.container()).isEqualTo("(table)");
            assertThat(state.restartCount()).isEqualTo(5);
            assertThat(state.state()).isEqualTo("waiting");
            assertThat(state.reason()).isEqualTo("CrashLoopBackOff");
            assertThat(state.ready()).isFalse();
            assertThat(state.node()).isEqualTo("n1");
        });
        assertThat(reading.facts(new TableCombiner(), Pod.class).get(1))
                .extracting(Pod::phase, Pod::reason, Pod::podIp)
                .containsExactly("Failed", "Evicted", "");
    }

    @Test
    void leavesPodsThatWereCapturedAsObjects() {
        Pod known = Reading.of()
                .read(new TableReader(), "p", PODS)
                .facts(new TableCombiner(), Pod.class)
                .get(0);

        assertThat(Reading.of().with(known).read(new TableReader(), "p", PODS).facts(new TableCombiner(), Pod.class))
                .extracting(Pod::workload)
                .containsExactly("old");
    }

    @Test
    void readsEventsInAnyOrderOfColumns() {
        String wide = """
                NAMESPACE   LAST SEEN              TYPE      REASON         OBJECT                     MESSAGE
                store       28s (x13 over 70s)     Warning   FailedCreate   ReplicaSet/web-7c9d8b5f6c  Error creating: no   such thing
                """;
        String old = """
                LAST SEEN   TYPE      REASON    KIND   MESSAGE
                14m         Normal    Started   Pod    Started container
                """;

        assertThat(Reading.of().read(new TableReader(), "e", wide).facts(new TableCombiner(), KubeEvent.class))
                .hasSize(1)
                .first()
                .satisfies(event -> {
                    assertThat(event.count()).isEqualTo(13);
                    assertThat(event.objectKind()).isEqualTo("ReplicaSet");
                    assertThat(event.workload()).isEqualTo("web");
                    assertThat(event.message()).isEqualTo("Error creating: no   such thing");
                    assertThat(event.last()).isEqualTo(Instant.EPOCH);
                });
        assertThat(Reading.of().read(new TableReader(), "e", old).facts(new TableCombiner(), KubeEvent.class))
                .hasSize(1);
    }

    @Test
    void leavesEventsWhereObjectsWereCaptured() {
        Reading reading = Reading.of()
                .read(
                        new TableReader(),
                        "e",
                        "LAST SEEN   TYPE     REASON   OBJECT   MESSAGE\n1s          Normal   A        pod/x    m\n");
        reading.evidence().covers("events.json", "Event", 0, true);

        assertThat(reading.facts(new TableCombiner(), KubeEvent.class)).isEmpty();
    }

    @Test
    void readsNodes() {
        assertThat(Reading.of().read(new TableReader(), "n", """
                                NAME   STATUS                        ROLES    AGE   VERSION
                                n1     NotReady,SchedulingDisabled   <none>   12m   v1.32.3
                                """).facts(new TableCombiner(), Node.class))
                .hasSize(1)
                .first()
                .satisfies(node -> {
                    assertThat(node.ready()).isEqualTo("False");
                    assertThat(node.unschedulable()).isTrue();
                });
    }

    @Test
    void saysThatOtherTablesAreNotNeeded() {
        assertThat(Reading.of()
                        .read(
                                new TableReader(),
                                "s",
                                "NAME   TYPE        CLUSTER-IP   AGE\nweb    ClusterIP   10.96.0.1    1d\n")
                        .reason())
                .isEqualTo(TableReader.NOTHING_USED);
    }

    @Test
    void readsPodsAmongOtherObjects() {
        String all = """
                NAME                       READY   STATUS    RESTARTS   AGE
                pod/web-7c9d8b5f6c-abcde   2/2     Running   0          1d

                NAME          TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)   AGE
                service/web   ClusterIP   10.96.0.1    <none>        80/TCP    1d
                """;

        assertThat(Reading.of().read(new TableReader(), "store/x/y", all).facts(new TableCombiner(), Pod.class))
                .extracting(Pod::name, Pod::namespace, Pod::ready)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("web-7c9d8b5f6c-abcde", "store", true));
    }

    @Test
    void survivesShortRows() {
        assertThat(Reading.of()
                        .read(new TableReader(), "p", PODS.lines().findFirst().orElseThrow() + "\nx\nstore\n")
                        .facts(new TableCombiner(), Pod.class))
                .isEmpty();
    }
}
