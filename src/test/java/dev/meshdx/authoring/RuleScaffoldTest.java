package dev.meshdx.authoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleScaffoldTest {

    @TempDir
    Path folder;

    @Test
    void whatItWritesCompilesPassesAndLeavesNothingUntested() throws IOException {
        SitePack pack = SitePack.in(folder);
        assertThat(pack.run()).isNotEmpty().allMatch(CaseResult::passed);
        assertThat(pack.mutate().get(0).tried()).isPositive();
        assertThat(pack.mutate().get(0).survivors()).isEmpty();
        assertThat(pack.rules().entry(SitePack.ID).status()).isEqualTo("experimental");
    }

    @Test
    void aSecondFailureModeJoinsThePack() throws IOException {
        SitePack pack = SitePack.in(folder);
        List<Path> written = new RuleScaffold(pack.folder(), List.of()).write("site/proxy/another");
        assertThat(written).hasSize(3);
        assertThat(pack.rules().failureModes()).hasSize(2);
    }

    @Test
    void nothingIsOverwritten() throws IOException {
        SitePack pack = SitePack.in(folder);
        String before = Files.readString(pack.file(".drl"));
        RuleScaffold scaffold = new RuleScaffold(pack.folder(), List.of("taken"));
        assertThatThrownBy(() -> scaffold.write("other/area/" + SitePack.ID)).hasMessageContaining("exists already");
        assertThatThrownBy(() -> scaffold.write("site/proxy/taken"))
                .hasMessageContaining("there is a failure mode taken");
        assertThat(Files.readString(pack.file(".drl"))).isEqualTo(before);
        assertThat(folder.resolve("rules/other")).doesNotExist();
    }

    @Test
    void placesThatAreNoneAreRefused() {
        RuleScaffold scaffold = new RuleScaffold(folder, List.of());
        for (String place : List.of("a/b", "a/b/c/d", "a/b/Upper", "../b/c", "a//c", "a/b/c_d", "a/b/c-", "1a/b/c")) {
            assertThatThrownBy(() -> scaffold.write(place)).as(place).hasMessageContaining("must be");
        }
        assertThat(folder).isEmptyDirectory();
    }
}
