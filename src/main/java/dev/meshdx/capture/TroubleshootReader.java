package dev.meshdx.capture;

import com.fasterxml.jackson.databind.JsonNode;
import dev.meshdx.facts.Origin;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Results of the analyzers of a Troubleshoot support bundle or preflight: analysis.json. */
final class TroubleshootReader implements FileReader {

    @Override
    public String format() {
        return "troubleshoot analysis";
    }

    @Override
    public boolean recognises(Head head) {
        List<String> keys = head.firstCharacter() == '[' ? head.keys() : List.of();
        return keys.contains("name") && keys.contains("insight");
    }

    @Override
    public String read(CaptureFile file, Evidence evidence) throws IOException {
        return EnvoyJson.elements(file, "", (index, result) -> {
            if (index < RawCheck.LIMIT) {
                evidence.add(new RawCheck(
                        Origin.pointer(file.path(), "/" + index),
                        "troubleshoot",
                        "",
                        EnvoyJson.text(result, "name"),
                        level(result),
                        message(result)));
            }
        });
    }

    /** Its words are error, warn and debug for a passed check; an analyzer that failed itself has an error and no severity. */
    private static String level(JsonNode result) {
        JsonNode insight = result.path("insight");
        String word = EnvoyJson.text(insight.has("severity") ? insight : result, "severity");
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "error" -> "error";
            case "warn", "warning" -> "warning";
            default -> EnvoyJson.text(result, "error").isEmpty() ? "info" : "warning";
        };
    }

    private static String message(JsonNode result) {
        JsonNode insight = result.path("insight");
        String said = EnvoyJson.text(insight, "primary") + ": " + EnvoyJson.text(insight, "detail");
        String error = EnvoyJson.text(result, "error");
        return SignatureHits.sanitised(error.isEmpty() ? said : said + ", " + error);
    }
}
