package dev.meshdx.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class TestFormatTest {

    private static final List<CaseResult> RESULTS = List.of(
            new CaseResult("one", "fires", "fires", "one.test.yaml:2", false, List.of(), Set.of("one"), Set.of("Pod")),
            new CaseResult(
                    "one",
                    "<a> & \"b\"",
                    "near",
                    "one.test.yaml:5",
                    false,
                    List.of("found <x> \u0001"),
                    Set.of(),
                    Set.of()),
            new CaseResult("two", "gap", "fires", "two.test.yaml:2", true, List.of("not yet"), Set.of(), Set.of()));

    private static String written(TestFormat format) throws IOException {
        StringBuilder out = new StringBuilder();
        format.write(RESULTS, TestCoverage.of(List.of(), RESULTS), false, out);
        return out.toString();
    }

    @Test
    void textNamesFailuresWithTheirPlaceAndCounts() throws IOException {
        assertThat(written(TestFormat.TEXT)).isEqualTo("""
                FAIL  one: <a> & "b"
                      one.test.yaml:5
                      found <x> \u0001
                todo  two: gap
                      not yet
                1 passed, 1 failed, 1 todo
                """);
    }

    @Test
    void jsonHoldsEveryCase() throws IOException {
        JsonNode tree = new ObjectMapper().readTree(written(TestFormat.JSON));
        assertThat(tree.path("schema").asText()).isEqualTo("meshdx.rule-tests/v1");
        assertThat(tree.path("failed").asInt()).isEqualTo(1);
        assertThat(tree.path("cases")).hasSize(3);
        assertThat(tree.path("cases").path(1).path("problems").path(0).asText()).isEqualTo("found <x> \u0001");
        assertThat(tree.path("coverage").path("unusedTypes").toString())
                .contains("Node")
                .doesNotContain("\"Pod\"");
    }

    @Test
    void junitIsWellFormedWhateverTheTextsHold() throws Exception {
        Element suites = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(written(TestFormat.JUNIT))))
                .getDocumentElement();
        assertThat(suites.getAttribute("tests")).isEqualTo("3");
        assertThat(suites.getAttribute("failures")).isEqualTo("1");
        assertThat(suites.getElementsByTagName("testsuite").getLength()).isEqualTo(2);
        Element failure = (Element) suites.getElementsByTagName("failure").item(0);
        assertThat(failure.getTextContent()).isEqualTo("found <x> ?");
        assertThat(((Element) failure.getParentNode()).getAttribute("name")).isEqualTo("<a> & \"b\"");
        assertThat(suites.getElementsByTagName("skipped").getLength()).isEqualTo(1);
    }
}
