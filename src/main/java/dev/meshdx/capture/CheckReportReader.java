package dev.meshdx.capture;

import dev.meshdx.facts.Origin;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code glooctl check}, {@code meshctl check} and {@code consul-k8s troubleshoot proxy} print: a line per check with a sign
 * or word, details and hints below those that failed.
 */
final class CheckReportReader implements FileReader {

    private static final int LINES_TO_RECOGNISE = 60;
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;?]*[A-Za-z]");
    private static final Pattern GLOOCTL =
            Pattern.compile("Checking (.+?)\\.\\.\\. *(?:(OK)|(\\d+) (Errors?|Warnings?)!|(Skipping.*))?.*");
    private static final Pattern MESHCTL = Pattern.compile("(🟢|✅|🟡|🔴|❌) +(\\S.*)");
    private static final Pattern CONSUL = Pattern.compile("(✓|!|✗) +(\\S.*)");
    private static final Pattern CONSUL_TOPIC = Pattern.compile(
            ".*(?:[Cc]ertificate|[Uu]pstream|[Cc]onnection failures|[Rr]ejected config|[Ll]istener|[Cc]luster|[Rr]oute|endpoints).*");

    @Override
    public String format() {
        return "check report (glooctl, meshctl, consul-k8s)";
    }

    @Override
    public boolean recognises(Head head) {
        return !head.isJson() && !tool(head).isEmpty();
    }

    private static String tool(Head head) {
        List<String> lines = head.lines(LINES_TO_RECOGNISE).stream()
                .map(CheckReportReader::clean)
                .toList();
        if (lines.stream().anyMatch(line -> GLOOCTL.matcher(line).matches())) {
            return "glooctl-check";
        }
        if (lines.stream().anyMatch(line -> MESHCTL.matcher(line).matches())) {
            return "meshctl-check";
        }
        boolean consul = lines.stream()
                .anyMatch(line -> CONSUL.matcher(line).matches()
                        && CONSUL_TOPIC.matcher(line).matches());
        return consul && (head.contains("Validation") || head.contains("✓")) ? "consul-troubleshoot" : "";
    }

    @Override
    public String read(CaptureFile file, Evidence evidence) throws IOException {
        Page page = new Page(file.path(), tool(file.head()), evidence);
        try (LineReader lines = new LineReader(file.open())) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                page.add(clean(line), lines.lineNumber());
            }
            page.finish();
            return lines.cutReport();
        }
    }

    private static String clean(String line) {
        return COLOUR.matcher(line).replaceAll("").strip();
    }

    /** One file while it is read. */
    private static final class Page {

        private final String path;
        private final String tool;
        private final Evidence evidence;
        private String check = "";
        private String level = "";
        private final StringBuilder details = new StringBuilder();
        private int line;
        private int count;

        Page(String path, String tool, Evidence evidence) {
            this.path = path;
            this.tool = tool;
            this.evidence = evidence;
        }

        void add(String text, int number) {
            Matcher gloo = GLOOCTL.matcher(text);
            Matcher marked = (tool.equals("meshctl-check") ? MESHCTL : CONSUL).matcher(text);
            if (tool.equals("glooctl-check") && gloo.matches()) {
                begin(gloo.group(1), gloo.group(3) == null ? "info" : level(gloo.group(4)), number);
            } else if (!tool.equals("glooctl-check") && marked.matches()) {
                begin(marked.group(2), level(marked.group(1)), number);
            } else if (!text.isEmpty() && !check.isEmpty()) {
                details.append(details.length() == 0 ? "" : "; ").append(text);
            }
        }

        private static String level(String sign) {
            return switch (sign) {
                case "🔴", "❌", "!", "✗", "Error", "Errors" -> "error";
                case "🟡", "Warning", "Warnings" -> "warning";
                default -> "info";
            };
        }

        private void begin(String name, String word, int number) {
            finish();
            check = name;
            level = word;
            line = number;
            details.setLength(0);
        }

        void finish() {
            if (!check.isEmpty() && count++ < RawCheck.LIMIT) {
                String message = level.equals("info") ? "" : SignatureHits.sanitised(details.toString());
                evidence.add(new RawCheck(Origin.line(path, line), tool, "", check, level, message));
            }
            check = "";
        }
    }
}
