package dev.meshdx.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshdx.authoring.PackComparison.Change;
import dev.meshdx.authoring.PackComparison.Step;
import dev.meshdx.rules.PackRanges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a change of a pack asks of its version. */
class PackComparisonTest {

    private static final String PARAMETERS =
            "parameters:\n  many: { default: 2, unit: restarts, says: \"So many.\" }\n";

    @TempDir
    private Path folder;

    private SitePack old;
    private SitePack now;

    @BeforeEach
    void twoEqualStates() throws IOException {
        old = SitePack.in(Files.createDirectory(folder.resolve("old")));
        now = SitePack.in(Files.createDirectory(folder.resolve("now")));
    }

    @Test
    void equalStatesNeedNoVersion() {
        assertThat(changes()).isEmpty();
    }

    @Test
    void aLowerSeverityIsMajor() throws IOException {
        now.replace(".yaml", "severity: medium", "severity: low");
        assertThat(says(Step.MAJOR)).containsExactly("proxy-out-of-memory severity medium became low");
    }

    @Test
    void anotherTextIsAPatch() throws IOException {
        now.replace(".yaml", "causes: []", "causes: []\ncost: \"much\"");
        assertThat(PackComparison.step(changes())).isEqualTo(Step.PATCH);
    }

    @Test
    void aParameterThatGoesIsMajorAndOneThatComesIsMinor() throws IOException {
        old.replace(".yaml", "evidence:", PARAMETERS + "evidence:");
        assertThat(says(Step.MAJOR)).containsExactly("proxy-out-of-memory parameter many is gone");
        SitePack swap = old;
        old = now;
        now = swap;
        assertThat(says(Step.MINOR)).containsExactly("proxy-out-of-memory parameter many is new");
    }

    @Test
    void aNarrowerRangeIsMajorAndAWiderOneMinor() throws IOException {
        Path manifest = now.folder().resolve("site/pack.yaml");
        String text = Files.readString(manifest);
        ranges(text, ">=0.1 <2", ">=0.1 <1");
        assertThat(says(Step.MAJOR)).containsExactly("site engine was >=0.1 <2 and is >=0.1 <1");
        ranges(text, ">=0.1 <1", ">=0.1 <2");
        assertThat(says(Step.MINOR)).containsExactly("site engine was >=0.1 <1 and is >=0.1 <2");
        ranges(text, ">=0.1", "<1 >=0.0.5");
        assertThat(says(Step.MAJOR)).containsExactly("site engine was >=0.1 and is <1 >=0.0.5");
        ranges(text, ">=1 <2", ">0.9 <=2.1");
        assertThat(says(Step.MINOR)).containsExactly("site engine was >=1 <2 and is >0.9 <=2.1");
    }

    private void ranges(String manifest, String before, String after) throws IOException {
        String bare = manifest.replaceAll("(?m)^engine: .*\n", "");
        Files.writeString(old.folder().resolve("site/pack.yaml"), bare + "engine: \"" + before + "\"\n");
        Files.writeString(now.folder().resolve("site/pack.yaml"), bare + "engine: \"" + after + "\"\n");
    }

    private List<Change> changes() {
        List<Change> all = new ArrayList<>(PackComparison.of(PackRanges.of(old.folder()), PackRanges.of(now.folder())));
        all.addAll(PackComparison.of(old.rules(), now.rules(), Map.of()));
        return all;
    }

    private List<String> says(Step step) {
        return changes().stream()
                .filter(change -> change.step() == step)
                .map(change -> change.id() + " " + change.says())
                .toList();
    }
}
