package dev.meshdx.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshdx.facts.MeshInstall;
import dev.meshdx.facts.Pod;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeshInstallMergeTest {

    @Test
    void aTableOfPodsTellsTheMeshByItsControlPlane() {
        Reading reading = Reading.of().read(new TableReader(), "pods.txt", """
                NAMESPACE   NAME                                READY   STATUS    RESTARTS   AGE
                linkerd     linkerd-identity-7f9c5d8b6c-abcde   2/2     Running   0          22d
                orders      web-7c9d8b5f6c-abcde                2/2     Running   0          8d
                """);

        assertThat(new MeshInstallMerge(List.copyOf(reading.facts(new TableCombiner(), Pod.class))).merged())
                .filteredOn(MeshInstall.class::isInstance)
                .singleElement()
                .satisfies(fact -> {
                    MeshInstall mesh = (MeshInstall) fact;
                    assertThat(mesh.kind()).isEqualTo("linkerd");
                    assertThat(mesh.namespace()).isEqualTo("linkerd");
                });
    }
}
