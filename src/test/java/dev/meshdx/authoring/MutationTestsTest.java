package dev.meshdx.authoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meshdx.rules.Mutant;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MutationTestsTest {

    private static final String TWICE = "but: { ContainerState.restartCount: 2 }";

    @TempDir
    Path folder;

    private SitePack pack;

    @BeforeEach
    void newPack() throws IOException {
        pack = SitePack.in(folder);
    }

    @Test
    void aConditionWithoutANearMissIsNamedWithItsLine() throws IOException {
        pack.replace(".test.yaml", TWICE, "but: { ContainerState.lastReason: Error }");
        Mutant survivor = pack.mutate().get(0).survivors().get(0);
        assertThat(pack.mutate().get(0).survivors()).hasSize(1);
        assertThat(survivor.change()).isEqualTo("without restartCount >= 3");
        assertThat(survivor.toString())
                .matches("site/proxy/proxy-out-of-memory.drl:\\d+ proxy-out-of-memory: without .*");
    }

    @Test
    void aLineWithAReasonIsLeftAlone() throws IOException {
        pack.replace(".test.yaml", TWICE, "but: { ContainerState.lastReason: Error }");
        pack.replace(".drl", "restartCount >= 3 )", "\n restartCount >= 3 ) // no-mutate: a matter of taste");
        assertThat(pack.mutate().get(0).survivors()).isEmpty();
    }

    @Test
    void anExemptionNeedsAReason() throws IOException {
        pack.replace(".drl", "restartCount >= 3 )", "restartCount >= 3 ) // no-mutate:");
        assertThatThrownBy(() -> pack.mutate()).hasMessageContaining("no-mutate: needs a reason");
    }

    @Test
    void anAbsenceThatNoCaseNeedsIsNamed() throws IOException {
        pack.replace(
                ".drl",
                "restartCount >= 3 )",
                "restartCount >= 3, $pod : pod )\n    not Pod( name == $pod, terminating )");
        assertThat(pack.mutate().get(0).survivors())
                .extracting(Mutant::change)
                .contains(
                        "without not Pod( name == $pod, terminating )", "without terminating", "without name == $pod");
    }

    @Test
    void aRuleWhoseFiringChangesNothingIsNamed() throws IOException {
        pack.replace(".drl", "rule \"proxy-out-of-memory\"", """
                rule "proxy-out-of-memory.waiting"
                when
                    $container : ContainerState( role == "proxy", state == "waiting" )
                then
                    conclude( kcontext, $container.subject() );
                end

                rule "proxy-out-of-memory"\
                """);
        pack.replace(
                ".yaml", "causes: []", "  proxy-out-of-memory.waiting: { weight: weak, says: waiting }\ncauses: []");
        assertThat(pack.mutate().get(0).survivors()).extracting(Mutant::change).contains("never fires");
    }
}
