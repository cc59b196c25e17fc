package dev.meshdx.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshdx.capture.Captures;
import dev.meshdx.facts.Coverage;
import dev.meshdx.facts.Fact;
import dev.meshdx.facts.FactBase;
import dev.meshdx.facts.MeshInstall;
import dev.meshdx.facts.Origin;
import dev.meshdx.facts.Subject;
import dev.meshdx.rules.RuleShortfall.Near;
import dev.meshdx.rules.RuleShortfall.Stop;
import dev.meshdx.rules.RuleShortfall.Unmet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Why rules do not fire, judged by Drools itself. */
class WhyNotTest {

    private static final Predicate<Subject> ANY = subject -> true;

    private static final String RULES = """
            package rules.small.x

            import dev.meshdx.facts.*
            import static dev.meshdx.rules.Conclusions.conclude

            rule "x"
            when
                $mesh : MeshInstall( kind == "linkerd", $ns : namespace )
                $seen : Coverage( namespace == $ns, state == "complete", count >= 3 )
            then
                conclude( kcontext, $seen.subject() );
            end

            rule "x.not"
            when
                $mesh : MeshInstall( $ns : namespace )
                not Coverage( namespace == $ns,
                              state == "redacted" )
            then
                conclude( kcontext, $mesh.subject() );
            end

            rule "x.exists"
            when
                $mesh : MeshInstall( $ns : namespace )
                exists ( Coverage( namespace == $ns, $kind : kind ) and Coverage( namespace != $ns, kind == $kind ) )
            then
                conclude( kcontext, $mesh.subject() );
            end

            rule "x.count"
            when
                $mesh : MeshInstall( $ns : namespace )
                accumulate( Coverage( namespace == $ns, state == "partial" ); $n : count(); $n >= 2 )
            then
                conclude( kcontext, $mesh.subject() );
            end

            rule "x.webhook"
            when
                $hook : Webhook( failurePolicy == "Fail" )
            then
                conclude( kcontext, $hook.subject() );
            end
            """;

    private static final List<Fact> FACTS = List.of(
            new MeshInstall("c", "linkerd", "2.16", "", "linkerd", "cluster.local", Origin.line("mesh.yaml", 1)),
            coverage("Pod", "linkerd", "complete", 2, 10),
            coverage("Node", "linkerd", "partial", 9, 20),
            coverage("Secret", "linkerd", "redacted", 9, 30),
            coverage("Service", "shop", "complete", 9, 40));

    @TempDir
    static Path folder;

    private static RuleBase small = RuleBase.bundled();

    @BeforeAll
    static void compile() throws IOException {
        Path pack = Files.createDirectories(folder.resolve("small"));
        Files.writeString(pack.resolve("pack.yaml"), "name: small\nversion: 1.0.0\n");
        Files.writeString(pack.resolve("x.drl"), RULES);
        Files.writeString(pack.resolve("x.yaml"), """
                id: x
                title: An example
                status: stable
                kind: root
                layer: config
                severity: low
                meshes: []
                prior: common
                scope: mesh
                summary: s
                why: w
                evidence:
                  x: { weight: strong, says: a }
                  x.not: { weight: strong, says: a }
                  x.exists: { weight: strong, says: a }
                  x.count: { weight: strong, says: a }
                  x.webhook: { weight: strong, says: a }
                """);
        small = RuleBase.of(pack, folder.resolve("cache"));
    }

    private static Coverage coverage(String kind, String namespace, String state, int count, int line) {
        return new Coverage("c", kind, namespace, state, count, Origin.line("files.txt", line));
    }

    private static RuleShortfall rule(String name, List<Fact> facts, Predicate<Subject> about) {
        return small.shortfalls("x", facts, about).stream()
                .filter(rule -> rule.rule().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void namesTheNearestFactAndEachActualValue() {
        List<Fact> facts = List.of(FACTS.get(0), FACTS.get(1), FACTS.get(3), FACTS.get(4));
        RuleShortfall rule = rule("x", facts, ANY);
        assertThat(rule.held()).isEqualTo(1);
        assertThat(rule.place()).isEqualTo("small/x.drl:6");
        Stop stop = rule.stops().get(0);
        assertThat(stop.place()).isEqualTo("small/x.drl:9");
        assertThat(stop.candidates()).isEqualTo(3);
        Near nearest = stop.near().get(0);
        assertThat(nearest.fact()).isEqualTo(FACTS.get(1));
        assertThat(nearest.met()).isEqualTo(2);
        assertThat(nearest.of()).isEqualTo(3);
        assertThat(nearest.unmet()).containsExactly(new Unmet("count >= 3", "count is 2"));
        assertThat(stop.near().get(2).unmet())
                .containsExactly(new Unmet("namespace == $ns", "namespace is \"shop\", $ns is \"linkerd\""));
    }

    @Test
    void namesTheFactThatDefeatsANot() {
        Stop stop = rule("x.not", FACTS, ANY).stops().get(0);
        assertThat(stop.form()).isEqualTo("not");
        assertThat(stop.text()).isEqualTo("not Coverage( namespace == $ns, state == \"redacted\" )");
        assertThat(stop.defeating()).containsExactly(FACTS.get(3));
    }

    @Test
    void looksIntoAnExistsOfTwoPatterns() {
        Stop stop = rule("x.exists", FACTS, ANY).stops().get(0);
        assertThat(stop.form()).isEqualTo("pattern");
        assertThat(stop.near().get(0).unmet()).hasSize(1);
        List<Fact> more = new ArrayList<>(FACTS);
        more.add(coverage("Node", "shop", "partial", 1, 50));
        assertThat(rule("x.exists", more, ANY).fires()).isTrue();
    }

    @Test
    void saysHowMuchWasCounted() {
        RuleShortfall rule = rule("x.count", FACTS, ANY);
        Stop stop = rule.stops().get(0);
        assertThat(stop.unmet()).containsExactly(new Unmet("$n >= 2", "$n is 1"));
        assertThat(stop.near().get(0).unmet()).hasSize(1);
        assertThat(rule.lines())
                .contains("rule x.count (small/x.drl:31): 1 of 2 conditions hold", "    not met: $n >= 2; $n is 1");
    }

    @Test
    void notCapturedIsNotAbsent() {
        assertThat(rule("x.webhook", FACTS, ANY).lines())
                .contains("    not captured: MutatingWebhookConfiguration or ValidatingWebhookConfiguration");
        List<Fact> captured = new ArrayList<>(FACTS);
        captured.add(coverage("MutatingWebhookConfiguration", "", "complete", 0, 60));
        assertThat(rule("x.webhook", captured, ANY).lines())
                .contains("    captured, but there is no Webhook (MutatingWebhookConfiguration complete)");
    }

    @Test
    void asksForTheSubjectThatIsMeant() {
        List<Fact> facts = new ArrayList<>(FACTS);
        facts.add(coverage("Job", "linkerd", "complete", 7, 70));
        assertThat(rule("x", facts, ANY).fires()).isTrue();
        RuleShortfall pod = rule("x", facts, subject -> subject.name().equals("Pod"));
        assertThat(pod.fires()).isFalse();
        assertThat(pod.stops().get(0).near()).hasSize(1);
        assertThat(pod.stops().get(0).near().get(0).unmet()).containsExactly(new Unmet("count >= 3", "count is 2"));
        Stop none = rule("x", facts, subject -> subject.name().equals("Nothing"))
                .stops()
                .get(0);
        assertThat(none.elsewhere()).isTrue();
        assertThat(none.near().get(0).met()).isEqualTo(3);
    }

    @Test
    void theOrderOfFactsDoesNotMatter() {
        List<Fact> shuffled = new ArrayList<>(FACTS);
        Collections.shuffle(shuffled, new Random(7));
        assertThat(small.shortfalls("x", shuffled, ANY)).isEqualTo(small.shortfalls("x", FACTS, ANY));
    }

    /** What fires according to the explanation is what fires, and a condition that falls short is met by no fact. */
    @Test
    void agreesWithDroolsOnEveryRuleOfEveryPack() {
        RuleBase rules = RuleBase.bundled();
        FactBase base =
                Captures.open(List.of("facts-samples/istiod-crashloop-mesh-config"), rules.selection(), message -> {});
        Set<String> fired = new TreeSet<>();
        rules.fireAll(base.facts()).conclusions().forEach(conclusion -> fired.add(conclusion.rule()));
        for (FailureMode mode : rules.failureModes()) {
            for (RuleShortfall rule : rules.shortfalls(mode.id(), base.facts(), ANY)) {
                assertThat(rule.failure()).as(rule.rule()).isEmpty();
                assertThat(rule.fires()).as(rule.rule()).isEqualTo(fired.contains(rule.rule()));
                assertThat(rule.lines()).isNotEmpty();
                rule.stops().forEach(stop -> consistent(rule, stop));
            }
        }
    }

    private static void consistent(RuleShortfall rule, Stop stop) {
        switch (stop.form()) {
            case "not" -> assertThat(stop.defeating()).as(rule.toString()).isNotEmpty();
            case "accumulate" -> assertThat(stop.unmet()).as(rule.toString()).isNotEmpty();
            default -> assertThat(stop.near().isEmpty()).as(rule.toString()).isEqualTo(stop.candidates() == 0);
        }
        for (Near near : stop.near()) {
            assertThat(near.met()).as(rule.toString()).isLessThan(near.of());
        }
    }

    /** Each condition of the file is one step of the compiled rule, so that line and text belong to what fell short. */
    @Test
    void everyConditionOfEveryRuleHasItsLine() {
        RuleBase rules = RuleBase.bundled();
        List<Fact> none = List.of(coverage("Pod", "", "absent", 0, 1));
        for (FailureMode mode : rules.failureModes().stream()
                .filter(each -> each.id().hashCode() % 4 == 0)
                .toList()) {
            var texts = rules.texts(mode.id());
            for (RuleShortfall rule : rules.shortfalls(mode.id(), none, ANY)) {
                WrittenRule text = texts.get(rule.rule());
                assertThat(text.conditions()).as(rule.rule()).hasSize(rule.conditions());
                assertThat(text.conditions())
                        .allSatisfy(condition -> assertThat(condition.line()).isGreaterThan(text.line()));
            }
        }
    }
}
