package dev.meshdx.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshdx.facts.ToolFinding;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinkerdCheckTest {

    private static final String TABLE = """
            linkerd-one
            -----------
            √ first is fine
            ‼ second ages
                it will expire on 2026-06-01
                see https://linkerd.io/2/checks/#l5d-second for hints
            × third is broken
                some detail
            \tmore detail

            Status check results are ×
            """;

    @Test
    void readsTablesWithDetailsAndWithoutHints() {
        Reading reading = Reading.of().read(new LinkerdCheckTableReader(), "check.txt", TABLE);
        List<ToolFinding> facts = reading.facts(new CheckCombiner(), ToolFinding.class);

        assertThat(facts).extracting(ToolFinding::level).containsExactly("info", "warning", "error");
        assertThat(facts).extracting(ToolFinding::category).containsOnly("linkerd-one");
        assertThat(facts.get(1).message()).isEqualTo("it will expire on 2026-06-01");
        assertThat(facts.get(2).message()).isEqualTo("some detail; more detail");
        assertThat(facts.get(2).origin().line()).isEqualTo(7);
        assertThat(reading.covered("linkerd-check", "check.txt")).containsExactly(3, 0);
    }

    @Test
    void readsColoursSpinnersAndOlderMarks() {
        String text =
                "linkerd-one\n-----------\n| first is fine\r\u001b[32m✔\u001b[0m first is fine\n[x] second fails\n";

        assertThat(Reading.of()
                        .read(new LinkerdCheckTableReader(), "c", text)
                        .facts(new CheckCombiner(), ToolFinding.class))
                .extracting(ToolFinding::level)
                .containsExactly("info", "error");
    }

    @Test
    void readsSeveralDocumentsInOneFile() {
        String document = """
                {"success":true,"categories":[{"categoryName":"%s","checks":[{"description":"a thing works\\n\\t* detail",
                "result":"success"},{"description":"b","result":"error","error":"no\\n\\tway"}]}]}
                """;
        Reading reading = Reading.of()
                .read(
                        new LinkerdCheckJsonReader(),
                        "check.json",
                        document.formatted("core") + document.formatted("viz"));

        List<ToolFinding> facts = reading.facts(new CheckCombiner(), ToolFinding.class);
        assertThat(facts).extracting(ToolFinding::code).containsExactly("a thing works", "b", "a thing works", "b");
        assertThat(facts.get(1).message()).isEqualTo("no; way");
        assertThat(facts).extracting(ToolFinding::category).containsExactly("core", "core", "viz", "viz");
    }

    @Test
    void keepsWhatStoodBeforeTextThatIsNotJson() {
        Reading reading = Reading.of()
                .read(
                        new LinkerdCheckJsonReader(),
                        "check.json",
                        "{\"success\":true,\"categories\":[{\"categoryName\":\"x\",\"checks\":[{\"description\":\"d\",\"result\":\"success\"}]}]}\n"
                                + "Status check results are √\n");

        assertThat(reading.reason()).contains("not JSON");
        assertThat(reading.covered("linkerd-check", "check.json")).containsExactly(1, 0);
    }

    @Test
    void tellsTheSameCheckOfBothFormsOnce() {
        String json = "{\"success\":true,\"categories\":[{\"categoryName\":\"linkerd-one\",\"checks\":"
                + "[{\"description\":\"first is fine\",\"result\":\"success\"}]}]}";

        assertThat(Reading.of()
                        .read(new LinkerdCheckTableReader(), "check.txt", TABLE)
                        .read(new LinkerdCheckJsonReader(), "check.json", json)
                        .facts(new CheckCombiner(), ToolFinding.class))
                .hasSize(3);
    }
}
