package dev.meshdx.capture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.meshdx.facts.Origin;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** {@code istioctl analyze}: log lines, JSON or YAML. Its exit code says nothing, so only its messages count. */
final class AnalyzeReader implements FileReader {

    private static final int LINES_TO_RECOGNISE = 200;
    private static final Pattern LINE =
            Pattern.compile("(Error|Warning|Warn|Info) \\[(IST\\d{4})] (?:\\(([^)]*)\\) ?)?(.*)");
    private static final Pattern CODE = Pattern.compile("\"?\\bcode\"?\\s*:\\s*\"?IST\\d{4}\\b");
    private static final Pattern CLEAN = Pattern.compile("(?:\\S+ )?No validation issues found when analyzing\\b.*");

    @Override
    public String format() {
        return "istioctl analyze";
    }

    @Override
    public boolean recognises(Head head) {
        if (!head.contains("IST") && !head.contains("No validation issues found")) {
            return false;
        }
        String body = ToolText.withoutLog(head.text());
        if (body.startsWith("[") || body.startsWith("- ")) {
            return CODE.matcher(body).find();
        }
        return head.lines(LINES_TO_RECOGNISE).stream()
                .anyMatch(line ->
                        LINE.matcher(line).matches() || CLEAN.matcher(line).matches());
    }

    @Override
    public String read(CaptureFile file, Evidence evidence) throws IOException {
        String text = ToolText.read(file);
        String body = ToolText.withoutLog(text);
        Messages messages = new Messages(file.path(), evidence);
        String problem = ToolText.cut(text);
        if (body.startsWith("[") || body.startsWith("- ")) {
            problem += tree(body, messages);
        } else {
            messages.addLines(text);
        }
        evidence.covers(file.path(), "istioctl-analyze", messages.count, problem.isEmpty());
        return problem;
    }

    private static String tree(String body, Messages messages) {
        try {
            JsonNode list = body.startsWith("[") ? JsonBinding.MAPPER.readTree(body) : yaml(body);
            for (int i = 0; i < list.size(); i++) {
                messages.addNode(list.get(i), "/" + i);
            }
            return "";
        } catch (JsonProcessingException e) {
            return EnvoyJson.broken(e);
        } catch (YAMLException e) {
            return "is not YAML to its end: "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        }
    }

    private static JsonNode yaml(String body) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(ToolText.BYTES);
        return JsonBinding.MAPPER.valueToTree(new Yaml(new SafeConstructor(options)).<Object>load(body));
    }

    /** Messages of one file. */
    private static final class Messages {

        private final String path;
        private final Evidence evidence;
        private int count;

        Messages(String path, Evidence evidence) {
            this.path = path;
            this.evidence = evidence;
        }

        void addLines(String text) {
            int number = 0;
            for (String line : (Iterable<String>) text.lines()::iterator) {
                number++;
                Matcher matcher = LINE.matcher(line);
                if (matcher.matches()) {
                    String object = matcher.group(3);
                    Origin origin = Origin.line(path, number);
                    add(origin, matcher.group(2), matcher.group(1), object == null ? "" : object, matcher.group(4));
                }
            }
        }

        void addNode(JsonNode message, String pointer) {
            String code = EnvoyJson.text(message, "code");
            if (!code.isEmpty()) {
                String origin = EnvoyJson.text(message, "origin");
                String level = EnvoyJson.text(message, "level");
                add(Origin.pointer(path, pointer), code, level, origin, EnvoyJson.text(message, "message"));
            }
        }

        /**
         * @param object {@code Kind namespace/name}, {@code Kind name}, both with or without a file reference behind
         */
        private void add(Origin origin, String code, String level, String object, String message) {
            String[] words = object.strip().split("\\s+");
            boolean named = words.length > 1;
            String full = named ? words[1] : "";
            int slash = full.indexOf('/');
            evidence.add(new IstiodEvidence.AnalyzeMessage(
                    origin,
                    code,
                    level(level),
                    named ? words[0] : "",
                    slash < 0 ? "" : full.substring(0, slash),
                    full.substring(slash + 1),
                    message));
            count++;
        }

        private static String level(String word) {
            String lower = word.toLowerCase(Locale.ROOT);
            return lower.startsWith("warn") ? "warning" : lower;
        }
    }
}
