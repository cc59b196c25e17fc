package dev.meshdx.capture;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Admin pages of Envoy and answers of istiod that hold nothing that facts need; recognised so that nobody wonders what
 * they are.
 */
final class EnvoyOtherReader implements FileReader {

    private static final int LINES_TO_RECOGNISE = 20;
    private static final Pattern LISTENER = Pattern.compile("\\S+::(?:\\[[0-9a-f:.]*]|[\\d.]+):\\d+");
    private static final Pattern DUMP_KEYS = Pattern.compile("listener_statuses|unready_targets_dumps");
    private static final List<String> ANSWERS = List.of(
            "active loggers:",
            "Proxy not connected to this Pilot instance.",
            "You must provide a proxyID in the query string",
            "No active or warming secrets found.");

    @Override
    public String format() {
        return "envoy or istiod page without facts";
    }

    @Override
    public boolean recognises(Head head) {
        if (head.isJson()) {
            List<String> keys = head.keys();
            boolean dump = !keys.isEmpty() && DUMP_KEYS.matcher(keys.get(0)).matches();
            boolean runtime = !keys.isEmpty() && (keys.contains("entries") || keys.contains("layers"));
            return head.firstCharacter() == '{' && (dump || runtime && head.contains("\"final_value\""));
        }
        String text = head.text().stripLeading();
        if (ANSWERS.stream().anyMatch(text::startsWith)) {
            return true;
        }
        List<String> lines = head.lines(LINES_TO_RECOGNISE);
        return !lines.isEmpty()
                && lines.stream().allMatch(line -> LISTENER.matcher(line).matches());
    }

    @Override
    public String read(CaptureFile file, Evidence evidence) throws IOException {
        if (file.head().isJson()) {
            try (JsonParser parser = new JsonFactory().createParser(file.open())) {
                parser.nextToken();
                parser.skipChildren();
                if (parser.currentToken() == null) {
                    return "cut or damaged";
                }
            } catch (JsonProcessingException e) {
                return "cut or damaged: "
                        + FileIntake.message(e).lines().findFirst().orElse("");
            }
        }
        return "";
    }
}
