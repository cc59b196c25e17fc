package dev.meshdx.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshdx.diagnosis.Diagnostician;
import dev.meshdx.diagnosis.Report;
import dev.meshdx.facts.Fact;
import dev.meshdx.facts.FactBase;
import dev.meshdx.facts.Node;
import dev.meshdx.facts.Origin;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rule that reaches a limit of a run costs its own failure mode, says so, and costs no other. */
class RunLimitsTest {

    private static final String FINE = "$node : Node( name == \"node-1\" )";

    @TempDir
    Path folder;

    @Test
    void theRuleThatFiresTooOftenIsLeftOut() throws IOException {
        RuleBase rules = rules("$node : Node( name != \"\" ) Node( name != \"y\" ) Node( name != \"z\" )")
                .limited(new RunLimits(1_000, Duration.ofMinutes(5)));
        Firing firing = rules.fire(nodes(20, ""));
        assertThat(firing.conclusions()).extracting(Conclusion::rule).containsExactly("first", "last");
        assertThat(firing.quarantined().get("runaway")).contains("fired", "limited to 1000 firings", "lacks a join");
    }

    @Test
    void theRuleWhoseJoinNeverEndsIsLeftOut() throws IOException {
        RuleBase rules = rules("$node : Node( $a : name ) Node( $b : name ) Node( name contains ( $a + $b ) )")
                .limited(new RunLimits(1_000, Duration.ofSeconds(2)));
        assertLeftOut(rules, nodes(1_000, ""));
    }

    @Test
    void theRuleWhoseConditionNeverEndsIsLeftOut() throws IOException {
        String text = "x".repeat(6_000);
        RuleBase rules = rules("$node : Node( kubeletVersion matches \".*x.*x.*y\" )")
                .limited(new RunLimits(1_000, Duration.ofSeconds(2)));
        assertLeftOut(rules, nodes(2, text));
    }

    private static void assertLeftOut(RuleBase rules, List<Fact> facts) {
        Firing firing = rules.fire(facts);
        assertThat(firing.quarantined()).containsOnlyKeys("runaway");
        assertThat(firing.quarantined().get("runaway")).contains("longer than 2.0 s");
        assertThat(firing.conclusions()).extracting(Conclusion::rule).containsExactly("first", "last");
        FactBase base = new FactBase(facts, Instant.EPOCH, "test", List.of("test"), List.of());
        Report report = new Diagnostician(rules, new Report.Tool("test", List.of()))
                .diagnose(base, Map.of("cluster", firing), List.of());
        assertThat(report.ruledOut()).doesNotContain("runaway");
        assertThat(report.undecided()).extracting(Report.Undecided::id).contains("runaway");
        assertThat(report.notes()).anyMatch(note -> note.startsWith("runaway was not assessed"));
    }

    private RuleBase rules(String runaway) throws IOException {
        MadePack pack = new MadePack(folder.resolve("site"), "site")
                .mode("first", FINE)
                .mode("runaway", runaway)
                .mode("last", FINE);
        return RuleBase.of(pack.folder(), folder.resolve("cache"));
    }

    private static List<Fact> nodes(int count, String version) {
        List<Fact> nodes = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            nodes.add(new Node(
                    "cluster",
                    "node-" + i,
                    "True",
                    false,
                    false,
                    false,
                    false,
                    version,
                    0,
                    "",
                    Instant.EPOCH,
                    Origin.DERIVED));
        }
        return nodes;
    }
}
