package dev.meshdx.report;

import dev.meshdx.diagnosis.Report;
import dev.meshdx.diagnosis.Report.Command;
import dev.meshdx.diagnosis.Report.Diagnosis;
import dev.meshdx.diagnosis.Report.Evidence;
import dev.meshdx.diagnosis.Report.Missing;
import dev.meshdx.diagnosis.Report.Suppressed;
import dev.meshdx.diagnosis.Report.Undecided;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The report as JUnit's XML: what was found fails, what is ruled out passes, what the capture can't decide is skipped. When
 * nothing could be judged there is an error, so that no CI job looks green.
 */
final class JunitReport {

    private static final String SUITE = "meshdx";

    /** Readers ask for seconds; a measured time would make two reports of one capture differ. */
    private static final String NO_TIME = "0";

    private final Report report;
    private final XMLStreamWriter xml;

    private JunitReport(Report report, XMLStreamWriter xml) {
        this.report = report;
        this.xml = xml;
    }

    static void write(Report report, Appendable out) throws IOException {
        var text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            new JunitReport(report, xml).suites();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
        out.append(text.toString()).append('\n');
    }

    private void suites() throws XMLStreamException {
        int errors = report.verdict().equals("undecidable") ? 1 : 0;
        start("testsuites", 0);
        start("testsuite", 1);
        attribute("name", SUITE);
        attribute(
                "tests",
                String.valueOf(errors
                        + report.diagnoses().size()
                        + report.undecided().size()
                        + report.site().suppressed().size()
                        + report.ruledOut().size()));
        attribute("failures", String.valueOf(report.diagnoses().size()));
        attribute("errors", String.valueOf(errors));
        attribute(
                "skipped",
                String.valueOf(
                        report.undecided().size() + report.site().suppressed().size()));
        attribute("time", NO_TIME);
        if (errors > 0) {
            test("capture", "can be judged");
            start("error", 3);
            attribute("type", report.verdict());
            attribute("message", TextReport.undecidable(report.headline()));
            xml.writeEndElement();
            end(2);
        }
        for (Diagnosis found : report.diagnoses()) {
            failure(found);
        }
        for (Suppressed finding : report.site().suppressed()) {
            test(finding.id(), finding.title() + ": " + finding.subject().cluster() + " " + finding.subject());
            skipped("accepted until " + SiteLines.reason(finding));
        }
        for (Undecided mode : report.undecided()) {
            List<String> missing = mode.missing().stream().map(Missing::kind).toList();
            test(mode.id(), mode.title());
            skipped(missing.isEmpty() ? "cannot be excluded" : "not captured: " + String.join(", ", missing));
        }
        for (String id : report.ruledOut()) {
            test(id, "ruled out");
            xml.writeEndElement();
        }
        end(1);
        end(0);
    }

    private void skipped(String message) throws XMLStreamException {
        start("skipped", 3);
        attribute("message", message);
        xml.writeEndElement();
        end(2);
    }

    private void failure(Diagnosis found) throws XMLStreamException {
        test(found.id(), found.title() + ": " + found.subject().cluster() + " " + found.subject());
        start("failure", 3);
        attribute("type", found.severity());
        attribute("message", found.summary().isEmpty() ? found.title() : found.summary());
        var body = new StringBuilder();
        body.append(found.severity().toUpperCase(Locale.ROOT)).append(", ");
        body.append(found.band()).append(' ').append(Phrases.percent(found.certainty()));
        body.append(found.isRoot() ? "" : ", explained by " + found.explainedBy())
                .append('\n');
        for (Evidence evidence : found.evidence()) {
            body.append(evidence.decibans() < 0 ? "against: " : "evidence: ");
            body.append(Terminal.clean(evidence.statement())).append('\n');
        }
        for (Command step : found.fix()) {
            body.append("fix [").append(step.effect()).append("]: ").append(Terminal.clean(step.purpose()));
            body.append(step.run().isEmpty() ? "" : "\n  $ " + step.run()).append('\n');
        }
        xml.writeCharacters(legal(body.toString()));
        xml.writeEndElement();
        end(2);
    }

    private void test(String id, String name) throws XMLStreamException {
        start("testcase", 2);
        attribute("classname", SUITE + "." + id);
        attribute("name", name);
        attribute("time", NO_TIME);
    }

    private void start(String element, int depth) throws XMLStreamException {
        xml.writeCharacters("\n" + "  ".repeat(depth));
        xml.writeStartElement(element);
    }

    private void end(int depth) throws XMLStreamException {
        xml.writeCharacters("\n" + "  ".repeat(depth));
        xml.writeEndElement();
    }

    private void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, legal(Terminal.clean(value)));
    }

    /** XML 1.0 knows no other control characters than these, not even escaped; nor halves of pairs and two more. */
    private static String legal(String text) {
        var legal = new StringBuilder();
        text.codePoints()
                .filter(c -> c == '\n'
                        || c == '\t'
                        || c >= 0x20 && c < 0x7F
                        || c >= 0xA0 && c < 0xD800
                        || c >= 0xE000 && c < 0xFFFE
                        || c > 0xFFFF)
                .forEach(legal::appendCodePoint);
        return legal.toString();
    }
}
