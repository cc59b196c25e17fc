package dev.meshdx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.meshdx.audit.AuditColumn;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/**
 * A capture in which every name, message, log line and file name is an attack on some format, through every command that shows
 * names. Whatever stands between the marks would be a line, cell, key or element of its own where it breaks out.
 */
class HostileNamesTest {

    private static final ObjectMapper JSON = new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    private static final String FORGED = "FORGED";

    private static final List<String> NAMES = List.of(
            "<script>alert(1)</script>",
            "\"><img src=x onerror=alert(1)>",
            "</style></script></title><svg/onload=alert(1)>",
            "' onmouseover='alert(1)",
            "=cmd|' /C calc'!A0",
            "+1+1",
            "-2+3",
            "--server=https://evil.example",
            "@SUM(A1:A9)",
            "\t=1+1",
            "a,\"b\"\r\nFORGED,c",
            "\u001B[2J\u001B]0;title\u0007x",
            "\u009B31my",
            "z\u202Egnp.exe\u2066",
            "line\u2028separator\u0085next",
            "[x](javascript:alert(1)) ![y](//evil.example/y.png) <b>z</b> www.evil.example",
            "| a | b |\n|---|---|\n| FORGED | d |",
            "```\n\n# FORGED\n\n~~~",
            "`` ` ``",
            "@everyone &lt;i&gt; &#60;u&#62;",
            "a\"} 1\nFORGED{verdict=\"healthy\"} 1 \\",
            "no: {a: &b [*c, !!python/object 'x']} # \"y\" %z",
            "x\nFORGED: y\n---\n- z",
            "\",\"FORGED\":\"healthy\",\"x\":\"",
            "]]> &amp; <!-- <!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]><FORGED/>",
            "$(touch FORGED) `id` '; rm -rf x #",
            "\uD800lone\uFFFE");

    @TempDir
    private Path folder;

    private Path capture;
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void capture() throws IOException {
        capture = Files.createDirectories(folder.resolve("\"><img src=x onerror=1>,=1 | `x` \u001B[2J\nFORGED"));
        write("pods.json", "Pod", HostileNamesTest::pod);
        write("events.json", "Event", HostileNamesTest::event);
        write("services.json", "Service", HostileNamesTest::service);
        write("virtualservices.json", "VirtualService", HostileNamesTest::virtualService);
        StringBuilder log = new StringBuilder();
        for (String name : NAMES) {
            log.append(
                            "2026-11-02T10:00:00.000000Z warning envoy config StreamAggregatedResources gRPC config stream closed: 14, ")
                    .append(name.replace('\n', ' ').replace('\r', ' '))
                    .append('\n');
        }
        Files.writeString(
                capture.resolve("<img src=x onerror=1>_=2+2_\u001B[2J.istio-proxy.log"),
                log.toString().replace("\uD800", "?"));
        Files.write(capture.resolve("=1+1 | `y` <b>.json"), new byte[] {'{', 0, 1});
    }

    private interface Item {
        void fill(ObjectNode item, String name);
    }

    private void write(String file, String kind, Item each) throws IOException {
        ObjectNode list = JSON.createObjectNode();
        list.put("apiVersion", "v1")
                .put("kind", kind + "List")
                .putObject("metadata")
                .put("resourceVersion", "1");
        ArrayNode items = list.putArray("items");
        for (String name : NAMES) {
            ObjectNode item = items.addObject();
            item.put("apiVersion", kind.equals("VirtualService") ? "networking.istio.io/v1" : "v1")
                    .put("kind", kind);
            item.putObject("metadata")
                    .put("name", name)
                    .put("namespace", name)
                    .put("creationTimestamp", "2026-11-02T09:00:00Z");
            each.fill(item, name);
        }
        Files.writeString(
                capture.resolve(file),
                JSON.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII).writeValueAsString(list));
    }

    private static void pod(ObjectNode pod, String name) {
        ArrayNode containers = pod.putObject("spec").put("nodeName", name).putArray("containers");
        containers.addObject().put("name", name).put("image", name);
        containers.addObject().put("name", "istio-proxy").put("image", "istio/proxyv2:1.28.0");
        ArrayNode statuses = pod.putObject("status").put("phase", "Running").putArray("containerStatuses");
        ended(statuses, name, name, name);
        ended(statuses, "istio-proxy", "OOMKilled", name);
    }

    private static void ended(ArrayNode statuses, String container, String reason, String message) {
        ObjectNode status =
                statuses.addObject().put("name", container).put("ready", false).put("restartCount", 9);
        status.putObject("state")
                .putObject("waiting")
                .put("reason", "CrashLoopBackOff")
                .put("message", message);
        status.putObject("lastState")
                .putObject("terminated")
                .put("exitCode", 137)
                .put("reason", reason)
                .put("message", message)
                .put("finishedAt", "2026-11-02T10:00:00Z");
    }

    private static void event(ObjectNode event, String name) {
        event.put("type", "Warning").put("reason", "BackOff").put("message", name);
        event.put("lastTimestamp", "2026-11-02T10:00:00Z").put("count", 7);
        event.putObject("involvedObject")
                .put("kind", "Pod")
                .put("namespace", name)
                .put("name", name);
    }

    private static void service(ObjectNode service, String name) {
        ObjectNode spec = service.putObject("spec");
        spec.putObject("selector").put("app", name);
        spec.putArray("ports").addObject().put("port", 80).put("name", name);
    }

    private static void virtualService(ObjectNode service, String name) {
        ObjectNode spec = service.putObject("spec");
        spec.putArray("hosts").add(name);
        spec.putArray("http")
                .addObject()
                .putArray("route")
                .addObject()
                .putObject("destination")
                .put("host", name)
                .put("subset", name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "diagnose -o text", "diagnose -o text --details", "diagnose -o short", "diagnose -o markdown",
                        "audit -o text",
                "audit -o text --details", "next", "facts", "facts --coverage", "checklist --details",
                "why-not pod-crashloop-app", "why proxy-oomkilled", "why pod-crashloop-app"
            })
    void noTextMovesTheCursorOrForgesALine(String line) {
        String out = run(line);
        assertThat(out).containsAnyOf("alert(1)", "=1+1", "onerror=1");
        plain(out);
    }

    @Test
    void noDifferenceMovesTheCursorOrForgesALine() throws IOException {
        Path before = Files.createDirectory(folder.resolve("before"));
        Files.writeString(
                before.resolve("pods.json"),
                Files.readString(capture.resolve("pods.json")).replace("\"image\":\"", "\"image\":\"old"));
        StringWriter out = new StringWriter();
        Main.run(new PrintWriter(out), new PrintWriter(err), "diff", before.toString(), capture.toString());
        assertThat(out.toString()).contains("alert(1)");
        plain(out.toString());
    }

    /** What a shell makes of the commands: no value is an option, and none ends its word. */
    @Test
    void noCommandTakesAnOptionOrASecondCommandFromTheCapture() throws IOException {
        List<String> commands = new ArrayList<>();
        for (String line : List.of("diagnose -o json", "next -o json")) {
            for (String run : JSON.readTree(run(line)).findValuesAsText("run")) {
                commands.add(run);
            }
        }
        assertThat(commands).anyMatch(command -> command.contains("alert(1)"));
        for (String command : commands) {
            String unquoted = command.replace("'\\''", "").replaceAll("'[^']*'", "Q");
            assertThat(unquoted).doesNotContain(FORGED, "alert(", "`id`", "evil.example", "=1+1", "rm -rf");
            assertThat(command).doesNotContainPattern("\\s'?--server");
        }
    }

    /** Nothing that a terminal obeys, and no line that a name begins. */
    private void plain(String text) {
        assertThat(text.codePoints().filter(c -> c != '\n'))
                .allMatch(c -> !Character.isISOControl(c)
                        && Character.getType(c) != Character.FORMAT
                        && Character.getType(c) != Character.LINE_SEPARATOR);
        assertThat(text.lines()).noneMatch(line -> line.startsWith(FORGED));
        assertThat(err.toString().codePoints().filter(c -> c != '\n' && c != '\r'))
                .noneMatch(Character::isISOControl);
    }

    @Test
    void markdownHasNoLinkImageMarkupOrRowOfTheCapture() {
        String markdown = run("diagnose -o markdown");
        List<String> cells = new ArrayList<>();
        for (String line : markdown.lines().toList()) {
            if (line.startsWith("|")) {
                cells.add(line);
            } else {
                assertThat(cells.stream().map(HostileNamesTest::bars).distinct())
                        .as("bars of %s", cells)
                        .hasSizeLessThan(2);
                cells.clear();
            }
        }
        Parser.builder().build().parse(markdown).accept(new AbstractVisitor() {
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

    private static long bars(String row) {
        return row.replaceAll("\\\\.", "").chars().filter(c -> c == '|').count();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "diagnose -o json",
                "diagnose -o sarif",
                "why -o json pod-crashloop-app",
                "next -o json",
                "verify -o json",
                "checklist -o json",
                "why-not -o json pod-crashloop-app"
            })
    void jsonHasNoKeyOfTheCapture(String line) throws IOException {
        keys(JSON.readTree(run(line)));
    }

    private static void keys(JsonNode node) {
        node.fieldNames().forEachRemaining(key -> assertThat(key).matches("[$A-Za-z][A-Za-z0-9/._-]*"));
        node.forEach(HostileNamesTest::keys);
    }

    @Test
    void namesStayWhatTheyAreInJsonAndYaml() throws IOException {
        JsonNode json = JSON.readTree(run("diagnose -o json"));
        assertThat(json.get("verdict").asText()).isEqualTo("findings");
        List<String> subjects = new ArrayList<>();
        json.get("diagnoses")
                .forEach(each -> subjects.add(each.at("/subject/name").asText()));
        assertThat(subjects).contains(NAMES.get(0), "=cmd|' /C calc'!A0", "\",\"FORGED\":\"healthy\",\"x\":\"");
        Object yaml = new Yaml().load(run("diagnose -o yaml"));
        assertThat(JSON.<JsonNode>valueToTree(yaml)).isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(strings = {"diagnose -o html", "audit -o html"})
    void htmlHasNoElementOrAttributeOfTheCapture(String line) {
        String body = run(line).replaceAll("(?s)<(script|style)>.*?</\\1>", "");
        assertThat(body).contains("alert(1)").doesNotContain("<!--");
        List<String> tags = Pattern.compile("<(/?[a-zA-Z!](?:[^<>\"]|\"[^\"]*\")*)>")
                .matcher(body)
                .results()
                .map(tag -> tag.group(1).replaceAll("\"[^\"]*\"", ""))
                .toList();
        assertThat(tags).hasSize((int) body.chars().filter(c -> c == '<').count());
        assertThat(tags)
                .noneMatch(tag -> Pattern.compile(
                                "(?i)^/?(?:img|script|style|iframe|object|link|base|FORGED)\\b|^b$| (?:src|style|on[a-z]+)\\b")
                        .matcher(tag)
                        .find());
        assertThat(body.codePoints().filter(c -> c != '\n'))
                .allMatch(c -> !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT);
    }

    @Test
    void junitKeepsItsShape() throws Exception {
        var schema = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(Objects.requireNonNull(getClass().getResource("/dev/meshdx/report/junit.xsd")));
        schema.newValidator().validate(new StreamSource(new StringReader(run("diagnose -o junit"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"diagnose -o prometheus", "audit -o prometheus"})
    void prometheusHasNoSampleOfTheCapture(String line) {
        List<String> samples =
                run(line).lines().filter(each -> !each.startsWith("# ")).toList();
        String label = "[a-z_]+=\"(?:[^\"\\\\]|\\\\[\\\\\"n])*\"";
        assertThat(samples)
                .isNotEmpty()
                .allMatch(each -> each.matches("meshdx_[a-z_]+(?:\\{" + label + "(?:," + label + ")*\\})? -?[0-9.]+"))
                .noneMatch(each -> each.startsWith("meshdx_verdict{verdict=\"healthy\"} 1"));
        assertThat(samples.stream().map(each -> each.substring(0, each.lastIndexOf(' '))))
                .doesNotHaveDuplicates();
    }

    @Test
    void eachLineOfAnAuditIsARowWithKnownColumns() throws IOException {
        List<String> columns = AuditColumn.ALL.stream().map(AuditColumn::name).toList();
        for (String line : run("audit -o json").lines().toList()) {
            JsonNode row = JSON.readTree(line);
            assertThat(columns).containsAll(row::fieldNames);
            assertThat(row.get("record").asText()).isIn("capture", "finding", "undecided", "certificate", "mesh");
        }
    }

    @Test
    void noCellOfAnAuditIsAFormulaOrBreaksOut() {
        List<List<String>> records = csv(run("audit -o csv"));
        assertThat(records).hasSizeGreaterThan(NAMES.size());
        for (List<String> cells : records) {
            assertThat(cells).hasSize(AuditColumn.ALL.size());
            assertThat(cells.get(0)).isIn("record", "capture", "finding", "undecided", "certificate", "mesh");
            assertThat(cells).noneMatch(cell -> cell.strip().matches("(?s)[=+@\\uFF1D].*|-[^0-9].*|-\\d+[^0-9.].*"));
            assertThat(cells).noneMatch(cell -> cell.startsWith("\t") || cell.startsWith("\r"));
        }
    }

    /** RFC 4180 as it is written: a quote anywhere else is a mistake. */
    private static List<List<String>> csv(String text) {
        List<List<String>> records = new ArrayList<>();
        List<String> record = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            StringBuilder cell = new StringBuilder();
            if (text.charAt(at) == '"') {
                for (at++; text.charAt(at) != '"' || text.startsWith("\"\"", at); at++) {
                    at += text.charAt(at) == '"' ? 1 : 0;
                    cell.append(text.charAt(at));
                }
                at++;
            } else {
                for (; ",\r".indexOf(text.charAt(at)) < 0; at++) {
                    assertThat(text.charAt(at)).isNotIn('"', '\n');
                    cell.append(text.charAt(at));
                }
            }
            record.add(cell.toString());
            if (text.charAt(at) == ',') {
                at++;
            } else {
                assertThat(text.startsWith("\r\n", at))
                        .as("end of record at %s", at)
                        .isTrue();
                at += 2;
                records.add(List.copyOf(record));
                record.clear();
            }
        }
        assertThat(record).isEmpty();
        return records;
    }

    private String run(String line) {
        StringWriter out = new StringWriter();
        List<String> words = new ArrayList<>(List.of(line.split(" ")));
        words.add(capture.toString());
        assertThat(Main.run(new PrintWriter(out), new PrintWriter(err), words.toArray(String[]::new)))
                .as("%s: %s", line, err)
                .isIn(0, 1, 3);
        return out.toString();
    }
}
