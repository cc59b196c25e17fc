package dev.meshdx.authoring;

import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Results as JUnit's XML: a suite per failure mode, a known gap as skipped. No times, so that the same run gives the same bytes. */
final class TestJunit {

    private TestJunit() {}

    static void write(List<CaseResult> results, Appendable out) throws IOException {
        Map<String, List<CaseResult>> suites = new LinkedHashMap<>();
        results.forEach(result ->
                suites.computeIfAbsent(result.id(), id -> new ArrayList<>()).add(result));
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            start(xml, "testsuites", results);
            for (Map.Entry<String, List<CaseResult>> suite : suites.entrySet()) {
                xml.writeCharacters("\n  ");
                start(xml, "testsuite", suite.getValue());
                attribute(xml, "name", suite.getKey());
                for (CaseResult result : suite.getValue()) {
                    write(result, xml);
                }
                xml.writeCharacters("\n  ");
                xml.writeEndElement();
            }
            xml.writeCharacters("\n");
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
        out.append(text.toString()).append('\n');
    }

    private static void start(XMLStreamWriter xml, String element, List<CaseResult> results) throws XMLStreamException {
        xml.writeStartElement(element);
        xml.writeAttribute("tests", String.valueOf(results.size()));
        xml.writeAttribute(
                "failures",
                String.valueOf(
                        results.stream().filter(result -> !result.passed()).count()));
        xml.writeAttribute(
                "skipped",
                String.valueOf(results.stream().filter(CaseResult::todo).count()));
    }

    private static void write(CaseResult result, XMLStreamWriter xml) throws XMLStreamException {
        xml.writeCharacters("\n    ");
        xml.writeStartElement("testcase");
        attribute(xml, "classname", result.id());
        attribute(xml, "name", result.name());
        attribute(xml, "file", result.where());
        if (!result.problems().isEmpty()) {
            xml.writeStartElement(result.todo() ? "skipped" : "failure");
            attribute(xml, "message", result.problems().get(0));
            xml.writeCharacters(legal(String.join("\n", result.problems())));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private static void attribute(XMLStreamWriter xml, String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, legal(value));
    }

    /** XML 1.0 knows no other control characters than these, not even escaped; nor halves of pairs. */
    private static String legal(String text) {
        StringBuilder legal = new StringBuilder();
        text.codePoints()
                .map(c -> c == '\n' || c == '\t' || c >= 0x20 && c < 0xD800 || c >= 0xE000 && c < 0xFFFE || c > 0xFFFF
                        ? c
                        : '?')
                .forEach(legal::appendCodePoint);
        return legal.toString();
    }
}
