package dev.meshdx.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meshdx.diagnosis.Diagnostician;
import dev.meshdx.diagnosis.Report;
import dev.meshdx.facts.Fact;
import dev.meshdx.facts.FactBase;
import dev.meshdx.facts.Node;
import dev.meshdx.facts.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rule that throws costs its own failure mode and no other. */
class QuarantineTest {

    private static final List<Fact> FACTS = List.of(new Node(
            "cluster",
            "node-1",
            "True",
            false,
            false,
            false,
            false,
            "not a number",
            0,
            "",
            Instant.EPOCH,
            Origin.DERIVED));

    @TempDir
    Path folder;

    @Test
    void aRuleThatThrowsIsLeftOutAndTheOthersGoOn() throws IOException {
        pack();
        Firing firing = RuleBase.of(folder, folder.resolve("cache")).fire(FACTS);
        assertThat(firing.conclusions()).extracting(Conclusion::rule).containsExactly("first", "last");
        assertThat(firing.quarantined()).containsOnlyKeys("thrower");
        assertThat(firing.notes()).singleElement().asString().startsWith("thrower was not assessed, its rule failed:");
    }

    @Test
    void aFailureModeThatWasNotAssessedIsNotRuledOut() throws IOException {
        pack();
        RuleBase rules = RuleBase.of(folder, folder.resolve("cache"));
        FactBase base = new FactBase(FACTS, Instant.EPOCH, "test", List.of("test"), List.of());
        Report report = new Diagnostician(rules, new Report.Tool("test", List.of()))
                .diagnose(base, Map.of("cluster", rules.fire(FACTS)), List.of());
        assertThat(report.ruledOut()).doesNotContain("thrower");
        assertThat(report.undecided()).extracting(Report.Undecided::id).contains("thrower");
        assertThat(report.notes()).singleElement().asString().contains("thrower");
    }

    @Test
    void findsTheCulpritByTryingWhereNothingNamesIt() {
        List<RuleIndex.UnitIndex> units = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            units.add(new RuleIndex.UnitIndex(
                    "unit-" + i, List.of("rules.made.unit" + i + ".Rules"), List.of(), List.of(), List.of(), Map.of()));
        }
        RuntimeException thrown = new IllegalStateException("no name in here");
        for (RuleIndex.UnitIndex wrong : units) {
            Culprit culprit = new Culprit(tried -> {
                if (tried.contains(wrong)) {
                    throw thrown;
                }
            });
            assertThat(culprit.of(thrown, units)).isEqualTo(wrong);
        }
        assertThatThrownBy(() -> new Culprit(tried -> {}).of(thrown, units))
                .isInstanceOf(IllegalStateException.class)
                .hasCause(thrown);
    }

    private void pack() throws IOException {
        Files.writeString(folder.resolve("pack.yaml"), "name: site\nversion: 1.0.0\n");
        unit("first", "$node : Node( name == \"node-1\" )");
        unit("thrower", "$node : Node( name == \"node-1\", kubeletVersion.substring(40) == \"x\" )");
        unit("last", "$node : Node( name == \"node-1\" )");
    }

    private void unit(String id, String condition) throws IOException {
        Path area = Files.createDirectories(folder.resolve("area"));
        Files.writeString(area.resolve(id + ".yaml"), """
                id: %s
                title: Made up
                missing: Everything, it is made up.
                kind: root
                layer: proxy
                severity: low
                prior: common
                scope: workload
                summary: "x"
                why: "y"
                evidence:
                  %s: { weight: strong, says: "z" }
                """.formatted(id, id));
        Files.writeString(area.resolve(id + ".drl"), """
                package rules.site.area.%s
                import dev.meshdx.facts.*
                import static dev.meshdx.rules.Conclusions.conclude
                rule "%s"
                when
                    %s
                then
                    conclude( kcontext, $node.subject() );
                end
                """.formatted(id, id, condition));
    }
}
