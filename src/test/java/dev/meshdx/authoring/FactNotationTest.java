package dev.meshdx.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshdx.capture.Captures;
import dev.meshdx.facts.Certificate;
import dev.meshdx.facts.Fact;
import dev.meshdx.facts.FactBase;
import dev.meshdx.facts.LogSignature;
import dev.meshdx.rules.RuleBase;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is printed of a capture can be pasted into a test. */
class FactNotationTest {

    @Test
    void everyFactOfASampleIsReadBackAsItWas() {
        FactBase base = Captures.open(
                List.of("facts-samples/circuit-breaker-overflow"),
                RuleBase.bundled().selection(),
                message -> {});
        FactBuilder builder = new FactBuilder(base.time(), "cluster");
        assertThat(base.facts()).isNotEmpty();
        for (Fact fact : base.facts()) {
            Fact read = read(builder, fact);
            assertThat(FactNotation.line(read).replaceAll("# .*", ""))
                    .isEqualTo(FactNotation.line(fact).replaceAll("# .*", ""));
            assertThat(read)
                    .usingRecursiveComparison()
                    .ignoringFields("origin")
                    .as(FactNotation.line(fact))
                    .isEqualTo(fact);
        }
        assertThat(base.of(Certificate.class)).isNotEmpty();
    }

    @Test
    void textsOfALogCannotBreakTheNotation() {
        FactBuilder builder = new FactBuilder(java.time.Instant.EPOCH, "cluster");
        String line = "a \"quoted\" \\ # text: {x} \u001b[31m \u2028 \uD83D\uDE00 é";
        YamlNode node = YamlNode.parse("LogSignature: { id: x }", "t")
                .with(
                        "LogSignature",
                        YamlNode.parse("id: x", "t")
                                .with("line", YamlNode.parse("a: b", "t").scalar(line)));
        LogSignature fact = (LogSignature) builder.build(node);
        assertThat(fact.line()).isEqualTo(line);
        assertThat(FactNotation.line(fact)).doesNotContain("\u001b");
        assertThat(((LogSignature) read(builder, fact)).line()).isEqualTo(line);
    }

    private static Fact read(FactBuilder builder, Fact fact) {
        return builder.build(YamlNode.parse("facts:\n" + FactNotation.line(fact), "t")
                .list("facts")
                .get(0));
    }
}
