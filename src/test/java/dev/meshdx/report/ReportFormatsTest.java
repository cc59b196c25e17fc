package dev.meshdx.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.meshdx.diagnosis.Picture;
import dev.meshdx.diagnosis.Picture.Call;
import dev.meshdx.diagnosis.Picture.HeldCertificate;
import dev.meshdx.diagnosis.Picture.Moment;
import dev.meshdx.diagnosis.Report;
import dev.meshdx.facts.Excerpt;
import dev.meshdx.facts.Origin;
import dev.meshdx.facts.Subject;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xml.sax.InputSource;
import org.yaml.snakeyaml.Yaml;

/** Each format is read by a parser that is not ours, with hostile names in the report, too. */
class ReportFormatsTest {

    static Stream<Report> reports() {
        return Stream.of(
                Reports.oneRootWithEffects(),
                Reports.twoRoots(),
                Reports.healthy(),
                Reports.undecidable(),
                pictured("cart"),
                pictured("<script>alert(1)</script>"),
                pictured("\"><img src=x onerror=alert(1)>"),
                pictured("</style></script><svg/onload=alert(1)>"),
                pictured("[x](javascript:alert(1)) ![y](//evil.example/y.png) <b>z</b>"),
                pictured("``` \n# no\n| a | b |\n- * _ @everyone www.evil.example"),
                pictured("no: {a: &b [*c, !!python/object 'x']} # \"y\" %z"),
                pictured("]]> &amp; <!-- <!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>"),
                pictured("a\"} 1\nmeshdx_verdict{verdict=\"healthy\"} 1 \\"),
                pictured("a\u001B[31mb\u0000c\u009B2Jd\u202Ee\uD800f\uFFFEg\u2028h"));
    }

    @ParameterizedTest
    @MethodSource("reports")
    void yamlSaysWhatJsonSays(Report report) throws IOException {
        Object json = new ObjectMapper().readValue(write(ReportFormat.JSON, report), Object.class);
        Object yaml = new Yaml().load(write(ReportFormat.YAML, report));
        assertThat(new ObjectMapper().<Object>convertValue(yaml, Object.class)).isEqualTo(json);
    }

    @ParameterizedTest
    @MethodSource("reports")
    void jsonFollowsItsSchema(Report report) throws IOException {
        try (InputStream in = ReportFormat.class.getResourceAsStream("report-v1.schema.json")) {
            JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(Objects.requireNonNull(in));
            assertThat(schema.validate(write(ReportFormat.JSON, report), InputFormat.JSON))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("reports")
    void sarifFollowsThePublishedSchema(Report report) throws IOException {
        try (InputStream in = getClass().getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
            JsonSchema schema =
                    JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(Objects.requireNonNull(in));
            String sarif = write(ReportFormat.SARIF, report);
            assertThat(schema.validate(sarif, InputFormat.JSON)).isEmpty();
            assertThat(schema.validate(sarif.replace("\"rank\": ", "\"rank\": 1000"), InputFormat.JSON))
                    .hasSameSizeAs(report.diagnoses());
        }
    }

    @ParameterizedTest
    @MethodSource("reports")
    void junitCountsWhatItHolds(Report report) throws Exception {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        var xml = factory.newDocumentBuilder()
                .parse(new InputSource(new StringReader(write(ReportFormat.JUNIT, report))));
        var suite = (org.w3c.dom.Element) xml.getElementsByTagName("testsuite").item(0);
        for (var counted : Map.of("tests", "testcase", "failures", "failure", "skipped", "skipped", "errors", "error")
                .entrySet()) {
            assertThat(xml.getElementsByTagName(counted.getValue()).getLength())
                    .as(counted.getKey())
                    .isEqualTo(Integer.parseInt(suite.getAttribute(counted.getKey())));
        }
        assertThat(xml.getElementsByTagName("failure").getLength())
                .isEqualTo(report.diagnoses().size());
    }

    @ParameterizedTest
    @MethodSource("reports")
    void junitHasTheShapeThatItsReadersAgreeOn(Report report) throws Exception {
        Schema schema = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(Objects.requireNonNull(getClass().getResource("junit.xsd")));
        String junit = write(ReportFormat.JUNIT, report);
        schema.newValidator().validate(new StreamSource(new StringReader(junit)));
        String broken = junit.replace(" time=\"0\"", "");
        assertThatThrownBy(() -> schema.newValidator().validate(new StreamSource(new StringReader(broken))))
                .hasMessageContaining("time");
    }

    @ParameterizedTest
    @MethodSource("reports")
    void markdownHasNoLinksImagesOrMarkupOfTheCapture(Report report) throws IOException {
        Parser.builder().build().parse(write(ReportFormat.MARKDOWN, report)).accept(new AbstractVisitor() {
            @Override
            public void visit(Link link) {
                throw new AssertionError(link.getDestination());
            }

            @Override
            public void visit(Image image) {
                throw new AssertionError(image.getDestination());
            }

            @Override
            public void visit(HtmlBlock html) {
                throw new AssertionError(html.getLiteral());
            }

            @Override
            public void visit(HtmlInline html) {
                assertThat(html.getLiteral()).isEqualTo("<!-- -->");
            }
        });
    }

    @ParameterizedTest
    @MethodSource("reports")
    void prometheusHasEachSeriesOnceAndNoStrangeLine(Report report) throws IOException {
        List<String> samples = write(ReportFormat.PROMETHEUS, report)
                .lines()
                .filter(line -> !line.startsWith("# "))
                .toList();
        var sample = Pattern.compile(
                "(meshdx_[a-z_]+(?:\\{[a-z_]+=\"(?:[^\"\\\\]|\\\\[\\\\\"n])*\"(?:,[a-z_]+=\"(?:[^\"\\\\]|"
                        + "\\\\[\\\\\"n])*\")*})?) -?[0-9.]+");
        assertThat(samples).allMatch(line -> sample.matcher(line).matches());
        assertThat(samples.stream().map(line -> line.substring(0, line.lastIndexOf(' '))))
                .doesNotHaveDuplicates();
        assertThat(samples)
                .filteredOn(line -> line.startsWith("meshdx_verdict"))
                .hasSize(3);
    }

    @ParameterizedTest
    @MethodSource("reports")
    void htmlRunsAndLoadsNothingButItsOwn(Report report) throws Exception {
        String page = write(ReportFormat.HTML, report);
        for (String kind : List.of("style", "script")) {
            Matcher element = Pattern.compile("<" + kind + ">(.*?)</" + kind + ">", Pattern.DOTALL)
                    .matcher(page);
            assertThat(element.find()).isTrue();
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(element.group(1).getBytes(StandardCharsets.UTF_8));
            assertThat(page)
                    .contains(kind + "-src 'sha256-" + Base64.getEncoder().encodeToString(digest) + "'");
            page = page.substring(0, element.start()) + page.substring(element.end());
        }
        assertThat(page).contains("default-src 'none'");
        assertThat(Pattern.compile("<(?:script|style|img|iframe|link|object|base|b|svg/)[ >/]")
                        .matcher(page)
                        .find())
                .isFalse();
        assertThat(Pattern.compile("<[^>]* (?:src=|on[a-z]+=|style=|href=\"[^#])")
                        .matcher(page)
                        .results()
                        .map(found -> found.group()))
                .isEmpty();
        assertThat(page.chars().filter(c -> c != '\n')).allMatch(c -> !Character.isISOControl(c) && c != 0x202E);
    }

    @ParameterizedTest
    @MethodSource("reports")
    void headingsOfThePageSkipNoLevel(Report report) throws IOException {
        int level = 0;
        Matcher heading = Pattern.compile("<h([1-6])[ >]").matcher(write(ReportFormat.HTML, report));
        while (heading.find()) {
            int next = Integer.parseInt(heading.group(1));
            assertThat(next).isLessThanOrEqualTo(level + 1);
            level = next;
        }
        assertThat(level).isPositive();
    }

    @Test
    void goldens() throws IOException {
        for (ReportFormat format : List.of(
                ReportFormat.YAML,
                ReportFormat.MARKDOWN,
                ReportFormat.SARIF,
                ReportFormat.JUNIT,
                ReportFormat.PROMETHEUS,
                ReportFormat.HTML)) {
            Approved.check("pictured." + format, write(format, pictured("cart")));
        }
        Approved.check("undecidable.junit", write(ReportFormat.JUNIT, Reports.undecidable()));
        Approved.check("undecidable.markdown", write(ReportFormat.MARKDOWN, Reports.undecidable()));
    }

    @Test
    void fiveThousandRootsStayOneSmallPage() throws IOException {
        assertThat(write(ReportFormat.HTML, Reports.roots(5_000)).length()).isLessThan(4_000_000);
    }

    private static Report pictured(String name) {
        Subject workload = Subject.of("prod-eu", "shop", "Deployment", name);
        Subject service = Subject.of("prod-eu", "shop", "Service", name + "-db");
        Instant time = Instant.parse("2025-11-23T02:40:00Z");
        var origin = Origin.line("cluster/secrets.yaml", 212);
        var picture = new Picture(
                List.of(new Moment(time, "restart", workload, "Container " + name + " ended", 3)),
                List.of(new HeldCertificate(workload, 2, "leaf", name, Instant.EPOCH, time, "expired", -1, origin)),
                List.of(new Call(workload, service, 100, 7, List.of("UF", name))),
                List.of(new Excerpt(origin, 211, List.of("kind: Secret", "  name: " + name))));
        Report base = name.equals("cart") ? Reports.twoRoots() : Reports.of(name);
        return base.with(picture);
    }

    private static String write(ReportFormat format, Report report) throws IOException {
        var out = new StringBuilder();
        format.write(report, Style.plain(80), out);
        return out.toString();
    }
}
